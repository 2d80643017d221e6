"""Has a copy of a shard cleaned of what was deleted, in a process of its own: Edge keeps the interpreter busy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.errors import StoreDamaged

LONGEST_S = 3_600
_TOLD = 500


def cleaned(copy: Path, dimension: int) -> None:
    """Clean the shard in `copy`, which nobody may have open. Blocks until the result is durable."""
    command = [sys.executable, "-m", "memory.edge.vacuum", str(copy), str(dimension)]
    try:
        subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=True)  # noqa: S603 -- our own module
    except subprocess.CalledProcessError as error:
        raise StoreDamaged(f"the index could not be written anew: {error.stderr[-_TOLD:].strip()}") from error
    except subprocess.TimeoutExpired as error:
        raise StoreDamaged(f"the index could not be written anew within {LONGEST_S} seconds") from error
