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

SHORTEST = 12
"""Bytes: a shorter message is found in files by accident, and its proof is that its row is gone."""

LONGEST = 64
CHUNK = 1 << 22
_HEAD = 8
_SLOTS = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """How many files were read, and in how many places one of the texts began."""

    files: int
    traces: int


def search_apart(folder: Path, texts: Collection[str], *, leave_out: Collection[str] = ()) -> Searched:
    """As `search_files`, in a process of its own."""
    command = [sys.executable, "-m", "memory.traces", str(folder), *leave_out]
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=True)  # noqa: S603 -- our own module
    files, traces = map(int, done.stdout.split())
    return Searched(files=files, traces=traces)


def search_files(folder: Path, texts: Collection[str], *, leave_out: Collection[str] = ()) -> Searched:
    """Look for the beginnings of texts in every file below `folder` but those named in `leave_out`."""
    needles = _needles(texts)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in leave_out]
    return Searched(files=len(files), traces=sum(_found(path, needles) for path in files) if needles else 0)


def _needles(texts: Collection[str]) -> dict[bytes, set[bytes]]:
    """The beginnings to look for, by their first bytes; as plain text and as JSON writes it."""
    needles: dict[bytes, set[bytes]] = {}
    for text in texts:
        plain = text.strip().encode("utf-8", "replace")
        escaped = json.dumps(text.strip())[1:-1].encode("ascii")
        for form in {plain[:LONGEST], escaped[:LONGEST]}:
            if len(form) >= SHORTEST:
                needles.setdefault(form[:_HEAD], set()).add(form)
    return needles


def _found(path: Path, needles: dict[bytes, set[bytes]]) -> int:
    """How often a needle stands in a file."""
    slots = np.zeros(_SLOTS, np.bool_)
    slots[[_slot(head) for head in needles]] = True
    return sum(
        any(data.startswith(needle, at) for needle in needles.get(data[at : at + _HEAD], ()))
        for data in _chunks(path)
        for at in _candidates(data, slots)
    )


def _chunks(path: Path) -> Iterator[bytes]:
    """A file in pieces, each with the end of the one before it, so that nothing falls between two."""
    try:
        with path.open("rb") as file:
            kept = b""
            while piece := file.read(CHUNK):
                yield kept + piece
                kept = (kept + piece)[-(LONGEST - 1) :]
    except FileNotFoundError:
        return


def _slot(head: bytes) -> int:
    return int.from_bytes(head, "little") * 0x9E3779B97F4A7C15 % (1 << 64) >> 44


def _candidates(data: bytes, slots: NDArray[np.bool_]) -> list[int]:
    """Where the next eight bytes may begin a needle."""
    if len(data) < _HEAD:
        return []
    found = []
    for shift in range(_HEAD):
        words = np.frombuffer(data, "<u8", count=(len(data) - shift) // _HEAD, offset=shift)
        hashed = (words * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(44)
        found += (np.flatnonzero(slots[hashed]) * _HEAD + shift).tolist()
    return found


if __name__ == "__main__":
    searched = search_files(Path(sys.argv[1]), json.load(sys.stdin), leave_out=sys.argv[2:])
    sys.stdout.write(f"{searched.files} {searched.traces}")
