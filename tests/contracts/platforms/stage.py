"""The other side of an adapter: people who say things, and what they see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from bot.events import Event, MessageReceived
from bot.ids import Conversation
from bot.ports import Bookmark, ChatAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A message of the bot's as people see it; `link`s are the addresses behind its words."""

    where: Conversation
    text: str
    links: tuple[str, ...] = ()


class Stage(Protocol):
    """A platform with one person in a conversation with the bot."""

    @property
    def adapter(self) -> ChatAdapter: ...

    @property
    def where(self) -> Conversation: ...

    async def says(self, *texts: str) -> None:
        """The person says these there, in order."""
        ...

    def seen(self) -> Sequence[Seen]:
        """What the bot said and still stands, in order."""
        ...

    async def ends(self) -> None:
        """No more is said; a platform that can end ends."""
        ...


class Network(Stage, Protocol):
    """A platform at the other end of a wire. `shows_typing`: it lets a bot show that it is at work."""

    shows_typing: bool

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def says_what_is_not_for_us(self) -> None:
        """Something of the bot's own, of another bot, and of a kind that nobody knows."""
        ...

    async def says_unreadably(self, text: str) -> None:
        """The person sends a message, or changes one of theirs, in a form that nobody knows; `text` is in it."""
        ...

    async def says_in_thread(self, text: str) -> Conversation:
        """The person says it in a thread of a group, to the bot; returns where that is."""
        ...

    async def sends_file(self, data: bytes) -> None:
        """The person sends a file."""
        ...

    async def repeats(self) -> None:
        """Whatever was delivered is delivered once more."""
        ...

    def limits_next(self, seconds: float) -> None:
        """The next message of the bot's is refused with this wait."""
        ...

    def forbids_next(self) -> None:
        """The next message of the bot's is refused for good."""
        ...

    def cuts_next(self, *, arrived: bool) -> None:
        """The connection dies under the bot's next message, before or after it arrived."""
        ...

    async def goes_away(self) -> None:
        """The platform cannot be reached."""
        ...

    async def comes_back(self) -> None: ...

    @property
    def early(self) -> int:
        """How many calls came before the time that the platform had told."""
        ...


class Listener:
    """Hears what an adapter delivers."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.bookmarks: list[Bookmark] = []
        self._heard = asyncio.Event()

    async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        self.events.extend(events)
        if bookmark is not None:
            self.bookmarks = [bookmark]
        self._heard.set()

    @property
    def messages(self) -> list[MessageReceived]:
        return [event for event in self.events if isinstance(event, MessageReceived)]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until it is true; it is looked at after each delivery."""
        while not true():
            self._heard.clear()
            await self._heard.wait()


@asynccontextmanager
async def listening(stage: Stage, listener: Listener | None = None) -> AsyncIterator[Listener]:
    """The adapter runs while the block does; why it ended is raised."""
    heard = listener or Listener()
    run = asyncio.create_task(stage.adapter.run(heard, tuple(heard.bookmarks)))
    try:
        yield heard
    finally:
        run.cancel()
        with suppress(asyncio.CancelledError):
            await run


async def heard(stage: Stage, *texts: str) -> list[MessageReceived]:
    """What arrives of these texts."""
    async with listening(stage) as listener:
        await stage.says(*texts)
        await stage.ends()
        await asyncio.wait_for(listener.until(lambda: len(listener.messages) >= len(texts)), 60)
    return listener.messages
