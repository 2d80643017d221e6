"""Whom the bot does not know gets a hint how to be let in, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.access import OWNER
from bot.content import Audience
from bot.doorkeeper import Doorkeeper
from bot.events import Event, HomeOpened, MembersChanged, MessageDeleted, MessageEdited, ReactionChanged, Unreadable
from bot.home import NOTHING_YET
from bot.ids import MessageId, UserId
from tests.bot.app.clocks import StandingClock
from tests.builders import MORNING
from tests.fakes.chat import room
from tests.fakes.model import ScriptedModel
from tests.scenarios.meanwhile import Interrupted
from tests.scenarios.village import ANNA, GROUP, Village, contact, in_group, invoked, privately, sender, tapped, village

SECRET = "my mother's maiden name is Quackenbush"


def code_in(hint: str) -> str:
    found = re.search(r"satchel pair ([A-Z2-9]{8})\n", hint)
    assert found
    return found[1]


async def test_a_stranger_gets_the_hint_once_and_no_byte_of_what_they_say_stays(data: Path) -> None:
    async with village(data) as people:
        hint = await people.tells("mallory", SECRET)
        assert hint.startswith("I do not know you yet, so I keep nothing")
        assert await people.hears(*(privately("mallory", f"{SECRET} {number}") for number in range(5))) == []
        assert people.arrived() == 1
        assert people.traces(SECRET) == 0
        assert (await people.tells("ada", "The door is blue")) == "Kept."
        assert people.traces("The door is blue") > 0


@pytest.mark.parametrize(
    "event",
    [
        privately("mallory", SECRET),
        invoked("mallory", "note", SECRET),
        invoked("mallory", "search", "door"),
        privately("mallory", "what do you know?"),
        privately("mallory", "/forget everything yes"),
        tapped("mallory", "/ask what is the code?", room("mallory"), Audience.PRIVATE),
    ],
    ids=lambda event: event.kind,
)
async def test_neither_model_nor_memory_is_asked_for_a_stranger(data: Path, event: Event) -> None:
    model = ScriptedModel("It is 4711 [1]")
    async with village(data, model) as people:
        await people.tells("ada", "The code is 4711")
        people.house.shelves.close()
        (hint,) = await people.hears(event)
        assert code_in(hint)
        assert "4711" not in hint
        assert model.prompts == []
        assert people.traces(SECRET) == 0


async def test_who_is_let_in_is_heard_from_the_next_message_on_and_who_is_let_out_is_not(data: Path) -> None:
    async with village(data) as people:
        door = people.house.journal.door
        code = code_in(await people.tells("bob", "hello, it is me"))
        door.admit(code, OWNER, people.house.clock.now())
        assert await people.tells("bob", "The door is blue") == "Kept."
        assert "The door is blue" in await people.tells("ada", "/recent")
        door.revoke(contact("bob"))
        assert code_in(await people.tells("bob", "what colour is the door?")) != code


async def test_who_was_let_in_while_others_waited_is_known_after_a_restart(data: Path) -> None:
    async with village(data) as people:
        code = code_in(await people.tells("bob", "hello"))
    async with village(data) as people:
        assert await people.hears(privately("bob", "hello again")) == []
        people.house.journal.door.admit(code, ANNA, people.house.clock.now())
        assert await people.tells("bob", "The door is blue") == "Kept."


async def test_the_fourth_stranger_hears_nothing(data: Path) -> None:
    async with village(data) as people:
        for name in ("a", "b", "c"):
            assert code_in(await people.tells(name, "hello"))
        before = people.arrived()
        assert await people.tells("d", SECRET) == ""
        assert people.arrived() == before


async def test_a_stranger_in_a_group_gets_nothing_and_leaves_nothing(data: Path) -> None:
    async with village(data) as people:
        assert await people.tells_all("mallory", f"/note {SECRET}") == ""
        assert people.arrived() == 0
        assert people.house.journal.door.waiting(people.house.clock.now()) == ()


async def test_no_code_is_shown_in_a_group_to_whom_it_is_taken_away_meanwhile(data: Path) -> None:
    async with village(data) as people:
        (received,) = people.house.journal.inbox.accept([in_group("anna", SECRET)], None)
        people.house.journal.door.revoke(contact("anna"))
        await people.app.resume()
        await people.app.settled()
        assert people.platform.shown() == []
        assert people.traces(SECRET) == 0
        assert people.house.journal.inbox.pending() == ()
        assert received.event.where == GROUP


@pytest.mark.parametrize(
    "event",
    [
        MessageEdited(
            where=room("mallory"), message=MessageId("1"), sender=sender("mallory"), at=MORNING, edit="1", text=SECRET
        ),
        ReactionChanged(
            where=room("mallory"), message=MessageId("1"), change="1", sender=sender("mallory"), at=MORNING
        ),
        HomeOpened(where=room("home"), opening="1", sender=sender("mallory"), at=MORNING),
        MessageDeleted(where=room("mallory"), message=MessageId("1"), at=MORNING, sender=sender("mallory")),
        MessageDeleted(where=room("mallory"), message=MessageId("1"), at=MORNING),
        MembersChanged(where=GROUP, change="1", at=MORNING, joined=(UserId("mallory"),), by=UserId("mallory")),
        Unreadable(where=room("unreadable"), message=MessageId("1"), at=MORNING, raw=SECRET),
    ],
    ids=lambda event: event.kind,
)
async def test_whatever_else_a_stranger_does_never_reaches_the_disk(data: Path, event: Event) -> None:
    async with village(data) as people:
        assert await people.hears(event) == []
        assert people.arrived() == 0
        assert people.house.journal.door.waiting(MORNING) == ()


async def test_who_is_let_out_while_the_model_thinks_hears_no_more(data: Path) -> None:
    model = Interrupted("It is 4711 [1]")
    async with village(data, model) as people:
        await people.tells("anna", "The code is 4711")
        model.meanwhile = lambda: people.house.journal.door.revoke(contact("anna"))
        assert await people.hears(privately("anna", "what is the code?")) == []
        assert len(model.prompts) == 1


async def test_nobody_lets_himself_be_greeted_into_a_group(data: Path) -> None:
    came = MembersChanged(where=GROUP, change="1", at=MORNING, joined=(UserId("bot"),), welcome=True)
    async with village(data) as people:
        brought = (replace(came, change=str(number), by=by) for number, by in enumerate((None, UserId("mallory"))))
        assert await people.hears(*brought) == []
        assert people.arrived() == 0


async def test_an_owner_who_opens_the_home_page_sees_it_and_a_stranger_sees_nothing(data: Path) -> None:
    opened = HomeOpened(where=room("home"), opening="1", sender=sender("anna"), at=MORNING)
    async with village(data) as people:
        (page,) = await people.hears(opened)
        assert page == NOTHING_YET
        (again,) = people.house.journal.inbox.accept([replace(opened, opening="2")], None)
        people.house.journal.door.revoke(contact("anna"))
        await people.app.resume()
        await people.app.settled()
        assert people.platform.shown() == [page]
        assert people.house.journal.door.waiting(again.event.at) == ()


async def test_after_an_hour_a_stranger_is_told_anew(data: Path) -> None:
    async with village(data) as people:
        clock = StandingClock()
        doorkeeper = doorkeeper_at(people, clock)
        assert doorkeeper.heeds(privately("mallory", "hello"))
        assert not doorkeeper.heeds(privately("mallory", "hello"))
        clock.at += timedelta(hours=1)
        assert doorkeeper.heeds(privately("mallory", "hello"))


async def test_the_hint_is_repeated_once_within_the_hour_with_the_same_code_and_what_is_left_of_it(data: Path) -> None:
    async with village(data) as people:
        clock = StandingClock()
        doorkeeper = doorkeeper_at(people, clock)
        told: list[str] = []
        for minutes in (0, 1, 12, 13, 40, 59):
            clock.at = MORNING + timedelta(minutes=minutes)
            said = privately("mallory", SECRET)
            if doorkeeper.heeds(said):
                (received,) = people.house.journal.inbox.accept([said], None)
                response = await doorkeeper.respond(received, None)
                assert response
                assert response.reply
                told.append(response.reply.text)
        first, again = told
        assert code_in(first) == code_in(again)
        assert first.endswith("it holds for an hour.")
        assert again.endswith("it holds for 48 minutes more.")


def doorkeeper_at(people: Village, clock: StandingClock) -> Doorkeeper:
    house = people.house
    made = house.doorkeeper()
    return Doorkeeper(made._assistant, made._home, house.directory, house.journal.door, house.journal.ledger, clock)
