"""What people say: messages, their edits, their deletion, and commands that a platform recognised itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.content import Attachment, Audience, Forwarded, Sender, refuse_naive
from bot.ids import Conversation, EventKey, MessageId, event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived:
    """A new message. `at` is when it was said, by the platform's clock.

    What a reply quotes is left out: words that are edited or forgotten where they were said would stand here still.
    """

    where: Conversation
    message: MessageId
    sender: Sender
    at: datetime
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: MessageId | None = None
    forwarded: Forwarded | None = None
    audience: Audience = Audience.PRIVATE
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
    """A message's new words. `edit` tells one edit of a message from the next.

    `undoes`: an earlier edit was taken back, and these are the words without it.
    """

    where: Conversation
    message: MessageId
    sender: Sender
    at: datetime
    edit: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    audience: Audience = Audience.PRIVATE
    undoes: bool = False
    kind: Literal["edited"] = "edited"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, f"{self.kind}:{self.edit}")

    @property
    def of(self) -> EventKey:
        """The key of the message that it changes."""
        return event_key(self.where, self.message, "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted:
    """A message was taken back. `sender`: by whom, where the platform tells; `audience`: who had heard it."""

    where: Conversation
    message: MessageId
    at: datetime
    sender: Sender | None = None
    audience: Audience = Audience.PRIVATE
    kind: Literal["deleted"] = "deleted"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, self.kind)

    @property
    def of(self) -> EventKey:
        """The key of the message that was taken back."""
        return event_key(self.where, self.message, "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandInvoked:
    """A command that the platform itself recognised (Slack's `/satchel …`).

    Without a name: the words behind it were none of our commands, and mean what they would mean as a message.
    """

    where: Conversation
    message: MessageId
    sender: Sender
    at: datetime
    name: str
    argument: str = ""
    audience: Audience = Audience.PRIVATE
    kind: Literal["command"] = "command"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, self.message, self.kind)
