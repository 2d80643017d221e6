"""An app over a fake platform, with an assistant that is easy to see through."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from bot.app import App
from bot.assistant import OnText
from bot.delivery import Delivery
from bot.events import Event, MessageReceived
from bot.ports import Received
from bot.replies import Reply
from bot.requests import Response
from memory.journal import Journal
from tests.bot.app.clocks import RushingClock
from tests.builders import HOME
from tests.fakes.chat import FAKE, FakeChat


class Parrot:
    """Says everything back; what it is told to fail at, it fails at as often as it is told."""

    def __init__(self) -> None:
        self.fails: dict[str, list[Exception]] = {}
        self.heard: Counter[str] = Counter()
        self.grows: dict[str, list[str]] = {}
        self.stumbles: dict[str, Exception] = {}
        """After it has grown."""
        self.before: Callable[[], None] = lambda: None
        self.strange: set[str] = set()
        self.deaf_to: set[str] = set()

    def heeds(self, event: Event) -> bool:
        return not (isinstance(event, MessageReceived) and event.text in self.deaf_to)

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None:
        event = received.event
        assert isinstance(event, MessageReceived)
        self.heard[event.text] += 1
        self.before()
        if self.fails.get(event.text):
            raise self.fails[event.text].pop(0)
        for text in self.grows.get(event.text, ()):
            assert on_text is not None
            await on_text(text)
        if event.text in self.stumbles:
            raise self.stumbles[event.text]
        return Response(space=HOME, reply=Reply(text=f"you said {event.text}"), keep=True)

    def salvage(self, received: Received) -> Response | None:
        event = received.event
        assert isinstance(event, MessageReceived)
        if event.text in self.strange:
            return None
        return Response(space=HOME, reply=None, keep=not event.text.startswith("/"))


class Dreamer(Parrot):
    """Never gets further than hearing what it is told."""

    def __init__(self, only: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._only = only
        self._hears = asyncio.Event()

    async def respond(self, received: Received, on_text: OnText | None) -> Response | None:
        event = received.event
        assert isinstance(event, MessageReceived)
        if self._only and event.text not in self._only:
            return await super().respond(received, on_text)
        self.heard[event.text] += 1
        self._hears.set()
        return await asyncio.Future()

    async def hears(self, many: int) -> None:
        """Wait until it was told so many things."""
        while self.heard.total() < many:
            self._hears.clear()
            await self._hears.wait()


class House:
    """An app over a fake platform."""

    def __init__(self, journal: Journal, platform: FakeChat | None = None, parrot: Parrot | None = None) -> None:
        self.journal = journal
        self.platform = platform or FakeChat()
        self.parrot = parrot or Parrot()
        delivery = Delivery({FAKE: self.platform}, journal.outbox, RushingClock())
        self.app = App(self.parrot, {FAKE: self.platform}, journal.inbox, journal.ledger, delivery)

    async def hears(self, *texts: str) -> list[str]:
        """People say these things; returns all that was ever answered, when all is quiet."""
        await self.app.on_events([self.platform.say(text) for text in texts], None)
        await self.app.settled()
        return self.platform.shown()

    async def wakes(self) -> list[str]:
        await self.app.resume()
        await self.app.settled()
        return self.platform.shown()
