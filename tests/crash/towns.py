"""Platforms as whole programs meet them: people who write to a bot in another process, and what they see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from bot.ids import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One of the bot's, as the platform took it: to which text, and when (seconds, by time.time())."""

    to: str
    at: float


class Town(Protocol):
    """One platform, served from a thread, with so many people, each in a private chat with the bot."""

    @property
    def environment(self) -> dict[str, str]:
        """What the bot has to be told to find it."""
        ...

    @property
    def people(self) -> Sequence[Contact]: ...

    def says(self, person: int, text: str) -> None:
        """One of the people says something."""
        ...

    def seen(self) -> list[str]:
        """Every text of the bot's that people see."""
        ...

    def confirmed(self) -> int:
        """How many messages have a reaction of the bot's."""
        ...

    def reactions(self, person: int) -> Sequence[Reaction]:
        """The bot's reactions in one person's chat, in the order in which the platform took them."""
        ...

    def watch(self, data: Path) -> None:
        """Hold each confirmation by the bot against the journal in this folder, read by another connection."""
        ...

    def early(self) -> int:
        """What the platform itself counts: confirmations before the commit, calls before the time it named."""
        ...

    def trouble(self) -> None:
        """From now on three of ten messages of the bot's are refused for a moment (429)."""
        ...

    def repeating(self, times: int) -> None:
        """From now on the bot is handed each message so many times, mixed with others."""
        ...

    def away(self) -> None:
        """From now on nothing gets through, either way; what people say waits."""
        ...

    def slow(self, person: int, seconds: float) -> None:
        """From now on each call of the bot's in this person's chat takes so long."""
        ...

    def calm(self) -> None:
        """No trouble, no repeats, nobody away or slow any more."""
        ...

    def __enter__(self) -> Self:
        """Serve."""
        ...

    def __exit__(self, *_: object) -> None: ...
