"""What a message carries beside its words, and who said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.ids import Conversation, MessageId, UserId


class Audience(StrEnum):
    """Who hears what is said, and whether it is meant for us."""

    PRIVATE = "private"
    """Somebody and us alone."""
    ADDRESSED = "addressed"
    """A group, and it is said to us: by a mention, a reply to us, a command."""
    OVERHEARD = "overheard"
    """A group, and it is not said to us."""


class AttachmentKind(StrEnum):
    """What sort of thing came along with a message."""

    IMAGE = "image"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    LINK = "link"
    CONTACT = "contact"
    LOCATION = "location"
    POLL = "poll"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A description; the bytes come from an adapter that can fetch them.

    `size` in bytes and `duration` are what the sender declared: never trusted.
    """

    kind: AttachmentKind
    ref: str = ""
    caption: str = ""
    media_type: str | None = None
    name: str | None = None
    size: int | None = None
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """Somebody else's words stay somebody else's for ever.

    `where` and `message`: where they stand, if the platform tells; there they can be opened.
    """

    from_name: str | None = None
    from_id: UserId | None = None
    sent_at: datetime | None = None
    where: Conversation | None = None
    message: MessageId | None = None

    def __post_init__(self) -> None:
        if self.sent_at is not None:
            refuse_naive(self.sent_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who said it, as the platform tells: the id decides, the name is only shown."""

    id: UserId
    name: str

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a sender needs an id")


def refuse_naive(at: datetime) -> None:
    """Raise ValueError unless `at` names its offset from UTC."""
    if at.utcoffset() is None:
        raise ValueError(f"the time {at.isoformat()} has no offset from UTC; write it with one, e.g. +00:00")
