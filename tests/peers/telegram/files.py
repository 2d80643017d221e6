"""Files by id, with their bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.peers.telegram.wire import Json, bad

LARGEST = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file; `size` is what it is declared to have, whatever its bytes are."""

    path: str
    data: bytes
    size: int


@dataclass(slots=True, kw_only=True)
class Files:
    """Everything that was ever sent by anybody."""

    by_id: dict[str, Stored] = field(default_factory=dict)

    def keep(self, folder: str, ending: str, data: bytes, size: int | None = None) -> Json:
        """Store bytes; returns the fields that every kind of file has."""
        number = len(self.by_id)
        ending = ending if re.fullmatch(r"\.\w{1,8}", ending, re.ASCII) else ""
        file_id = f"AgACAgIAAxkBAAI{number:05d}"
        self.by_id[file_id] = Stored(
            path=f"{folder}/file_{number}{ending}", data=data, size=len(data) if size is None else size
        )
        return {"file_id": file_id, "file_unique_id": f"AQAD{number:05d}", "file_size": self.by_id[file_id].size}

    def look_up(self, file_id: str) -> Json:
        """What getFile answers."""
        if not file_id:
            raise bad("invalid file_id")
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if stored.size > LARGEST:
            raise bad("file is too big")
        unique = f"AQAD{file_id[-5:]}"
        return {"file_id": file_id, "file_unique_id": unique, "file_size": stored.size, "file_path": stored.path}

    def at(self, path: str) -> bytes | None:
        return next((stored.data for stored in self.by_id.values() if stored.path == path), None)
