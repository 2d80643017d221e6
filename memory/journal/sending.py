"""What could not be sent yet, for a person to look at and decide on."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from bot.content import Audience, Sender
from bot.ids import AccountId, ChatId, Contact, Conversation, Platform, ThreadId
from bot.ports.sending import Stuck
from memory.journal.codec import bytes_to_event, bytes_to_text
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

_RETRY = """UPDATE outbox SET state = 'pending', due_at = 0, since = NULL
    WHERE (:id IS NULL OR id = :id) AND state IN ('pending', 'unknown', 'dead')
    AND EXISTS (SELECT 1 FROM events WHERE seq = cause AND answer IS NOT NULL)"""
_DROPPABLE = """SELECT id, why FROM outbox
    WHERE (:id IS NULL OR id = :id) AND state IN ('pending', 'unknown', 'dead')"""

# What an erased message was answered with holds nothing of it.
_OPEN = """SELECT outbox.id, outbox.why, words.body
    FROM outbox JOIN conversations ON conversations.id = outbox.conversation
    JOIN events ON events.seq = outbox.cause JOIN words ON words.id = events.words
    WHERE outbox.state IN ('pending', 'sending', 'unknown') AND events.state <> 'erased'
    AND platform = ? AND account = ?"""


class SqliteSending:
    """The port Sending."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stuck(self) -> tuple[Stuck, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_STUCK, (MOST,)).fetchall()
        return tuple(_stuck(row) for row in reversed(rows))

    def retry(self, id: int | None) -> int:  # noqa: A002 -- the port's own name
        if id is not None and id >= _ENDLESS:
            return 0
        with self._database.transaction() as connection:
            return connection.execute(_RETRY, {"id": id}).rowcount

    def drop(self, id: int | None) -> int:  # noqa: A002 -- the port's own name
        if id is not None and id >= _ENDLESS:
            return 0
        with self._database.transaction() as connection:
            rows = connection.execute(_DROPPABLE, {"id": id}).fetchall()
            for number, why in rows:
                _drop(connection, number, why, "dropped by hand")
        return len(rows)


def drop_private(connection: sqlite3.Connection, contact: Contact) -> None:
    """What answers an account in private and is not sent is never sent; what is being sent is not tried again."""
    rows = connection.execute(_OPEN, (contact.platform, contact.account)).fetchall()
    for number, why, body in rows:
        event = bytes_to_event(body)
        sender: Sender | None = getattr(event, "sender", None)
        audience = getattr(event, "audience", Audience.PRIVATE)
        if sender is not None and sender.id == contact.user and audience is Audience.PRIVATE:
            _drop(connection, number, why, "whom it is for was let out")


def _drop(connection: sqlite3.Connection, number: int, before: int | None, why: str) -> None:
    reason = replace(connection, before, why)
    connection.execute("UPDATE outbox SET state = 'dropped', why = ? WHERE id = ?", (reason, number))


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
