"""What can go wrong between a bot and Telegram, and when it does."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.peers.telegram.bell import Bell


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection dies; nothing was done."""


@dataclass(frozen=True, slots=True)
class Lose:
    """It is done, and the connection dies before the answer: the bot cannot know."""


@dataclass(frozen=True, slots=True)
class HalfClose:
    """It is done; half of the answer comes, then the peer stops writing and goes on listening."""


@dataclass(frozen=True, slots=True)
class Garble:
    """It is done; the answer is 200 and no JSON."""

    body: str = '{"ok": true, "resu'


@dataclass(frozen=True, slots=True)
class Delay:
    """The answer comes so many seconds later, done at once."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Fail:
    """An error of the server's; nothing was done. The real one's proxies answer HTML."""

    status: int = 502
    body: str = "<html><head><title>502 Bad Gateway</title></head></html>"


@dataclass(frozen=True, slots=True)
class TooMany:
    """429; nothing was done. Whoever does not wait is refused again, and counted as early."""

    retry_after: float = 1


@dataclass(frozen=True, slots=True)
class Refuse:
    """Any error body; nothing was done."""

    status: int
    description: str


@dataclass(slots=True, eq=False)
class Gate:
    """Holds a call until `open` is called: before it is done, or (`done`) before its answer goes out.

    `reached` counts the calls that stand before it.
    """

    bell: Bell
    done: bool = False
    reached: int = 0
    is_open: bool = False

    def open(self) -> None:
        self.is_open = True
        self.bell.ring()

    async def pass_through(self) -> None:
        self.reached += 1
        self.bell.ring()
        await self.bell.heard(lambda: self.is_open)


Fault = Drop | Lose | HalfClose | Garble | Delay | Fail | TooMany | Refuse | Gate


@dataclass(slots=True, kw_only=True)
class Sometimes:
    """Each call fails with this chance, in one of these ways, the same for the same seed."""

    share: float
    among: Sequence[Fault]
    methods: frozenset[str] | None
    chance: random.Random

    def draw(self, method: str) -> Fault | None:
        if self.methods is not None and method not in self.methods:
            return None
        return self.chance.choice(self.among) if self.chance.random() < self.share else None


@dataclass(slots=True, kw_only=True)
class Faults:
    """The faults to come. A method is named as it is called; "file" is the download of a file.

    "webhook" is the peer's own post: it takes Drop (nothing is posted) and Lose (the answer is lost).
    `slow`: by chat id, how many seconds each call there is held; `none` lets go of what is held.
    """

    bell: Bell
    slow: dict[str, float] = field(default_factory=dict)
    _next: defaultdict[str, deque[Fault | None]] = field(default_factory=lambda: defaultdict(deque))
    _always: dict[str, Fault] = field(default_factory=dict)
    _sometimes: list[Sometimes] = field(default_factory=list)

    def next(self, method: str, *faults: Fault | None) -> None:
        """The next calls of this method fare so; None is a call that goes well."""
        self._next[method].extend(faults)

    def always(self, method: str, fault: Fault) -> None:
        self._always[method] = fault

    def sometimes(self, share: float, *among: Fault, methods: Sequence[str] | None = None, seed: int = 0) -> None:
        """A share of the calls (of these methods, or of all) fails in one of these ways."""
        named = None if methods is None else frozenset(methods)
        self._sometimes.append(Sometimes(share=share, among=among, methods=named, chance=random.Random(seed)))  # noqa: S311 -- nothing secret

    def gate(self, method: str, *, done: bool = False) -> Gate:
        """Hold the next call of this method until the gate is opened."""
        gate = Gate(self.bell, done)
        self.next(method, gate)
        return gate

    def none(self) -> None:
        """All goes well from here on."""
        self._next.clear()
        self._always.clear()
        self._sometimes.clear()
        self.slow.clear()
        self.bell.ring()

    async def hold(self, chat: str) -> None:
        """Wait as long as calls in this chat take."""
        if chat in self.slow:
            await self.bell.heard_within(lambda: chat not in self.slow, self.slow[chat])

    def draw(self, method: str) -> Fault | None:
        if self._next[method]:
            return self._next[method].popleft()
        if method in self._always:
            return self._always[method]
        return next((fault for each in self._sometimes if (fault := each.draw(method)) is not None), None)
