"""What crosses the seam between a platform and the core: frozen values, valid from birth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.content import Attachment, Forwarded, Sender, refuse_naive
from bot.ids import ChatId, Conversation, EventKey, MessageId, UserId, event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived:
    """A new message. `at` is when it was said, by the platform's clock."""

    where: Conversation
    message: MessageId
    sender: Sender
    at: datetime
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: MessageId | None = None
    forwarded: Forwarded | None = None
    kind: Literal["received"] = "received"

    def __post_init__(self) -> None:
        refuse_naive(self.at)
        if not self.message:
            raise ValueError("a message needs an id")

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited:
    """A message's new words. `edit` tells one edit of a message from the next."""

    where: Conversation
    message: MessageId
    sender: Sender
    at: datetime
    edit: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    kind: Literal["edited"] = "edited"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, f"{self.kind}:{self.edit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    """A message was taken back: all that came of it goes."""

    where: Conversation
    message: MessageId
    at: datetime
    kind: Literal["deleted"] = "deleted"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandInvoked:
    """A command that the platform itself recognised (Slack's `/satchel …`)."""

    where: Conversation
    message: MessageId
    sender: Sender
    at: datetime
    name: str
    argument: str = ""
    kind: Literal["command"] = "command"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """A tap on a button of `on`; `press` tells one tap from the next."""

    where: Conversation
    press: str
    on: MessageId
    sender: Sender
    at: datetime
    value: str
    kind: Literal["button"] = "button"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.press), self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubmitted:
    """A filled-in form; `fields` are pairs of a field's name and what was typed."""

    where: Conversation
    submission: str
    sender: Sender
    at: datetime
    form: str
    fields: tuple[tuple[str, str], ...] = ()
    kind: Literal["form"] = "form"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.submission), self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionChanged:
    """The reactions that `sender` now has on `message`."""

    where: Conversation
    message: MessageId
    change: str
    sender: Sender
    at: datetime
    reactions: tuple[str, ...] = ()
    kind: Literal["reaction"] = "reaction"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, f"{self.kind}:{self.sender.id}:{self.change}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersChanged:
    """Who came to and who left a group."""

    where: Conversation
    change: str
    at: datetime
    joined: tuple[UserId, ...] = ()
    left: tuple[UserId, ...] = ()
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
class HomeOpened:
    """Somebody opened the bot's home page (Slack's App Home)."""

    where: Conversation
    opening: str
    sender: Sender
    at: datetime
    kind: Literal["home"] = "home"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.opening), self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecryptable:
    """A message whose key has not come yet."""

    where: Conversation
    message: MessageId
    at: datetime
    kind: Literal["undecryptable"] = "undecryptable"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, self.kind)


Event = (
    MessageReceived
    | MessageEdited
    | MessageDeleted
    | CommandInvoked
    | ButtonPressed
    | FormSubmitted
    | ReactionChanged
    | MembersChanged
    | ConversationMoved
    | HomeOpened
    | Undecryptable
)
