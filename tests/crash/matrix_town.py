"""A real homeserver, behind a gate that does what networks and homeservers do, as a town."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self, cast

from nio import Event

from bot.ids import AccountId, Contact, Platform, UserId
from memory.folder import DataFolder
from tests.crash.towns import Reaction
from tests.peers.matrix_closet import Closet
from tests.peers.matrix_gate import Gate
from tests.peers.matrix_looking import Committed
from tests.peers.matrix_plain import Plain
from tests.peers.matrix_sight import Json, Seen, seen, standing
from tests.peers.synapse import homeserver
from tests.peers.synapse.settings import SERVER_NAME
from tests.peers.synapse.users import register

STILL_UNDER_WAY_S = 2.0
"""So long after the bot's last call in a room something may still appear there."""


class MatrixTown:
    """The last of the people has an encrypted room.

    What they say goes out a moment later, and not before the bot has come: no device of its could read it.
    """

    def __init__(self, people: int) -> None:
        self._marks = secrets.token_hex(4)
        self._names = [f"ada-{number}-{self._marks}" for number in range(people)]
        self._bot = f"@satchel-{self._marks}:{SERVER_NAME}"
        self._running = ExitStack()
        self._committed: Committed | None = None
        self._looked: dict[str, float] = {}
        self._is_away = False

    def __enter__(self) -> Self:
        address = self._running.enter_context(homeserver()).address
        self._gate = Gate(address)
        self._running.callback(self._gate.close)
        self._password = register(address, f"satchel-{self._marks}").password
        *plain, last = [register(address, name) for name in self._names]
        self._plain = [Plain(address, user, self._bot) for user in plain]
        for each in self._plain:
            each.open()
        self._closet = Closet(address, last, self._bot)
        self._closet.open()
        self._running.callback(self._closet.close)
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SATCHEL_MATRIX_HOMESERVER": self._gate.address,
            "SATCHEL_MATRIX_USER": self._bot,
            "SATCHEL_MATRIX_PASSWORD": self._password,
        }

    @property
    def people(self) -> Sequence[Contact]:
        account = AccountId(self._bot)
        users = [UserId(f"@{name}:{SERVER_NAME}") for name in self._names]
        return [Contact(platform=Platform("matrix"), account=account, user=user) for user in users]

    def says(self, person: int, text: str) -> None:
        self._everybody[person].say(text)

    def seen(self) -> list[str]:
        return [text for each in self._everybody for text in standing(self._sights(each))]

    def confirmed(self) -> int:
        return len({each.reacts_to for somebody in self._everybody for each in self._reacted(somebody)})

    def reactions(self, person: int) -> Sequence[Reaction]:
        somebody = self._everybody[person]
        return [Reaction(to=somebody.said[each.reacts_to or ""], at=each.at) for each in self._reacted(somebody)]

    def closed(self) -> int:
        """How many of the bot's messages the person in the encrypted room cannot read."""
        return sum(each.kind == "m.room.encrypted" for each in self._closet.saw)

    def encrypted(self) -> int:
        """How many of the bot's messages they read there, that came encrypted."""
        return sum(each.encrypted for each in self._closet.saw)

    def watch(self, data: Path) -> None:
        self._committed = Committed(DataFolder(data).journal, self._bot)
        self._gate.on_events = self._committed.handed
        self._gate.on_sync = self._committed.confirmed

    def looked_at(self) -> int:
        """How many confirmations were held against the journal."""
        return self._committed.asked if self._committed else 0

    def early(self) -> int:
        return self._gate.haste.early + (len(self._committed.early) if self._committed else 0)

    def trouble(self) -> None:
        self._gate.trouble(on=True)

    def repeating(self, times: int) -> None:
        self._gate.repeats.times = times

    def away(self) -> None:
        self._is_away = True
        self._gate.stop()

    def slow(self, person: int, seconds: float) -> None:
        self._gate.slow[self._everybody[person].room] = seconds

    def calm(self) -> None:
        self._gate.trouble(on=False)
        self._gate.repeats.times = 1
        self._gate.slow.clear()
        if self._is_away:
            self._gate.start()
            self._is_away = False

    @property
    def _everybody(self) -> Sequence[Plain | Closet]:
        return [*self._plain, self._closet]

    def _reacted(self, somebody: Plain | Closet) -> list[Seen]:
        return [each for each in self._sights(somebody) if each.reacts_to]

    def _sights(self, somebody: Plain | Closet) -> list[Seen]:
        if isinstance(somebody, Closet):
            return somebody.saw
        touched, looked = self._gate.touched.get(somebody.room, 0.0), self._looked.get(somebody.room, 0.0)
        if touched + STILL_UNDER_WAY_S > looked:
            self._looked[somebody.room] = time.monotonic()
            somebody.look()
        return list(_read(somebody.saw))


def _read(raws: Sequence[Json]) -> Iterator[Seen]:
    for raw in raws:
        event = Event.parse_event(raw)
        assert event is not None
        yield seen(cast("Event", event))
