"""What comes along with a message, described. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from telegram import Message, MessageEntity

from bot.content import Attachment, AttachmentKind

_FILES = (
    ("voice", AttachmentKind.VOICE),
    ("audio", AttachmentKind.AUDIO),
    ("video", AttachmentKind.VIDEO),
    ("video_note", AttachmentKind.VIDEO),
    ("animation", AttachmentKind.VIDEO),
    ("document", AttachmentKind.FILE),
    ("sticker", AttachmentKind.STICKER),
)
_OTHERS = ("dice", "game", "story", "invoice", "paid_media", "checklist", "giveaway")


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Everything beside the words, in no order that means anything."""
    return (*_files(message), *_facts(message), *_links(message))


def _files(message: Message) -> Iterator[Attachment]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        yield Attachment(kind=AttachmentKind.IMAGE, ref=largest.file_id, size=largest.file_size)
    for name, kind in _FILES:
        file = getattr(message, name)
        # A GIF comes as an animation and, for old programs, as a document too.
        if file is None or (name == "document" and message.animation):
            continue
        yield Attachment(
            kind=kind,
            ref=file.file_id,
            caption=getattr(file, "emoji", None) or "",
            media_type=getattr(file, "mime_type", None),
            name=getattr(file, "file_name", None),
            size=file.file_size,
            duration=_duration(getattr(file, "duration", None)),
        )


def _facts(message: Message) -> Iterator[Attachment]:
    if contact := message.contact:
        named = " ".join(filter(None, (contact.first_name, contact.last_name, contact.phone_number)))
        yield Attachment(kind=AttachmentKind.CONTACT, caption=named)
    if venue := message.venue:
        yield Attachment(kind=AttachmentKind.LOCATION, caption=f"{venue.title}, {venue.address}")
    elif location := message.location:
        yield Attachment(kind=AttachmentKind.LOCATION, caption=f"{location.latitude}, {location.longitude}")
    if poll := message.poll:
        options = " / ".join(option.text for option in poll.options)
        yield Attachment(kind=AttachmentKind.POLL, ref=poll.id, caption=f"{poll.question} {options}")
    for name in _OTHERS:
        if thing := getattr(message, name):
            yield Attachment(kind=AttachmentKind.OTHER, caption=getattr(thing, "emoji", "") or name)


def _links(message: Message) -> Iterator[Attachment]:
    """Addresses that hide behind words."""
    for entity in (*message.entities, *message.caption_entities):
        if entity.type == MessageEntity.TEXT_LINK and entity.url:
            yield Attachment(kind=AttachmentKind.LINK, ref=entity.url, caption=entity.url)


def _duration(given: int | timedelta | None) -> timedelta | None:
    return timedelta(seconds=given) if isinstance(given, int) else given
