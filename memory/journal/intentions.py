"""What an event set out to forget, fixed before the first byte goes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from bot.ids import EventKey
from memory.journal.database import Database

_KEY = 16
_OVER = "DELETE FROM intentions WHERE seq IN (SELECT seq FROM events WHERE state <> 'pending')"


class SqliteIntentions:
    """The port Intentions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(self, seq: int, keys: Collection[EventKey]) -> tuple[EventKey, ...]:
        with self._database.transaction() as connection:
            connection.execute(_OVER)
            packed = b"".join(key.bytes for key in dict.fromkeys(keys))
            connection.execute("INSERT OR IGNORE INTO intentions VALUES (?, ?)", (seq, packed))
            (decided,) = connection.execute("SELECT keys FROM intentions WHERE seq = ?", (seq,)).fetchone()
        return tuple(EventKey(UUID(bytes=decided[at : at + _KEY])) for at in range(0, len(decided), _KEY))
