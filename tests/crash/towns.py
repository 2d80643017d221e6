"""Platforms as the crash tests need them: people who write to a bot in another process, and what they see of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, Self

from bot.ids import AccountId, Contact, Platform, UserId
from tests.peers.telegram import TelegramPeer, TooMany

CHATS = 5


class Town(Protocol):
    """One platform, served from a thread."""

    @property
    def environment(self) -> dict[str, str]:
        """What the bot has to be told to find it."""
        ...

    @property
    def people(self) -> Sequence[Contact]:
        """Those who write, each in a private chat with the bot."""
        ...

    def trouble(self) -> None:
        """From now on three of ten messages of the bot's are refused for a moment."""
        ...

    def calm(self) -> None: ...

    def says(self, person: int, text: str) -> None:
        """One of the people says something."""
        ...

    def seen(self) -> list[str]:
        """Every text of the bot's that people see."""
        ...

    def confirmed(self) -> int:
        """How many messages have a reaction of the bot's."""
        ...

    def harm(self) -> int:
        """What the platform itself counts: confirmations before the commit, calls before the time."""
        ...

    def __enter__(self) -> Self:
        """Serve."""
        ...

    def __exit__(self, *_: object) -> None: ...


class TelegramTown:
    """The loopback Bot API."""

    def __init__(self) -> None:
        self._peer = TelegramPeer()
        self._people = [self._peer.person(f"Ada {number}") for number in range(CHATS)]
        self._chats = [self._peer.private(person) for person in self._people]

    def __enter__(self) -> Self:
        self._peer.start_thread()
        return self

    def __exit__(self, *_: object) -> None:
        self._peer.stop_thread()

    @property
    def environment(self) -> dict[str, str]:
        return {"SATCHEL_TELEGRAM_TOKEN": self._peer.token, "SATCHEL_TELEGRAM_API": self._peer.address}

    @property
    def people(self) -> Sequence[Contact]:
        account = AccountId(str(self._peer.me.id))
        return [
            Contact(platform=Platform("telegram"), account=account, user=UserId(str(person.id)))
            for person in self._people
        ]

    def trouble(self) -> None:
        self._peer.faults.sometimes(0.3, TooMany(0.05), methods=("sendMessage",), seed=4711)

    def calm(self) -> None:
        self._peer.faults.none()

    def says(self, person: int, text: str) -> None:
        self._peer.says(self._people[person], self._chats[person], text)

    def seen(self) -> list[str]:
        return self._peer.did.texts()

    def confirmed(self) -> int:
        return len({(each.chat_id, each.message_id) for each in self._peer.did.reactions if each.emoji})

    def harm(self) -> int:
        return len(self._peer.did.early) + len(self._peer.did.confirmed_early)


TOWNS: dict[str, Callable[[], Town]] = {"telegram": TelegramTown}
