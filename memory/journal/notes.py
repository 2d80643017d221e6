"""Kept messages, read from the journal as notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from bot.capture import note_of
from bot.ids import EpisodeId, EventKey, SpaceId
from bot.ports.journal import Received
from bot.records import Note
from memory.journal.codec import bytes_to_event

NOTES = "SELECT seq, key, coalesce(space, ''), place, episode, body FROM events JOIN words ON words.id = events.words"


def notes_of(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[int, Note], ...]:
    """The notes, each with its seq, that rows of `NOTES` hold."""
    return tuple((seq, note) for seq, *row in rows if (note := _note(seq, *row)) is not None)


def _note(seq: int, key: bytes, space: str, place: int, episode: bytes, body: bytes) -> Note | None:
    event, episode_id = bytes_to_event(body), EpisodeId(UUID(bytes=episode))
    received = Received(seq=seq, event=event, place=place, episode=episode_id)
    return note_of(received, EventKey(UUID(bytes=key)), SpaceId(space))
