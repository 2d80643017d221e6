"""What our own messages are about, so that somebody can point at one. Called as the journal is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.ids import Conversation, EventKey, MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Messages of which one could be chosen: their seqs in the order shown; `age`: how long ago it was asked.

    `everything`: the mark of a button for all of it, where that was offered instead. `asker`: whose offer it is, where
    others heard it. Both as `bot.sure` writes them.
    """

    seqs: tuple[int, ...]
    age: timedelta
    everything: str = ""
    asker: str = ""


class Answers(Protocol):
    """What our own messages in a chat are about."""

    def behind(self, where: Conversation, message: MessageId) -> tuple[EventKey, ...] | None:
        """What stands behind a message of this chat, in whichever scope; None where it is not known.

        Itself, where somebody said it to us; where it is ours, the messages that it rests on or, resting on none, the
        one that it answers.
        """
        ...

    def offered(self, where: Conversation, before: int) -> Offer | None:
        """What our answer to the last event of this conversation before `before` (a seq) offered to forget, if it did.

        What was forgotten since is not among it. Its age is what lay between the arrivals of the two events.
        """
        ...

    def cited(self, where: Conversation, before: int) -> tuple[EventKey, ...]:
        """What our answer to the last event of this conversation before `before` (a seq) rests on, if it was answered.

        None of it where that was kept as a note, or offered something to be forgotten.
        """
        ...
