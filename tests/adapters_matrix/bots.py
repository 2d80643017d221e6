"""A bot on the real homeserver, and everything that it hears; it can be started again like a new process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from adapters.matrix.adapter import MatrixAdapter
from adapters.matrix.options import MatrixOptions
from bot.clock import SystemClock
from bot.events import Event, MessageReceived
from bot.ids import Conversation, MessageId
from bot.replies import Reply
from tests.contracts.platforms.stage import Listener
from tests.peers.matrix_person import Person
from tests.peers.synapse import User

PATIENCE_S = 60.0


class Bot:
    """Every process of it begins with `running`; what it heard and what it confirmed outlives them."""

    def __init__(self, address: str, user: User, folder: Path) -> None:
        self.address = address
        self.user = user
        self.folder = folder
        self.heard = Listener()
        self.adapter = self._made(user.password)

    @property
    def id(self) -> str:
        return self.user.id

    @asynccontextmanager
    async def running(self, *, password: bool = False) -> AsyncIterator[Listener]:
        """A new process; only the first one needs the password."""
        first = not self.folder.exists()
        self.adapter = self.fresh(password=first or password)
        try:
            run = asyncio.create_task(self.adapter.run(self.heard, tuple(self.heard.bookmarks)))
            try:
                yield self.heard
            finally:
                run.cancel()
                with suppress(asyncio.CancelledError):
                    await run
        finally:
            await self.adapter.aclose()

    def fresh(self, *, password: bool = False) -> MatrixAdapter:
        """An adapter as a new process makes it."""
        return self._made(self.user.password if password else None)

    async def until(self, true: Callable[[], bool]) -> None:
        await asyncio.wait_for(self.heard.until(true), PATIENCE_S)

    async def hears(self, text: str) -> MessageReceived:
        """Wait for a message."""
        await self.until(lambda: text in self.texts)
        return next(each for each in self.heard.messages if each.text == text)

    async def says(self, where: Conversation, text: str, key: str, answers: str | None = None) -> MessageId:
        reply = Reply(text=text, in_reply_to=MessageId(answers) if answers else None)
        (part,) = self.adapter.render(where, reply)
        return await self.adapter.send(where, part, key)

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.heard.messages]

    def all_of(self, kind: type[Event]) -> list[Event]:
        return [each for each in self.heard.events if isinstance(each, kind)]

    def _made(self, password: str | None) -> MatrixAdapter:
        return adapter_for(options_for(self.address, self.user.id, self.folder, password))


def options_for(address: str, user: str, folder: Path, password: str | None) -> MatrixOptions:
    return MatrixOptions(
        homeserver=address, user=user, password=password, folder=folder, commands=("note", "ask", "help")
    )


def adapter_for(options: MatrixOptions) -> MatrixAdapter:
    return MatrixAdapter(options, SystemClock())


async def met(bot: Bot, somebody: Person) -> Conversation:
    """Where they said hello, in a direct chat; the bot must be running."""
    room = await somebody.direct(bot.id)
    await somebody.say(room, "hello")
    return (await bot.hears("hello")).where
