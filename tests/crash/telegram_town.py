"""The loopback Bot API as a town."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from bot.ids import AccountId, Contact, Platform, UserId
from memory.folder import DataFolder
from tests.adapters_telegram.confirming import Committed
from tests.crash.towns import Reaction
from tests.peers.telegram import TelegramPeer, TooMany
from tests.peers.telegram.wire import text_in

SEED = 4711
MIXED = 50
"""Repeats wait until there are so many, and come in any order."""


class TelegramTown:
    """The loopback Bot API."""

    def __init__(self, people: int) -> None:
        self._peer = TelegramPeer()
        self._people = [self._peer.person(f"Ada {number}") for number in range(people)]
        self._chats = [self._peer.private(person) for person in self._people]
        self._chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
        self._times = 1
        self._owed: list[int] = []
        self._is_away = False
        self._watched = ExitStack()

    def __enter__(self) -> Self:
        self._peer.start_thread()
        return self

    def __exit__(self, *_: object) -> None:
        self._peer.stop_thread()
        self._watched.close()

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

    def says(self, person: int, text: str) -> None:
        said = self._peer.says(self._people[person], self._chats[person], text)
        assert said.update_id is not None
        self._owed += [said.update_id] * (self._times - 1)
        self._hand_out_again(max(0, len(self._owed) - MIXED))

    def _hand_out_again(self, many: int) -> None:
        self._chance.shuffle(self._owed)
        again, self._owed = self._owed[:many], self._owed[many:]
        self._peer.repeat(*again)

    def seen(self) -> list[str]:
        return self._peer.did.texts()

    def confirmed(self) -> int:
        return len({(each.chat_id, each.message_id) for each in self._peer.did.reactions if each.emoji})

    def reactions(self, person: int) -> Sequence[Reaction]:
        chat = self._chats[person]
        messages = self._peer.state.world.room(chat).messages
        here = [each for each in self._peer.did.reactions if each.emoji and each.chat_id == chat.id]
        return [Reaction(to=text_in(messages[each.message_id], "text"), at=each.at) for each in here]

    def watch(self, data: Path) -> None:
        self._peer.on_confirm(self._watched.enter_context(Committed(DataFolder(data).journal)))

    def early(self) -> int:
        return len(self._peer.did.early) + len(self._peer.did.confirmed_early)

    def trouble(self) -> None:
        self._peer.faults.sometimes(0.3, TooMany(0.05), methods=("sendMessage",), seed=SEED)

    def repeating(self, times: int) -> None:
        self._times = times
        self._peer.reorder(SEED)

    def away(self) -> None:
        self._is_away = True
        self._peer.stop_thread()

    def slow(self, person: int, seconds: float) -> None:
        self._peer.faults.slow[str(self._chats[person].id)] = seconds

    def calm(self) -> None:
        self._peer.faults.none()
        self._peer.reorder(None)
        self._times = 1
        self._hand_out_again(len(self._owed))
        if self._is_away:
            self._peer.start_thread()
            self._is_away = False
