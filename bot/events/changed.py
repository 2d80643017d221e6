"""What becomes of a conversation, and what arrived without being readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.content import Audience, Sender, refuse_naive
from bot.ids import ChatId, Conversation, EventKey, MessageId, UserId, event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersChanged:
    """Who came to and who left a group; `by`: who brought or removed them, where the platform tells.

    `welcome`: it is we who came, to a group that may be told how we behave. `of_two`: nobody but one person and we are
    there by now, so each message is for us.
    """

    where: Conversation
    change: str
    at: datetime
    joined: tuple[UserId, ...] = ()
    left: tuple[UserId, ...] = ()
    by: UserId | None = None
    welcome: bool = False
    of_two: bool = False
    kind: Literal["members"] = "members"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.change), self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationMoved:
    """The chat goes on under another id (a Telegram group that became a supergroup)."""

    where: Conversation
    to: ChatId
    at: datetime
    kind: Literal["moved"] = "moved"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.to), self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecryptable:
    """A message whose key has not come yet, and when it arrived.

    Who sends several within an hour is told of them once: the key is that of the hour.
    """

    where: Conversation
    message: MessageId
    at: datetime
    sender: Sender | None = None
    audience: Audience = Audience.PRIVATE
    kind: Literal["undecryptable"] = "undecryptable"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        hour = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H")
        return event_key(self.where, MessageId(hour), self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that the platform delivered and nobody here could read.

    `raw` is all of it as it came, but for what is somebody else's. `sender` is None where nobody can tell who sent it
    or to whom. `message` is the one that it is or changes, and `delivery` tells it from what else is of that message.
    """

    where: Conversation
    message: MessageId
    at: datetime
    raw: str
    delivery: str = ""
    sender: Sender | None = None
    audience: Audience = Audience.PRIVATE
    kind: Literal["unreadable"] = "unreadable"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, f"{self.kind}:{self.delivery}" if self.delivery else self.kind)
