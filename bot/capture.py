"""What of an event is a note, in which words, and whose they are. Pure."""

from __future__ import annotations

import re

from bot.events import CommandInvoked, Event, MessageEdited, MessageReceived
from bot.ids import EventKey, SpaceId
from bot.ports.journal import Received
from bot.records import Note, Origin, Trust

Message = MessageReceived | MessageEdited | CommandInvoked

_FORCED = re.compile(r"\A\s*/note(?:@\w{1,32})?\s+(?=\S)", re.IGNORECASE)


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


def noted_words(event: Event) -> str:
    """The same without the `/note` that forced it."""
    return _FORCED.sub("", words_of(event), count=1) if event.kind == "received" else words_of(event)


def trust_of(event: Event) -> Trust:
    """A forwarded message is somebody else's words; any other is the sender's own."""
    forwarded = isinstance(event, MessageReceived) and event.forwarded is not None
    return Trust.OTHERS if forwarded else Trust.OWN


def note_of(received: Received, key: EventKey, space: SpaceId) -> Note | None:
    """The note that a message is filed as, without the `/note` that forced it; None for what is no message."""
    event = received.event
    if not isinstance(event, Message):
        return None
    return Note(
        origin=Origin(key=key, where=event.where, message=event.message),
        space=space,
        text=noted_words(event),
        said_by=event.sender.name,
        said_at=event.at,
        place=received.place,
        episode=received.episode,
        trust=trust_of(event),
    )
