"""Looking for words, byte by byte, in every file below a folder: the proof that something is gone.

It runs as a process of its own, `python -m memory.traces FOLDER LEFT_OUT...`, with the texts as a JSON
list on standard input: a process that opens and closes SQLite's files loses its locks on them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.errors import DataFolderError

SHORTEST = 12
"""Bytes: a shorter message is found in files by accident, and its proof is that its row is gone."""

LONGEST = 64
CHUNK = 1 << 22
_HEAD = 8
_SLOT_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How many files were read, and in how many places one of the texts began."""

    files: int
    traces: int


def search_apart(folder: Path, texts: Collection[str], *, leave_out: Collection[str] = ()) -> Searched:
    """As `search_files`, in a process of its own. Raises DataFolderError for a file that cannot be read."""
    command = [sys.executable, "-m", "memory.traces", str(folder), *leave_out]
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
    return Searched(files=len(files), traces=sum(needles.count(path) for path in files))


class Needles:
    """The beginnings of texts, in every form in which they may stand in a file."""

    def __init__(self, texts: Collection[str]) -> None:
        self._by_head: dict[bytes, set[bytes]] = {}
        for needle in {form[:LONGEST] for text in texts for form in forms_of(text)}:
            if len(needle) >= SHORTEST:
                self._by_head.setdefault(needle[:_HEAD], set()).add(needle)
        self._heads = np.sort(np.frombuffer(b"".join(self._by_head), "<u8"))
        self._slots = np.zeros(1 << _SLOT_BITS, np.bool_)
        self._slots[_slot(self._heads)] = True

    def count(self, path: Path) -> int:
        """In how many places of a file one of them begins."""
        if not len(self._heads):
            return 0
        return sum(
            any(
                data.startswith(needle, at) and at + len(needle) > seen
                for needle in self._by_head[data[at : at + _HEAD]]
            )
            for data, seen in _chunks(path)
            for at in self._candidates(data)
        )

    def _candidates(self, data: bytes) -> list[int]:
        """Where the next eight bytes begin a needle."""
        found: list[int] = []
        for shift in range(min(_HEAD, len(data) - _HEAD + 1)):
            words = np.frombuffer(data, "<u8", count=(len(data) - shift) // _HEAD, offset=shift)
            # A table of bits passes over nearly everything before the exact look.
            maybe = np.flatnonzero(self._slots[_slot(words)])
            nearest = np.minimum(np.searchsorted(self._heads, words[maybe]), len(self._heads) - 1)
            found += (maybe[self._heads[nearest] == words[maybe]] * _HEAD + shift).tolist()
        return found


def forms_of(text: str) -> frozenset[bytes]:
    """A text as it is and as JSON writes it; half a surrogate pair as the journal and as the index holds it."""
    forms = (text.strip(), json.dumps(text.strip())[1:-1], json.dumps(text.strip(), ensure_ascii=False)[1:-1])
    return frozenset(form.encode("utf-8", errors) for form in forms for errors in ("surrogatepass", "replace"))


def _chunks(path: Path) -> Iterator[tuple[bytes, int]]:
    """A file in pieces, each with the end of the one before it, so that nothing falls between two, and that end's length."""
    try:
        with path.open("rb") as file:
            kept = b""
            while piece := file.read(CHUNK):
                yield kept + piece, len(kept)
                kept = (kept + piece)[-(LONGEST - 1) :]
    except FileNotFoundError:
        return


def _slot(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (words * _SPREAD) >> np.uint64(64 - _SLOT_BITS)


if __name__ == "__main__":
    searched = search_files(Path(sys.argv[1]), json.load(sys.stdin), leave_out=sys.argv[2:])
    sys.stdout.write(f"{searched.files} {searched.traces}")
