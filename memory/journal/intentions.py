"""What an event set out to forget, fixed before the first byte goes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from bot.ids import EventKey
from memory.journal.database import Database

_KEY = 16
# A decision stands until its event is finished: one that is handled again must come to the same.
_OVER = "DELETE FROM intentions WHERE done AND seq IN (SELECT seq FROM events WHERE state <> 'pending')"
_UNDONE = """SELECT intentions.seq, keys FROM intentions JOIN events ON events.seq = intentions.seq
    WHERE NOT done AND (?1 OR state <> 'pending') ORDER BY intentions.seq"""


class SqliteIntentions:
    """The port Intentions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decide(self, seq: int, keys: Collection[EventKey]) -> tuple[EventKey, ...]:
        with self._database.transaction() as connection:
            connection.execute(_OVER)
            if packed := b"".join(key.bytes for key in dict.fromkeys(keys)):
                connection.execute("INSERT OR IGNORE INTO intentions (seq, keys) VALUES (?, ?)", (seq, packed))
            row = connection.execute("SELECT keys FROM intentions WHERE seq = ?", (seq,)).fetchone()
        return _keys(row[0]) if row else ()

    def undone(self, *, pending: bool) -> tuple[tuple[int, tuple[EventKey, ...]], ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_UNDONE, (pending,)).fetchall()
        return tuple((seq, _keys(packed)) for seq, packed in rows)

    def done(self, seq: int) -> None:
        with self._database.transaction() as connection:
            connection.execute("UPDATE intentions SET done = 1 WHERE seq = ?", (seq,))


def _keys(packed: bytes) -> tuple[EventKey, ...]:
    return tuple(EventKey(UUID(bytes=packed[at : at + _KEY])) for at in range(0, len(packed), _KEY))
