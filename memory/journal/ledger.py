"""What platforms gave ids for, and how far their streams are confirmed."""

from __future__ import annotations

from bot.ids import AccountId, Conversation, MessageId, Platform, event_key
from bot.ports.journal import Bookmark, Draft
from memory.journal.courses import conversation_number
from memory.journal.database import Database
from memory.journal.retracting import retract_late

_HOLDS = """SELECT 1 FROM events WHERE key = ?1 AND state <> 'erased'
    UNION ALL SELECT 1 FROM outbox WHERE conversation = ?2 AND remote = ?3
    UNION ALL SELECT 1 FROM drafts JOIN events USING (seq) WHERE events.conversation = ?2 AND remote = ?3
    LIMIT 1"""


_NOT_YET = ""
"""Stands for the id of a draft that is about to be opened: no platform's message is called so."""


class SqliteLedger:
    """The port Ledger. A draft is known by its id even after its event is finished."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def drafted(self, draft: Draft) -> None:
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (draft.seq, draft.message or _NOT_YET))
            retract_late(connection, draft.seq)

    def draft_of(self, seq: int) -> Draft | None:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT remote FROM drafts JOIN events USING (seq) WHERE seq = ? AND state = 'pending'", (seq,)
            ).fetchone()
        return None if row is None else Draft(seq=seq, message=MessageId(row[0]) if row[0] != _NOT_YET else None)

    def holds(self, where: Conversation, message: MessageId) -> bool:
        said = event_key(where, message, "received")
        with self._database.reading() as connection:
            number = conversation_number(connection, where)
            return connection.execute(_HOLDS, (said.bytes, number, message)).fetchone() is not None

    def bookmarks(self, platform: Platform) -> tuple[Bookmark, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT account, value FROM bookmarks WHERE platform = ? ORDER BY account", (platform,)
            ).fetchall()
        return tuple(Bookmark(platform=platform, account=AccountId(account), value=value) for account, value in rows)
