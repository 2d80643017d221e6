"""Which rooms we came to by an invitation to a direct chat, so far as it was ever told; kept over restarts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from adapters.matrix import files

FILE = "direct.json"


class Recalled:
    """`direct` may be added to; it is on the disk when `keep` returns. Raises DataFolderError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        read = files.read(self._path)
        listed = read.get("rooms") if isinstance(read, dict) else None
        told = listed.items() if isinstance(listed, dict) else ()
        self.direct: dict[str, bool] = {room: direct for room, direct in told if isinstance(direct, bool)}
        self._written = dict(self.direct)

    def keep(self, more: Mapping[str, bool], gone: Collection[str] = ()) -> None:
        """Keep these too; what we left is forgotten."""
        self.direct.update(more)
        for room in gone:
            self.direct.pop(room, None)
        if self.direct != self._written:
            files.write(self._path, {"rooms": self.direct})
            self._written = dict(self.direct)
