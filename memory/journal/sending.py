"""What could not be sent yet, for a person to look at and decide on."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.content import Audience, Sender
from bot.events import Event
from bot.ids import AccountId, ChatId, Contact, Conversation, Platform, ThreadId
from bot.ports.sending import Stuck
from bot.replies import Part, PartKind
from memory.journal.codec import bytes_to_part, bytes_to_text, part_to_bytes
from memory.journal.database import Database
from memory.journal.words import blank, replace, write

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

_OF_READER = "SELECT id, why FROM outbox WHERE reader = ? AND state IN ('pending', 'sending', 'unknown', 'dead')"
_WAITING_OF_READER = """SELECT outbox.id, words.id, body FROM outbox JOIN words ON words.id = outbox.words
    WHERE reader = ? AND state IN ('pending', 'unknown')"""


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


def reader_of(event: Event) -> bytes | None:
    """For whose eyes alone the answer to an event is, as a hash; None where others hear it, or nobody asked."""
    sender: Sender | None = getattr(event, "sender", None)
    if sender is None or getattr(event, "audience", Audience.PRIVATE) is not Audience.PRIVATE:
        return None
    return _hash(Contact(platform=event.where.platform, account=event.where.account, user=sender.id))


def drop_private(connection: sqlite3.Connection, contact: Contact) -> None:
    """What answers an account in private and is not sent is never sent; what is being sent is not tried again.

    What was to take the place of a draft takes the draft away.
    """
    _withdraw(connection, _hash(contact))
    for number, why in connection.execute(_OF_READER, (_hash(contact),)).fetchall():
        _drop(connection, number, why, "whom it is for was let out")


def _withdraw(connection: sqlite3.Connection, reader: bytes) -> None:
    for number, words, body in connection.execute(_WAITING_OF_READER, (reader,)).fetchall():
        part = bytes_to_part(body)
        if part.kind is PartKind.EDIT:
            blank(connection, words)
            deletion = write(connection, part_to_bytes(Part(kind=PartKind.DELETION, body="{}", target=part.target)))
            connection.execute(
                "UPDATE outbox SET words = ?, state = 'pending', due_at = 0, reader = NULL WHERE id = ?",
                (deletion, number),
            )


def _hash(contact: Contact) -> bytes:
    """What stays behind of a forgotten message's reply names nobody."""
    return sha256("\x1f".join((contact.platform, contact.account, contact.user)).encode()).digest()[:16]


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
