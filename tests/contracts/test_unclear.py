"""On every platform: who sends what nobody can read is told so there, and may take it out again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from adapters.matrix.adapter import MatrixAdapter
from bot.access import OWNER
from bot.events import Event, Unclear, Undecryptable, Unreadable
from bot.ids import Contact, UserId
from bot.ports import Bookmark
from bot.wiring import House, open_house
from memory.traces import search_apart
from tests.bot.app.clocks import StandingClock
from tests.contracts.platforms import cast
from tests.contracts.platforms.matrix import EncryptedMatrixStage
from tests.contracts.platforms.stage import Listener, Network, heard, listening

WAIT_S = 60
SECRET = "Quackenbush hides it under the stairs"


@pytest.fixture(params=cast.NETWORKS)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Network]:
    async with cast.network(str(request.param)) as opened:
        yield opened


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


class Inhabited(Listener):
    """What arrives is committed, handled and answered before anybody hears that it arrived."""

    def __init__(self, house: House, stage: Network) -> None:
        super().__init__()
        self.app = house.app([stage.adapter])

    async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
        await self.app.on_events(events, bookmark)
        await self.app.settled()
        await super().__call__(events, bookmark)

    async def reads(self, text: str) -> None:
        await asyncio.wait_for(self.until(lambda: text in [each.text for each in self.messages[-1:]]), WAIT_S)

    async def meets(self, kind: type[Unclear], times: int = 1) -> None:
        await asyncio.wait_for(self.until(lambda: list(map(type, self.events)).count(kind) == times), WAIT_S)


def let_in(house: House, stage: Network, user: UserId) -> None:
    contact = Contact(platform=stage.where.platform, account=stage.where.account, user=user)
    house.journal.contacts.link(contact, OWNER)


async def test_who_sends_what_nobody_can_read_is_told_there_and_may_take_it_out(data: Path, stage: Network) -> None:
    (hello,) = await heard(stage, "hello")
    with open_house(data) as house:
        let_in(house, stage, hello.sender.id)
        listener = Inhabited(house, stage)
        async with listening(stage, listener):
            await stage.says("The door is blue")
            await listener.reads("The door is blue")
            await stage.says_unreadably(SECRET)
            await listener.meets(Unreadable)
            told = stage.seen()[-1]
            assert told.where == stage.where
            assert told.text.startswith("Something came from you that I cannot read.")
            assert search_apart(data, (SECRET,)).traces > 0
            await stage.says("/forget everything yes")
            await listener.reads("/forget everything yes")
        assert stage.seen()[-1].text.startswith("Forgotten: ")
        assert search_apart(data, (SECRET,)).traces == 0
        await listener.app.stop()


async def test_of_what_a_stranger_sends_nothing_is_kept(data: Path, stage: Network) -> None:
    with open_house(data) as house:
        listener = Inhabited(house, stage)
        async with listening(stage, listener):
            await stage.says_unreadably(SECRET)
            await listener.meets(Unreadable)
        assert not any(seen.text.startswith("Something came") for seen in stage.seen())
        assert search_apart(data, (SECRET,)).traces == 0
        await listener.app.stop()


async def test_who_writes_what_is_closed_is_told_once_and_heard_when_the_key_comes(data: Path) -> None:
    async with cast.network("encrypted") as stage:
        assert isinstance(stage, EncryptedMatrixStage)
        # An hour that never ends.
        stage.adapter = MatrixAdapter(stage.adapter._options, StandingClock())
        with open_house(data) as house:
            let_in(house, stage, UserId(stage.ada.id))
            listener = Inhabited(house, stage)
            async with listening(stage, listener):
                await stage.says("The door is blue")
                await listener.reads("The door is blue")
                closed = [await stage.ada.say_keyless(stage.room, f"The lock is green {number}") for number in (1, 2)]
                await listener.meets(Undecryptable, 2)
                (told,) = (seen for seen in stage.seen() if seen.text.startswith("You wrote something"))
                assert told.where == stage.where
                for _, keys in closed:
                    await stage.ada.hand_over(keys)
                await listener.reads("The lock is green 2")
            notes = [note.text for _, note in house.journal.annals.notes(0, 10)]
            assert notes == ["The door is blue", "The lock is green 1", "The lock is green 2"]
            await listener.app.stop()
