"""An edit that is taken back leaves no words: the message says what it says without it, or is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import Audience
from bot.events import MessageEdited, MessageReceived
from tests.scenarios.test_edited import NEW, OLD, edited, kept
from tests.scenarios.village import contact, in_group, privately, village

SLIP = "The code of the safe is 4711-8822"
GONE = "Forgotten, with the message you deleted."


def undone(of: MessageReceived, text: str, number: int = 2, *, audience: Audience | None = None) -> MessageEdited:
    return replace(edited(of, text, number, audience=audience), undoes=True)


async def test_a_note_says_again_what_it_said_and_the_slip_is_nowhere(data: Path) -> None:
    said = privately("ada", OLD)
    async with village(data) as people:
        assert await people.hears(said, edited(said, SLIP)) == ["Kept.", "Changed."]
        assert await people.hears(undone(said, OLD), undone(said, OLD)) == ["Changed."]
        assert kept(people) == [OLD]
        assert "Wolfgang" in await people.tells("ada", "where is the bicycle?")
        people.house.finish_forgetting(pending=False)
        assert people.traces(SLIP) == 0


@pytest.mark.parametrize("first", ["/help", "/forget everything yes"])
async def test_a_note_that_was_a_command_is_gone_and_the_command_is_not_carried_out(data: Path, first: str) -> None:
    said = privately("ada", "/help")
    async with village(data) as people:
        await people.tells("ada", NEW)
        await people.hears(said, edited(said, SLIP))
        assert kept(people) == [NEW, SLIP] or kept(people) == [SLIP, NEW]
        assert await people.hears(undone(said, first)) == [GONE]
        assert kept(people) == [NEW]
        people.house.finish_forgetting(pending=False)
        assert people.traces(SLIP) == 0


@pytest.mark.parametrize("private", [True, False])
async def test_whoever_was_let_out_leaves_no_slip_either(data: Path, private: bool) -> None:
    said = privately("anna", OLD) if private else in_group("anna", OLD)
    async with village(data) as people:
        await people.hears(said, edited(said, SLIP))
        assert kept(people) == [SLIP]
        people.house.journal.door.revoke(contact("anna"))
        assert await people.hears(undone(said, OLD)) == []
        assert kept(people) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces(SLIP, OLD) == 0


@pytest.mark.parametrize("slip", [SLIP, "where is the bicycle of Wolfgang?"])
async def test_what_was_first_heard_as_it_was_edited_leaves_no_slip(data: Path, slip: str) -> None:
    said = privately("ada", "?")
    async with village(data) as people:
        await people.hears(edited(said, slip))
        await people.hears(undone(said, "how are you?"))
        assert slip not in kept(people)
        people.house.finish_forgetting(pending=False)
        assert people.traces(slip) == 0


async def test_what_we_never_had_is_not_heard_by_taking_an_edit_of_it_back(data: Path) -> None:
    async with village(data) as people:
        assert await people.hears(undone(privately("ada", NEW), NEW)) == []
        assert kept(people) == []
        people.house.finish_forgetting(pending=False)
        assert people.traces(NEW) == 0


async def test_an_edit_that_is_taken_back_in_a_group_is_so_there(data: Path) -> None:
    said = in_group("ada", OLD)
    async with village(data) as people:
        await people.hears(said, edited(said, SLIP))
        assert await people.hears(undone(said, OLD, audience=Audience.OVERHEARD)) == ["Changed."]
        assert kept(people) == [OLD]
        people.house.finish_forgetting(pending=False)
        assert people.traces(SLIP) == 0
