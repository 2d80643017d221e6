"""Kept messages, read from the journal as notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from bot.capture import Message, note_of
from bot.ids import EpisodeId, EventKey, SpaceId
from bot.ports.journal import Received
from bot.records import Note
from memory.journal.codec import bytes_to_event

READ, UNREAD = 1, 2
"""What `kept` says of a note: an index reads it, or must not, since reading it may end the program."""

NOTES = "SELECT seq, key, coalesce(space, ''), place, episode, body FROM events JOIN words ON words.id = events.words"


def notes_of(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[int, Note], ...]:
    """The notes, each with its seq, that rows of `NOTES` hold."""
    return tuple((seq, note) for seq, note, _ in messages_of(rows))


def messages_of(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[int, Note, Message], ...]:
    """The notes that rows of `NOTES` hold, each with its seq and the message that it was made of."""
    return tuple(_messages(rows))


def _messages(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Note, Message]]:
    for seq, key, space, place, episode, body in rows:
        event = bytes_to_event(body)
        received = Received(seq=seq, event=event, place=place, episode=EpisodeId(UUID(bytes=episode)))
        note = note_of(received, EventKey(UUID(bytes=key)), SpaceId(space))
        if note is not None and isinstance(event, Message):
            yield seq, note, event
