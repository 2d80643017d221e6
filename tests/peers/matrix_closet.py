"""Somebody with an encrypted direct room, at their phone in a thread of its own: nobody waits for what they do."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import suppress

from tests.peers.matrix_person import Person, person
from tests.peers.matrix_sight import Seen
from tests.peers.synapse.users import User

PATIENCE_S = 60.0
LOOK_S = 0.2
AT_ONCE = 20
"""One look sees no more than 100 events."""


class Closet:
    """What is said before the other has come waits: no device of theirs could read it."""

    def __init__(self, address: str, user: User, other: str) -> None:
        self._address = address
        self._user = user
        self._other = other
        self._words: deque[str] = deque()
        self._over = threading.Event()
        self._opened = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._some = asyncio.Event()
        self._person: Person | None = None
        self.room = ""
        self.said: dict[str, str] = {}

    def open(self) -> None:
        self._thread.start()
        assert self._opened.wait(PATIENCE_S)

    def close(self) -> None:
        self._over.set()
        self._thread.join(PATIENCE_S)

    def say(self, text: str) -> None:
        self._words.append(text)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._some.set)

    @property
    def saw(self) -> list[Seen]:
        """All of the other's events, as this device reads them."""
        timeline = self._person.timeline.get(self.room, []) if self._person else []
        return [each for each in list(timeline) if each.sender == self._other]

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        async with person(self._address, self._user) as self._person:
            self.room = await self._person.direct(self._other, encrypted=True)
            self._opened.set()
            while not self._over.is_set():
                spoke = await self._speak(self._person)
                await self._person.sync()
                if not spoke:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._some.wait(), LOOK_S)
                    self._some.clear()
        self._loop = None

    async def _speak(self, me: Person) -> int:
        """How much was said."""
        other = me.client.rooms[self.room].users.get(self._other)
        words = 0 if other is None or other.invited else min(AT_ONCE, len(self._words))
        for _ in range(words):
            text = self._words.popleft()
            self.said[await me.say(self.room, text)] = text
        return words
