"""Several people, in private and in a group, and the whole program on a platform inside this process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from bot.access import OWNER
from bot.content import Audience, Sender
from bot.events import ButtonPressed, CommandInvoked, Event, MessageReceived
from bot.ids import AccountId, Contact, Conversation, MessageId, PersonId, UserId
from bot.ports import LanguageModel
from bot.replies import Button, Part, PartKind, Reply, spoken
from bot.wiring import House, open_house
from memory.traces import search_apart
from tests.builders import MORNING
from tests.fakes.chat import FAKE, FakeChat, room

GROUP = room("-100")
ANNA = PersonId("anna")

_numbers = count(1)


class CitingChat(FakeChat):
    """Shows what a reply rests on, too; `buttons` are the last reply's."""

    buttons: tuple[Button, ...] = ()

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        del to
        self.buttons = reply.buttons
        return (Part(kind=PartKind.TEXT, body=spoken(reply)),)


class Village:
    """Ada is the owner, Anna has notes of her own; whoever else there is, is a stranger."""

    def __init__(self, house: House, platform: CitingChat | None = None) -> None:
        self.house = house
        self.platform = platform or CitingChat()
        self.app = house.app([self.platform])
        self._looked = 0
        for name, person in (("ada", OWNER), ("anna", ANNA)):
            house.journal.contacts.link(contact(name), person)

    async def hears(self, *events: Event) -> list[str]:
        """What is answered."""
        await self.app.on_events(events, None)
        await self.app.settled()
        answers = self.platform.shown()[self._looked :]
        self._looked += len(answers)
        return answers

    async def tells(self, name: str, text: str) -> str:
        """What is answered to what somebody says in private."""
        return "\n".join(await self.hears(privately(name, text)))

    async def tells_all(self, name: str, text: str, where: Conversation = GROUP) -> str:
        """What is answered to what somebody says to us in a group."""
        return "\n".join(await self.hears(in_group(name, text, where=where)))

    def traces(self, *texts: str) -> int:
        """How often these stand in the data folder's files."""
        return search_apart(self.house.folder.path, texts).traces

    def arrived(self) -> int:
        """How many events the journal ever took in."""
        with self.house.journal.database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def contact(name: str) -> Contact:
    return Contact(platform=FAKE, account=AccountId("bot"), user=UserId(name))


def sender(name: str) -> Sender:
    return Sender(id=UserId(name), name=name.title())


def privately(name: str, text: str) -> MessageReceived:
    """Somebody writes to us alone."""
    return MessageReceived(where=room(name), message=_fresh(), sender=sender(name), at=MORNING, text=text)


def in_group(
    name: str, text: str, audience: Audience = Audience.ADDRESSED, where: Conversation = GROUP
) -> MessageReceived:
    """Somebody speaks where others hear it."""
    return MessageReceived(where=where, message=_fresh(), sender=sender(name), at=MORNING, text=text, audience=audience)


def tapped(name: str, value: str, where: Conversation, audience: Audience) -> ButtonPressed:
    """Somebody taps a button."""
    press = _fresh()
    return ButtonPressed(
        where=where, press=press, on=MessageId("b1"), sender=sender(name), at=MORNING, value=value, audience=audience
    )


def invoked(name: str, command: str, argument: str = "") -> CommandInvoked:
    """Somebody sends a command that the platform itself recognised, in private."""
    return CommandInvoked(
        where=room(name), message=_fresh(), sender=sender(name), at=MORNING, name=command, argument=argument
    )


def _fresh() -> MessageId:
    return MessageId(f"v{next(_numbers)}")


@asynccontextmanager
async def village(
    folder: Path, model: LanguageModel | None = None, platform: CitingChat | None = None
) -> AsyncIterator[Village]:
    """A run of the program on a data folder."""
    with open_house(folder) as house:
        people = Village(replace(house, model=model), platform)
        try:
            yield people
        finally:
            await people.app.stop()
