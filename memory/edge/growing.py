"""An array that only grows, in a file."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from mmap import PROT_READ, mmap
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.errors import StoreDamaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """So many items, and the CRC-32 of their bytes."""

    items: int = 0
    crc: int = 0


class Growing:
    """Items of one fixed size. Raises OSError when the file cannot be written; then nothing was added.

    What is read of it lies in the system's memory of files, not in ours.
    """

    def __init__(self, path: Path, dtype: np.dtype[Any], whole: Extent) -> None:
        """Begin with what is known to be whole; the file is cut off there. Raises StoreDamaged where it is not."""
        self._path = path
        self._dtype = dtype
        self.extent = whole
        path.touch(mode=0o600)
        # Told by a file that may be damaged: memory is only asked for what is there.
        if not 0 <= self._size <= path.stat().st_size or _crc_of(path, self._size) != whole.crc:
            raise StoreDamaged(f"{path} is not as it was written")
        os.truncate(path, self._size)
        self.items = self._mapped()

    def add(self, items: NDArray[Any]) -> None:
        """They are in the file when this returns, though only `sync` makes them outlive a power loss."""
        data = items.tobytes()
        with self._path.open("ab", buffering=0) as file:
            written = file.write(data)
        if written != len(data):
            os.truncate(self._path, self._size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.extent = Extent(items=self.extent.items + len(items), crc=crc32(data, self.extent.crc))
        self.items = self._mapped()

    def sync(self) -> None:
        """All of them outlive a power loss when this returns."""
        with self._path.open("ab") as file:
            os.fsync(file.fileno())

    @property
    def _size(self) -> int:
        return self.extent.items * self._dtype.itemsize

    def _mapped(self) -> NDArray[Any]:
        if not self._size:
            return np.zeros(0, self._dtype)
        with self._path.open("rb") as file:
            return np.frombuffer(mmap(file.fileno(), self._size, prot=PROT_READ), self._dtype)


def _crc_of(path: Path, size: int) -> int:
    with path.open("rb") as file:
        return crc32(file.read(size))
