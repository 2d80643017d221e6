"""How much is open, counted without reading any of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from memory.journal.database import Database

_COUNTS = """SELECT
    (SELECT count(*) FROM events WHERE state = 'pending'),
    (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending', 'unknown')),
    (SELECT min(coalesce(since, arrived, said_at)) FROM outbox JOIN events ON events.seq = outbox.cause
        WHERE outbox.state IN ('pending', 'sending', 'unknown'))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Events that are not handled, parts that are not sent, and since when the oldest of these is open.

    A part is open since its first try, or, before that, since what it answers arrived.
    """

    events: int
    parts: int
    since: datetime | None


class SqliteBacklog:
    """Asked by whoever watches over the bot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counted(self) -> Backlog:
        ((events, parts, since),) = self._database.rows(_COUNTS)
        return Backlog(events=events, parts=parts, since=None if since is None else datetime.fromtimestamp(since, UTC))
