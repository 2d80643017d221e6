"""What is known of messages seen of late: whose they are, and which reactions stand. Bounded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A message from before.

    `sender` is empty where nobody can tell; `calls_us`: it was said to us; `answered`: we said something in the thread
    that it begins.
    """

    sender: str = ""
    calls_us: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One reaction, as its own event told."""

    message: str
    sender: str
    shown: str


@dataclass(slots=True)
class Past:
    """What was seen since the process began, the latest of it."""

    messages: OrderedDict[str, Earlier] = field(default_factory=OrderedDict)
    _reactions: OrderedDict[str, Reaction] = field(default_factory=OrderedDict)

    def saw(self, message: str, earlier: Earlier) -> None:
        known = self.messages.pop(message, earlier)
        self.messages[message] = Earlier(
            sender=earlier.sender,
            calls_us=earlier.calls_us or known.calls_us,
            answered=earlier.answered or known.answered,
        )
        _bound(self.messages)

    def reacted(self, event: str, reaction: Reaction) -> tuple[str, ...]:
        """Note a reaction; returns all that its sender has on that message now."""
        self._reactions[event] = reaction
        _bound(self._reactions)
        return self._standing(reaction)

    def unreacted(self, event: str) -> tuple[Reaction, tuple[str, ...]] | None:
        """Note that a reaction was taken back; returns it and what still stands. None: no reaction that is known."""
        reaction = self._reactions.pop(event, None)
        return None if reaction is None else (reaction, self._standing(reaction))

    def _standing(self, like: Reaction) -> tuple[str, ...]:
        same = (like.message, like.sender)
        shown = (each.shown for each in self._reactions.values() if (each.message, each.sender) == same)
        return tuple(dict.fromkeys(shown))


def _bound(remembered: OrderedDict[str, Earlier] | OrderedDict[str, Reaction]) -> None:
    while len(remembered) > MOST_REMEMBERED:
        remembered.popitem(last=False)


Messages = Mapping[str, Earlier]
