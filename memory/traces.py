"""Looking for words, byte by byte, in every file below a folder: the proof that something is gone.

It runs as a process of its own, `python -P -m memory.traces FOLDER LEFT_OUT...`, with the texts as a JSON
list on standard input: a process that opens and closes SQLite's files loses its locks on them. Without -P
it would run what lies under our names in the folder that it is started in.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from bot.errors import DataFolderError
from memory.needles import LONGEST, Needles

CHUNK = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How many files were read, and in how many places one of the texts began."""

    files: int
    traces: int


def search_apart(folder: Path, texts: Collection[str], *, leave_out: Collection[str] = ()) -> Searched:
    """As `search_files`, in a process of its own. Raises DataFolderError for a file that cannot be read."""
    command = [sys.executable, "-P", "-m", "memory.traces", str(folder), *leave_out]
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=False)  # noqa: S603 -- our own module
    if done.returncode:
        why = done.stderr.strip().rpartition("\n")[2]
        raise DataFolderError(f"all was taken out, but {folder} could not be searched for what is left ({why})")
    files, traces = map(int, done.stdout.split())
    return Searched(files=files, traces=traces)


def search_files(folder: Path, texts: Collection[str], *, leave_out: Collection[str] = ()) -> Searched:
    """Look for the beginnings of texts in every file below `folder` but those named in `leave_out`."""
    needles = Needles(texts)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in leave_out]
    found = (needles.begin_in(data, seen) for path in files for data, seen in _chunks(path))
    return Searched(files=len(files), traces=sum(found))


def _chunks(path: Path) -> Iterator[tuple[bytes, int]]:
    """A file in pieces: each begins with as much of the one before it as a needle may need, of that length."""
    try:
        with path.open("rb", buffering=0) as file:
            kept = b""
            while _skip_hole(file) and (piece := file.read(CHUNK)):
                yield kept + piece, len(kept)
                kept = (kept + piece)[-(LONGEST - 1) :]
    except FileNotFoundError:
        return


def _skip_hole(file: FileIO) -> bool:
    """Go on to where something was ever written: an index makes its files large beforehand. False at the end."""
    try:
        file.seek(file.tell(), os.SEEK_DATA)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return False
    return True


if __name__ == "__main__":
    searched = search_files(Path(sys.argv[1]), json.load(sys.stdin), leave_out=sys.argv[2:])
    sys.stdout.write(f"{searched.files} {searched.traces}")
