"""Has a copy of a shard cleaned of what was deleted, in a process of its own: Edge keeps the interpreter busy."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from bot.errors import FolderFull, IndexUnreachable, SatchelError, StoreDamaged
from memory.edge.room import DAMAGED, FULL

LONGEST_S = 3_600
TRIES = 5
_TOLD = 500
_OF_ITS_OWN_DOING = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGILL, -signal.SIGFPE)


def cleaned(copy: Path, dimension: int) -> None:
    """Clean the shard in `copy`, which nobody may have open. Blocks until the result is durable.

    Raises FolderFull, StoreDamaged where it cannot be cleaned, IndexUnreachable where that did not come to an end.
    """
    # Without -P it would run what lies under our names in the folder that we were started in.
    command = [sys.executable, "-P", "-m", "memory.edge.vacuum", str(copy), str(dimension)]
    try:
        _run(command)
    except subprocess.CalledProcessError as error:
        raise _trouble(copy, error.returncode, error.stderr[-_TOLD:].strip()) from error
    except subprocess.TimeoutExpired as error:
        raise IndexUnreachable(f"cleaning the index took over {LONGEST_S} seconds; it is tried again") from error


def _run(command: list[str], tries: int = TRIES) -> None:
    """In a session of its own: Ctrl-C is meant for us, and we wait for what is begun."""
    try:
        subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=True, start_new_session=True)  # noqa: S603 -- our own module
    except subprocess.CalledProcessError as error:
        # It may have got there before the session did.
        if error.returncode != -signal.SIGINT or tries == 1:
            raise
        _run(command, tries - 1)


def _trouble(copy: Path, status: int, told: str) -> SatchelError:
    """What the end of the process says of the shard: one that was killed says nothing of it."""
    if status in (FULL, -signal.SIGBUS):
        return FolderFull(told or f"no space is left for {copy}; free some, nothing was lost")
    if status == DAMAGED or status in _OF_ITS_OWN_DOING:
        return StoreDamaged(f"the index could not be written anew: {told or signal.strsignal(-status)}")
    why = signal.strsignal(-status) if status < 0 else told.rpartition("\n")[2]
    return IndexUnreachable(f"cleaning the index was interrupted ({why}); it is tried again")
