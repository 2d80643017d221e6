"""Has a copy of a shard cleaned of what was deleted, in a process of its own: Edge keeps the interpreter busy."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from bot.errors import FolderFull, StoreDamaged
from memory.edge.room import FULL

LONGEST_S = 3_600
_TOLD = 500


def cleaned(copy: Path, dimension: int) -> None:
    """Clean the shard in `copy`, which nobody may have open. Blocks until the result is durable.

    Raises FolderFull, StoreDamaged.
    """
    command = [sys.executable, "-m", "memory.edge.vacuum", str(copy), str(dimension)]
    try:
        subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=True)  # noqa: S603 -- our own module
    except subprocess.CalledProcessError as error:
        told = error.stderr[-_TOLD:].strip()
        if error.returncode in (FULL, -signal.SIGBUS):
            raise FolderFull(told or f"no space is left for {copy}; free some, nothing was lost") from error
        raise StoreDamaged(f"the index could not be written anew: {told}") from error
    except subprocess.TimeoutExpired as error:
        raise StoreDamaged(f"the index could not be written anew within {LONGEST_S} seconds") from error
