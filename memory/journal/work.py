"""Slow work, off the lanes."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from threading import Lock
from uuid import UUID

from bot.ids import EventKey
from bot.ports.work import WorkItem
from memory.journal.codec import bytes_to_text, text_to_bytes
from memory.journal.database import Database
from memory.journal.words import replace, write


class SqliteWorkQueue:
    """The port WorkQueue. `tries` counts this try. What a dead process had claimed is due again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._under_way: set[int] = set()
        self._claiming = Lock()

    def add(self, cause: EventKey, task: str, argument: str, due: datetime) -> None:
        digest = _digest(cause, task, argument)
        with self._database.transaction() as connection:
            known = connection.execute(
                """SELECT 1 FROM work WHERE digest = ?
                   UNION ALL SELECT 1 FROM events WHERE key = ? AND state = 'erased'""",
                (digest, cause.bytes),
            ).fetchone()
            if known is None:
                words = write(connection, text_to_bytes(argument))
                connection.execute(
                    "INSERT INTO work (cause, task, digest, words, due_at) VALUES (?, ?, ?, ?, ?)",
                    (cause.bytes, task, digest, words, due.timestamp()),
                )

    def claim(self, now: datetime) -> WorkItem | None:
        with self._claiming, self._database.transaction() as connection:
            rows = connection.execute(
                """SELECT work.id, cause, task, body, tries + 1 FROM work JOIN words ON words.id = words
                   WHERE state = 'open' AND due_at <= ? ORDER BY due_at, work.id""",
                (now.timestamp(),),
            )
            row = next((row for row in rows if row[0] not in self._under_way), None)
            if row is None:
                return None
            number, cause, task, body, tries = row
            connection.execute("UPDATE work SET tries = ? WHERE id = ?", (tries, number))
            self._under_way.add(number)
        return WorkItem(
            id=number, cause=EventKey(UUID(bytes=cause)), task=task, argument=bytes_to_text(body), tries=tries
        )

    def done(self, item: WorkItem) -> None:
        with self._database.transaction() as connection:
            connection.execute("UPDATE work SET state = 'done' WHERE id = ? AND state = 'open'", (item.id,))
        self._under_way.discard(item.id)

    def put_off(self, item: WorkItem, until: datetime | None, why: str) -> None:
        with self._database.transaction() as connection:
            row = connection.execute("SELECT why FROM work WHERE id = ? AND state = 'open'", (item.id,)).fetchone()
            if row is not None:
                due_at, state = (0.0, "dead") if until is None else (until.timestamp(), "open")
                connection.execute(
                    "UPDATE work SET state = ?, due_at = ?, why = ? WHERE id = ?",
                    (state, due_at, replace(connection, row[0], why), item.id),
                )
        self._under_way.discard(item.id)


def _digest(cause: EventKey, task: str, argument: str) -> bytes:
    return sha256(cause.bytes + text_to_bytes(f"{task}\0{argument}")).digest()[:16]
