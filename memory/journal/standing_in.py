"""An edit that stands for a message that never came gives way when that comes, and was somebody else's."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from uuid import uuid5

from bot.events import Event, MessageReceived
from bot.ids import EventKey
from memory.journal.codec import bytes_to_event
from memory.journal.revising import unsay
from memory.journal.speakers import Speakers
from memory.journal.words import blank

_STANDING_IN = """SELECT seq, speaker, words, body FROM events JOIN words ON words.id = events.words
    WHERE stands_in AND key = ? AND state <> 'erased'"""
_GIVEN_WAY = """UPDATE events SET key = ?, about = ?, state = 'merged', kept = 0, spoken = 0, space = NULL,
    said_at = NULL, speaker = NULL, stands_in = 0, revised = NULL, revision = NULL WHERE seq = ?"""
# Backups and index may hold the other's words under this key.
_COME = (
    "UPDATE events SET revised = said_at, revision = seq WHERE key = ? AND revised IS NULL",
    "INSERT OR REPLACE INTO rewrites (key, seq, indexed) SELECT key, seq, 0 FROM events WHERE key = ?",
)


def give_way(connection: sqlite3.Connection, events: Sequence[Event]) -> tuple[EventKey, ...]:
    """Have what stands for these messages, and is by others, leave; returns the keys that are theirs again."""
    (any_,) = connection.execute("SELECT EXISTS (SELECT 1 FROM events WHERE stands_in)").fetchone()
    messages = [event for event in events if isinstance(event, MessageReceived)] if any_ else []
    return tuple(message.key for message in messages if _gives_way(connection, message))


def come(connection: sqlite3.Connection, keys: Collection[EventKey]) -> None:
    """Once these messages are there: what was in their place is to go from every file."""
    for statement in _COME:
        connection.executemany(statement, [(key.bytes,) for key in keys])


def _gives_way(connection: sqlite3.Connection, message: MessageReceived) -> bool:
    key = message.key
    row = connection.execute(_STANDING_IN, (key.bytes,)).fetchone()
    if row is None:
        return False
    seq, speaker, words, body = row
    instead = bytes_to_event(body)
    if isinstance(instead, MessageReceived) and instead.sender.id == message.sender.id:
        return False
    unsay(connection, key)
    blank(connection, words)
    if speaker is not None:
        Speakers(connection).leave(speaker)
    left = uuid5(key, f"stood in as {seq}").bytes
    connection.execute(_GIVEN_WAY, (left, key.bytes, seq))
    # The index holds its words in its own place.
    connection.execute("INSERT INTO rewrites (key, seq, indexed) VALUES (?, ?, 0)", (left, seq))
    return True
