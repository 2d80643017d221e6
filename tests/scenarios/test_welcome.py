"""Who is let in hears so once, wherever they asked, whichever process let them in."""

from __future__ import annotations

from pathlib import Path

from bot.access import OWNER
from bot.app import App
from bot.doorkeeper import WELCOME
from bot.ids import Platform
from bot.naming import spelled
from bot.welcoming import Welcoming
from memory.journal import open_beside
from tests.fakes.chat import FAKE
from tests.scenarios.test_strangers import code_in
from tests.scenarios.village import ANNA, Village, contact, privately, village

IN = spelled(WELCOME)


async def welcomed(people: Village, app: App | None = None, platforms: tuple[Platform, ...] = (FAKE,)) -> None:
    app = app or people.app
    house = people.house
    await Welcoming(door=house.journal.door, on_events=app.on_events, clock=house.clock, platforms=platforms)()
    await app.settled()


async def test_who_is_let_in_by_another_process_is_told_once_and_then_heard(data: Path) -> None:
    async with village(data) as people:
        code = code_in(await people.tells("bob", "hello, it is me"))
        other = open_beside(people.house.folder.journal)
        other.door.admit(code, ANNA, people.house.clock.now())
        other.close()
        for _ in range(2):
            await welcomed(people)
        assert people.platform.shown()[1:] == [IN]
        assert people.platform.sent[-1][0] == privately("bob", "").where


async def test_who_is_let_in_while_the_bot_is_down_is_told_when_it_is_up(data: Path) -> None:
    async with village(data) as people:
        people.house.journal.door.admit(code_in(await people.tells("bob", "hello")), OWNER, people.house.clock.now())
    async with village(data) as people:
        await welcomed(people)
        assert people.platform.shown() == [IN]


async def test_a_bot_that_ends_before_it_notes_that_it_has_told_tells_it_once(data: Path) -> None:
    async with village(data) as people:
        people.house.journal.door.admit(code_in(await people.tells("bob", "hello")), ANNA, people.house.clock.now())
        before = people.house.journal.door.admitted()
        await welcomed(people)
        with people.house.journal.database.transaction() as connection:
            connection.execute(
                """INSERT INTO admissions (id, platform, account, user, conversation)
                    SELECT ?, 'fake', 'bot', 'bob', id FROM conversations WHERE chat = ?""",
                (before[0].number, before[0].where.chat),
            )
        assert people.house.journal.door.admitted() == before
    async with village(data) as people:
        await welcomed(people)
        assert people.platform.shown() == []
        assert people.house.journal.door.admitted() == ()


async def test_who_is_let_out_before_they_are_told_is_told_nothing(data: Path) -> None:
    async with village(data) as people:
        people.house.journal.door.admit(code_in(await people.tells("bob", "hello")), ANNA, people.house.clock.now())
        (admitted,) = people.house.journal.door.admitted()
        people.house.journal.door.revoke(contact("bob"))
        welcoming = Welcoming(
            door=people.house.journal.door, on_events=people.app.on_events, clock=people.house.clock, platforms=(FAKE,)
        )
        assert await people.hears(welcoming._event(admitted)) == []


async def test_on_a_platform_that_does_not_run_nobody_is_told_yet(data: Path) -> None:
    async with village(data) as people:
        people.house.journal.door.admit(code_in(await people.tells("bob", "hello")), ANNA, people.house.clock.now())
        await welcomed(people, platforms=())
        assert len(people.platform.shown()) == 1
        assert len(people.house.journal.door.admitted()) == 1
