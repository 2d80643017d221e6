"""What is edited or deleted on a platform is so in memory: each real adapter, with the whole program behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import pytest

from bot.access import OWNER
from bot.app import App
from bot.events import Event
from bot.ids import Contact, UserId
from bot.ports import Bookmark
from bot.wiring import House, open_house
from memory.traces import search_apart
from tests.contracts.platforms import cast
from tests.contracts.platforms.matrix import MatrixStage
from tests.contracts.platforms.slack import SlackStage
from tests.contracts.platforms.stage import Network
from tests.contracts.platforms.telegram import TelegramStage

WAIT_S = 60
OLD, NEW = "The bicycle is at Wolfgang's", "The bicycle is in the cellar"
DELETES = ("slack", "matrix", "encrypted")
"""Telegram tells bots of no deletions."""


class Hand(Protocol):
    """What Ada does with her messages."""

    @property
    def user(self) -> str: ...

    async def says(self, text: str) -> object: ...

    async def edits(self, said: object, text: str) -> object: ...


@runtime_checkable
class Deletes(Protocol):
    """Hers, where bots are told of it."""

    async def deletes(self, said: object) -> object: ...


@dataclass(frozen=True, slots=True)
class OnTelegram:
    stage: TelegramStage

    @property
    def user(self) -> str:
        return str(self.stage.ada.id)

    async def says(self, text: str) -> object:
        return self.stage.peer.says(self.stage.ada, self.stage.chat, text).message_id

    async def edits(self, said: object, text: str) -> object:
        assert isinstance(said, int)
        return self.stage.peer.edits(self.stage.chat, said, text)


@dataclass(frozen=True, slots=True)
class OnSlack:
    stage: SlackStage

    @property
    def user(self) -> str:
        return self.stage.ada.id

    async def says(self, text: str) -> object:
        return self.stage.ada.types_literally(text)

    async def edits(self, said: object, text: str) -> object:
        return self.stage.ada.edits(said, text)  # type: ignore[arg-type]  # what `says` returned

    async def deletes(self, said: object) -> object:
        return self.stage.ada.deletes(said)  # type: ignore[arg-type]  # as above


@dataclass(frozen=True, slots=True)
class OnMatrix:
    stage: MatrixStage

    @property
    def user(self) -> str:
        return self.stage.ada.id

    async def says(self, text: str) -> object:
        await self.stage.ada.joined(self.stage.room, self.stage.bot.id)
        return await self.stage.ada.say(self.stage.room, text)

    async def edits(self, said: object, text: str) -> object:
        return await self.stage.ada.edit(self.stage.room, str(said), text)

    async def deletes(self, said: object) -> object:
        return await self.stage.ada.redact(self.stage.room, str(said))


HANDS: dict[str, Callable[..., Hand]] = {
    "telegram": OnTelegram,
    "slack": OnSlack,
    "matrix": OnMatrix,
    "encrypted": OnMatrix,
}


class Served:
    """The program at work over one platform."""

    def __init__(self, house: House, stage: Network) -> None:
        self.house = house
        self.app: App = house.app([stage.adapter])
        self._happened = asyncio.Event()

    async def hears(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        await self.app.on_events(events, bookmark)
        await self.app.settled()
        self._happened.set()

    async def keeps(self, *texts: str) -> None:
        """Wait until these are the notes."""
        async with asyncio.timeout(WAIT_S):
            while self.kept() != list(texts):
                self._happened.clear()
                await self._happened.wait()

    def kept(self) -> list[str]:
        return [note.text for _, note in self.house.journal.annals.notes(0, 100)]

    def traces(self, text: str) -> int:
        self.house.finish_forgetting(pending=False)
        return search_apart(self.house.folder.path, [text], leave_out=("satchel.toml",)).traces


@asynccontextmanager
async def served(name: str, data: Path) -> AsyncIterator[tuple[Served, Hand, Network]]:
    """Ada is known, and the platform is listened to."""
    async with cast.network(name) as stage:
        hand = HANDS[name](stage)
        with open_house(data) as house:
            where = stage.where
            ada = Contact(platform=where.platform, account=where.account, user=UserId(hand.user))
            house.journal.contacts.link(ada, OWNER)
            program = Served(house, stage)
            run = asyncio.create_task(stage.adapter.run(program.hears, ()))
            try:
                yield program, hand, stage
            finally:
                run.cancel()
                with suppress(asyncio.CancelledError):
                    await run
                await program.app.stop()


@pytest.mark.parametrize("name", cast.NETWORKS)
async def test_an_edited_note_says_what_the_message_says_and_is_acknowledged_without_words(
    name: str, tmp_path: Path
) -> None:
    async with served(name, tmp_path / "data") as (program, hand, stage):
        said = await hand.says(OLD)
        await program.keeps(OLD)
        await hand.edits(said, NEW)
        await program.keeps(NEW)
        await program.app.settled()
        assert program.traces(OLD) == 0
        assert [seen.text for seen in stage.seen()] == []
        assert program.house.journal.outbox.waiting() == ()


@pytest.mark.parametrize("name", DELETES)
async def test_a_deleted_note_is_gone_and_one_line_tells_so(name: str, tmp_path: Path) -> None:
    async with served(name, tmp_path / "data") as (program, hand, stage):
        said = await hand.says(OLD)
        await program.keeps(OLD)
        await hand.says(NEW)
        await program.keeps(OLD, NEW)
        assert isinstance(hand, Deletes)
        await hand.deletes(said)
        await program.keeps(NEW)
        await program.app.settled()
        assert program.traces(OLD) == 0
        assert [seen.text for seen in stage.seen()] == ["Forgotten, with the message you deleted."]
