"""Which of an index's folders is the current one. A crash at any line leaves exactly one whole."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bot.errors import StoreDamaged
from memory.edge.durable import refuse_strange, replace_text

_POINTER = "current"
_FIRST = "1"
_SEAL = "seal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generations:
    """Folders below `root`, and a small file that names the current one."""

    root: Path

    def current(self) -> Path:
        """The folder in use. Raises StoreDamaged when nobody can tell which that is."""
        pointer = self.root / _POINTER
        refuse_strange(pointer)
        name = pointer.read_bytes() if pointer.exists() else _FIRST.encode()
        if not (name.isascii() and name.isalnum()):
            raise StoreDamaged(f"{pointer} names no folder")
        return self.root / name.decode("ascii")

    def next(self) -> Path:
        """Where the next generation is made. No name comes twice: what a killed run left may still be at work."""
        return self.root / uuid4().hex

    def switch(self, to: Path) -> None:
        """From now on `to` is the current one, also after a power loss."""
        replace_text(self.root / _POINTER, to.name)

    def seal(self, seal: str) -> None:
        """From now on this is the seal of them all, also after a power loss."""
        replace_text(self.root / _SEAL, seal)

    def sealed(self) -> bytes:
        """The seal; nothing where there is none. Raises StoreDamaged."""
        place = self.root / _SEAL
        refuse_strange(place)
        return place.read_bytes() if place.exists() else b""

    def sweep(self) -> None:
        """Remove every folder that is not the current one."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        current = self.current()
        for entry in self.root.iterdir():
            if entry.is_dir() and entry != current:
                # A process that outlived the one that started it may still be writing there.
                shutil.rmtree(entry, ignore_errors=True)
