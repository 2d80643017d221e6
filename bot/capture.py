"""What of an event is a note, in which words, and whose they are. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.content import Forwarded
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


def of_another(event: Event) -> Forwarded | None:
    """Whose words were passed on, where they are somebody else's than the sender's; else None."""
    forwarded = _forwarded(event)
    own = forwarded is None or (isinstance(event, Message) and forwarded.from_id == event.sender.id)
    return None if own else forwarded


def trust_of(event: Event) -> Trust:
    """A forwarded message is somebody else's words; any other is the sender's own."""
    return Trust.OWN if of_another(event) is None else Trust.OTHERS


def speaker_of(event: Message) -> str:
    """The name of whoever said it in the first place, "" where it is not told."""
    other = of_another(event)
    return event.sender.name if other is None else other.from_name or ""


def said_at_of(event: Event) -> datetime:
    """When it was said in the first place, as far as that is told."""
    forwarded = _forwarded(event)
    return forwarded.sent_at if forwarded and forwarded.sent_at else event.at


def _forwarded(event: Event) -> Forwarded | None:
    return event.forwarded if isinstance(event, MessageReceived) else None


def with_words_of(event: MessageReceived, edit: MessageEdited) -> MessageReceived:
    """A message as an edit has it: who sent it, when and where stays. New words are nobody's but theirs."""
    return replace(event, text=edit.text, attachments=edit.attachments, forwarded=None)


def _origin(event: Message, key: EventKey) -> Origin:
    """Where it can be opened: what was passed on, where it stood."""
    forwarded = _forwarded(event)
    if forwarded and forwarded.where and forwarded.message:
        return Origin(key=key, where=forwarded.where, message=forwarded.message)
    return Origin(key=key, where=event.where, message=event.message)


def note_of(received: Received, key: EventKey, space: SpaceId) -> Note | None:
    """The note that a message is filed as, without the `/note` that forced it; None for what is no message."""
    event = received.event
    if not isinstance(event, Message):
        return None
    return Note(
        origin=_origin(event, key),
        space=space,
        text=noted_words(event),
        said_by=speaker_of(event),
        said_at=said_at_of(event),
        place=received.place,
        episode=received.episode,
        trust=trust_of(event),
        passed_by="" if of_another(event) is None else event.sender.name or event.sender.id,
    )
