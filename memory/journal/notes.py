"""What of an event is a note, in which words, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from bot.events import CommandInvoked, Event, MessageEdited, MessageReceived
from bot.ids import EpisodeId, EventKey, SpaceId
from bot.records import Note, Origin, Trust
from memory.journal.codec import bytes_to_event

Message = MessageReceived | MessageEdited | CommandInvoked

NOTES = "SELECT seq, key, space, place, episode, body FROM events JOIN words ON words.id = events.words"


def words_of(event: Event) -> str:
    """What was said: the text, then each attachment's caption on a line of its own."""
    match event:
        case MessageReceived() | MessageEdited():
            captions = (f"[{item.kind}: {item.caption}]" for item in event.attachments if item.caption)
            return "\n".join((*filter(None, (event.text,)), *captions))
        case CommandInvoked():
            return event.argument
        case _:
            return ""


def trust_of(event: Event) -> Trust:
    """A forwarded message is somebody else's words; any other is the sender's own."""
    forwarded = isinstance(event, MessageReceived) and event.forwarded is not None
    return Trust.OTHERS if forwarded else Trust.OWN


def note_of(event: Message, key: EventKey, space: SpaceId, place: int, episode: EpisodeId) -> Note:
    """The note that a message is filed as."""
    return Note(
        origin=Origin(key=key, where=event.where, message=event.message),
        space=space,
        text=words_of(event),
        said_by=event.sender.name,
        said_at=event.at,
        place=place,
        episode=episode,
        trust=trust_of(event),
    )


def notes_of(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[int, Note], ...]:
    """The notes, each with its seq, that rows of `NOTES` hold."""
    found = []
    for seq, key, space, place, episode, body in rows:
        event = bytes_to_event(body)
        if isinstance(event, Message):
            key, episode = EventKey(UUID(bytes=key)), EpisodeId(UUID(bytes=episode))
            found.append((seq, note_of(event, key, SpaceId(space), place, episode)))
    return tuple(found)
