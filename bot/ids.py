"""Identities. All are opaque: only the adapter that made one may read inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType
from uuid import UUID, uuid5

Platform = NewType("Platform", str)
AccountId = NewType("AccountId", str)
ChatId = NewType("ChatId", str)
ThreadId = NewType("ThreadId", str)
MessageId = NewType("MessageId", str)
UserId = NewType("UserId", str)
PersonId = NewType("PersonId", str)
SpaceId = NewType("SpaceId", str)
EventKey = NewType("EventKey", UUID)
RecordId = NewType("RecordId", UUID)
EpisodeId = NewType("EpisodeId", UUID)

CONSOLE = Platform("console")
"""The terminal of whoever runs the program."""

_GROUP_SPACE = re.compile(r"group:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ROOT = UUID("6f2f8a52-3f0e-5d0a-9a53-5a7c0d5b1f11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """An address: where something was said and where an answer to it goes."""

    platform: Platform
    account: AccountId
    chat: ChatId
    thread: ThreadId | None = None

    def __post_init__(self) -> None:
        if not (self.platform and self.account and self.chat):
            raise ValueError("a conversation needs a platform, an account and a chat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody's account on a platform, as the account of ours that it writes to sees it."""

    platform: Platform
    account: AccountId
    user: UserId

    def __post_init__(self) -> None:
        if not (self.platform and self.account and self.user):
            raise ValueError("a contact needs a platform, an account and a user")


PERSONS = "person:"
GROUPS = "group:"
"""What the names of spaces begin with that are somebody's own, or a group's."""


def event_key(where: Conversation, message: MessageId, kind: str) -> EventKey:
    """The dedupe key of one event: the same delivery gives the same key for ever.

    It is a hash, so that what stays behind of a forgotten message says nothing of it.
    The thread is no part of it: a platform may move a message between threads.
    """
    return EventKey(uuid5(_ROOT, "\x1f".join((where.platform, where.account, where.chat, message, kind))))


def record_id(cause: EventKey, part: int) -> RecordId:
    """The id of the `part`-th record (from 0) that came of one event: a replay is an upsert."""
    return RecordId(uuid5(cause, f"record:{part}"))


def episode_id(first: EventKey) -> EpisodeId:
    """The id of the episode that `first` opened."""
    return EpisodeId(uuid5(first, "episode"))


def private_space(person: PersonId) -> SpaceId:
    """The one private space of a person, whichever account they write from."""
    return SpaceId(f"{PERSONS}{person}")


def group_space(where: Conversation) -> SpaceId:
    """The space of a group chat. A hash: what stays behind of it says nothing.

    All its topics and threads share it: whoever is in the group hears them all, so to its memory they are one
    conversation, and recall in one finds what was said in another.
    """
    return SpaceId(f"{GROUPS}{uuid5(_ROOT, chr(31).join((where.platform, where.account, where.chat)))}")


def is_group_space(space: SpaceId) -> bool:
    """Whether it is a group chat's: somebody may have called an imported one `group:club`."""
    return _GROUP_SPACE.fullmatch(space) is not None
