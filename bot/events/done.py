"""What happens beside talking: taps, reactions, opening the home page, being let in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.content import Audience, Sender, refuse_naive
from bot.ids import Conversation, EventKey, MessageId, event_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """A tap on a button of `on`; `press` tells one tap from the next."""

    where: Conversation
    press: str
    on: MessageId
    sender: Sender
    at: datetime
    value: str
    audience: Audience = Audience.PRIVATE
    kind: Literal["button"] = "button"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.press), self.kind)


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
class LetIn:
    """Somebody was let in by whoever runs the program, and waits there for us to say so; `sender` is who it is."""

    where: Conversation
    admission: str
    sender: Sender
    at: datetime
    kind: Literal["let in"] = "let in"

    def __post_init__(self) -> None:
        refuse_naive(self.at)

    @property
    def key(self) -> EventKey:
        return event_key(self.where, MessageId(self.admission), self.kind)
