"""What is to be sent, and what could not be sent yet, for a person to decide on. Called as the journal is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.ids import Conversation, MessageId
from bot.replies import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A part on its way, tried first at `since`. `doubtful`: an earlier try may have arrived.

    `answers_from`: when what it answers arrived, told of the first part of a reply alone.
    """

    id: int
    to: Conversation
    part: Part
    key: str
    tries: int
    since: datetime
    doubtful: bool
    answers_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The platform gave an id: it has arrived."""

    message: MessageId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a try ended without an id. `until`: when to try again, unless it is "dead"; None: at once.

    `notice` tells the person that something may be missing, where a part ends "dead".
    """

    state: Literal["retry", "unknown", "dead"]
    why: str
    until: datetime | None = None
    notice: Part | None = None


class Outbox(Protocol):
    """What is to be said. Order holds within a conversation: a later part waits for an earlier one."""

    def claim(self, to: Conversation, now: datetime) -> Outgoing | None:
        """Mark the conversation's first open part as being sent and return it; None where none is due."""
        ...

    def settle(self, id: int, result: Sent | Settled) -> datetime | None:  # noqa: A002 -- the field's own name
        """Commit how a try ended; a sent part enters the ledger in the same transaction.

        A notice waits behind what is open there, one for all that fails before it is sent; what becomes of a notice
        is told by none. One that is refused is tried again once something else has arrived there.

        Returns when the first part of its conversation that is open now is due; None where all are sent.
        """
        ...

    def waiting(self) -> tuple[tuple[Conversation, datetime], ...]:
        """Conversations with open parts, and when the first of each is due.

        A part that a dead process was sending counts as open, and comes back `doubtful`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A part that is not sent: `text` is the whole reply that it belongs to, `since` when it was first tried."""

    id: int
    to: Conversation
    state: Literal["waiting", "given up"]
    tries: int
    since: datetime
    why: str
    text: str


class Sending(Protocol):
    """What a person may decide about parts that are not sent. Each call holds for a bot that is running, too."""

    def stuck(self) -> tuple[Stuck, ...]:
        """The latest 500 parts that wait or were given up, in order."""
        ...

    def retry(self, id: int | None) -> int:  # noqa: A002 -- the field's own name
        """Let it be tried again, at once, or (None) every part that waits or was given up.

        Returns how many: what is sent, gone, or under way is not among them.
        """
        ...

    def drop(self, id: int | None) -> int:  # noqa: A002 -- the field's own name
        """It, or every such part, is never sent; returns as above."""
        ...
