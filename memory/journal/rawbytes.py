"""Looks for bytes in a database's files while SQLite has them open."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

_CHUNK = 8 * 1024 * 1024


class RawBytes:
    """The files' bytes as they stand on the disk.

    A descriptor once opened stays open until `close`, which comes after SQLite let go of the files:
    POSIX drops all of a process's locks on a file as soon as it closes any descriptor of it.
    """

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._descriptors: dict[Path, int] = {}

    def count(self, needles: Collection[bytes]) -> int:
        """How often these bytes stand in the files. Raises OSError."""
        sought = frozenset(filter(None, needles))
        overlap = max(map(len, sought), default=1) - 1
        return sum(
            _beginning_in(chunk, needle, size)
            for descriptor in self._opened()
            for chunk, size in _chunks(descriptor, overlap)
            for needle in sought
        )

    def close(self) -> None:
        for descriptor in self._descriptors.values():
            os.close(descriptor)
        self._descriptors.clear()

    def _opened(self) -> Iterator[int]:
        for path in self._paths:
            if path not in self._descriptors and path.exists():
                self._descriptors[path] = os.open(path, os.O_RDONLY)
        yield from self._descriptors.values()


def _chunks(descriptor: int, overlap: int) -> Iterator[tuple[bytes, int]]:
    """Pieces of a file that reach `overlap` bytes into the next, each with its size without that."""
    offset = 0
    while chunk := os.pread(descriptor, _CHUNK + overlap, offset):
        yield chunk, _CHUNK
        offset += _CHUNK


def _beginning_in(chunk: bytes, needle: bytes, size: int) -> int:
    return chunk.count(needle, 0, size + len(needle) - 1)
