"""What comes before the message that it is about: edits that wait for it, deletions that keep it out."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.capture import with_words_of
from bot.events import Event, MessageDeleted, MessageEdited, MessageReceived
from bot.ids import EventKey
from memory.journal.codec import bytes_to_event
from memory.journal.words import blank

_WITHDRAW = "INSERT OR IGNORE INTO withdrawn SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM events WHERE key = ?1)"
# One that nobody judged yet, or that is about another's message, does not wait.
WAITING = """SELECT seq, body FROM events JOIN words ON words.id = events.words
    WHERE about = ? AND state = 'done' AND space IS NOT NULL"""


def withdraw(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Keep out for ever what is taken back before it comes."""
    come: set[EventKey] = set()
    for event in events:
        if isinstance(event, MessageDeleted) and event.of not in come:
            connection.execute(_WITHDRAW, (event.of.bytes,))
        come.add(event.key)


def as_edited(connection: sqlite3.Connection, event: Event) -> tuple[Event, tuple[float, int] | None]:
    """A message with the words of the newest edit that waited for it, and when that was made, with its seq."""
    if not isinstance(event, MessageReceived):
        return event, None
    rows = connection.execute(WAITING, (event.key.bytes,)).fetchall()
    told = ((seq, bytes_to_event(body)) for seq, body in rows)
    waiting = {(edit.at.timestamp(), seq): edit for seq, edit in told if isinstance(edit, MessageEdited)}
    for _, seq in waiting:
        # Of one that is by somebody else no words stay either.
        merge(connection, seq)
        connection.execute(
            "INSERT OR REPLACE INTO rewrites (key, seq, indexed) VALUES (?, ?, 1)", (event.key.bytes, seq)
        )
    newest = max((when for when, edit in waiting.items() if edit.sender.id == event.sender.id), default=None)
    return (event, None) if newest is None else (with_words_of(event, waiting[newest]), newest)


def merge(connection: sqlite3.Connection, seq: int) -> None:
    """Leave no words of an edit, which stands in its message from now on, or for nothing."""
    (words,) = connection.execute("SELECT words FROM events WHERE seq = ?", (seq,)).fetchone()
    blank(connection, words)
    connection.execute("UPDATE events SET state = 'merged', space = NULL, said_at = NULL WHERE seq = ?", (seq,))


def merge_edits(connection: sqlite3.Connection, of: EventKey, *, pending: bool = False) -> None:
    """Leave no words of any edit of a message that is handled, or `pending`."""
    query = """SELECT seq, body FROM events JOIN words ON words.id = events.words
        WHERE about = ? AND state NOT IN ('erased', 'merged') AND (? OR state <> 'pending')"""
    for seq, body in connection.execute(query, (of.bytes, pending)).fetchall():
        if isinstance(bytes_to_event(body), MessageEdited):
            merge(connection, seq)
