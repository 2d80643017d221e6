"""What could not be sent yet, for a person to look at and decide on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.ids import AccountId, ChatId, Conversation, Platform, ThreadId
from bot.ports.sending import Stuck
from memory.journal.codec import bytes_to_text
from memory.journal.database import Database
from memory.journal.words import replace

MOST = 500
_ENDLESS = 2**63  # SQLite's numbers end here; what people type does not

# What was given up because it is forgotten has no answer any more.
_STUCK = """SELECT outbox.id, platform, account, chat, outbox.thread, outbox.state, outbox.tries,
        coalesce(outbox.since, outbox.due_at), reasons.body, answers.body
    FROM outbox JOIN conversations ON conversations.id = outbox.conversation
    JOIN events ON events.seq = outbox.cause JOIN words AS answers ON answers.id = events.answer
    LEFT JOIN words AS reasons ON reasons.id = outbox.why
    WHERE outbox.state IN ('pending', 'sending', 'unknown', 'dead') ORDER BY outbox.id DESC LIMIT ?"""


class SqliteSending:
    """The port Sending."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stuck(self) -> tuple[Stuck, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_STUCK, (MOST,)).fetchall()
        return tuple(_stuck(row) for row in reversed(rows))

    def retry(self, id: int) -> bool:  # noqa: A002 -- the port's own name
        if id >= _ENDLESS:
            return False
        with self._database.transaction() as connection:
            changed = connection.execute(
                """UPDATE outbox SET state = 'pending', due_at = 0, since = NULL
                    WHERE id = ? AND state IN ('pending', 'unknown', 'dead')
                    AND EXISTS (SELECT 1 FROM events WHERE seq = cause AND answer IS NOT NULL)""",
                (id,),
            )
        return changed.rowcount > 0

    def drop(self, id: int) -> bool:  # noqa: A002 -- the port's own name
        if id >= _ENDLESS:
            return False
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT why FROM outbox WHERE id = ? AND state IN ('pending', 'unknown', 'dead')", (id,)
            ).fetchone()
            if row is None:
                return False
            why = replace(connection, row[0], "dropped by hand")
            connection.execute("UPDATE outbox SET state = 'dropped', why = ? WHERE id = ?", (why, id))
        return True


def _stuck(row: tuple[Any, ...]) -> Stuck:
    number, platform, account, chat, thread, state, tries, since, why, answer = row
    return Stuck(
        id=number,
        to=Conversation(
            platform=Platform(platform),
            account=AccountId(account),
            chat=ChatId(chat),
            thread=None if thread is None else ThreadId(thread),
        ),
        state="given up" if state == "dead" else "waiting",
        tries=tries,
        since=datetime.fromtimestamp(since, UTC),
        why="" if why is None else bytes_to_text(why),
        text=bytes_to_text(answer),
    )
