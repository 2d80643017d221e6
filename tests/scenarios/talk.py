"""A conversation with the whole program inside this process: someone says, the bot answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from adapters.console.adapter import ConsoleAdapter
from adapters.console.translate import heard
from bot.access import OWNER
from bot.events import CommandInvoked, Event
from bot.ids import private_space
from bot.ports import ChatAdapter
from bot.records import Note, Scope
from bot.wiring import House, open_house

SCOPE = Scope.of(private_space(OWNER))


class Screen:
    """Keeps what is shown until it is looked at."""

    def __init__(self) -> None:
        self._shown: list[str] = []

    def show(self, text: str, *, end: str = "\n") -> None:
        self._shown.append(text + end)

    def look(self) -> str:
        shown, self._shown = "".join(self._shown), []
        return shown.removesuffix("\n")


class Talk:
    """Ada at a terminal."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._screen = Screen()
        self.app = house.app([self._console()])

    def _console(self) -> ChatAdapter:
        return ConsoleAdapter(_nothing(), self._screen, self.house.clock, name="Ada", quiet=self._at_once)

    async def say(self, text: str) -> str:
        """What is answered to a line."""
        return await self._answered(heard(text, uuid4().hex, self.house.clock.now(), "Ada"))

    async def invoke(self, name: str, argument: str = "") -> str:
        """What is answered to a command that the platform itself recognised."""
        typed = heard(argument, uuid4().hex, self.house.clock.now(), "Ada")
        command = CommandInvoked(
            where=typed.where, message=typed.message, sender=typed.sender, at=typed.at, name=name, argument=argument
        )
        return await self._answered(command)

    async def _answered(self, event: Event) -> str:
        await self.app.on_events([event], None)
        await self.app.settled()
        return self._screen.look()

    async def says(self, *texts: str) -> list[str]:
        """What is answered to each of several lines."""
        return [await self.say(text) for text in texts]

    def kept(self) -> list[str]:
        """Every note in the journal, in order."""
        return [note.text for note in self.notes()]

    def notes(self) -> list[Note]:
        return [note for _, note in self.house.journal.annals.notes(0, 100_000)]

    async def _at_once(self) -> None:
        """Nobody types here."""


async def _nothing() -> AsyncIterator[str]:
    for line in tuple[str]():
        yield line


@asynccontextmanager
async def talking(folder: Path) -> AsyncIterator[Talk]:
    """A run of the program on a data folder, from its start to its end."""
    with open_house(folder) as house:
        talk = Talk(house)
        await talk.app.resume()
        await talk.app.settled()
        try:
            yield talk
        finally:
            await talk.app.stop()
