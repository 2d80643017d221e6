"""After "Which one?" a number, a place or a word is answer enough, for some minutes and right after it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.wiring import open_house
from tests.fakes.chat import room
from tests.scenarios.talk import talking
from tests.scenarios.village import CitingChat, Village, in_group, privately, village

LYON, LONDON, FRIDAY = "Anna moved to Lyon", "Tom moved to London", "We meet on Friday"


async def offered(people: Village) -> None:
    for text in (FRIDAY, LYON, LONDON):
        await people.tells("ada", text)
    assert "Which one?" in await people.tells("ada", "/forget moved")


def kept(people: Village) -> set[str]:
    return {note.text for _, note in people.house.journal.annals.notes(0, 100)}


@pytest.mark.parametrize("answer", ["#2", "2", "2.", "number 2 please"])
async def test_a_number_that_was_shown_is_forgotten(data: Path, answer: str) -> None:
    async with village(data) as people:
        await offered(people)
        assert "Forgotten: 1 message (#2)" in await people.tells("ada", answer)
        assert kept(people) == {FRIDAY, LONDON}


async def test_a_place_counts_in_the_order_shown(data: Path) -> None:
    async with village(data) as people:
        await offered(people)
        shown = [button.value for button in people.platform.buttons]
        first = shown[0].removeprefix("/forget ")
        assert f"Forgotten: 1 message ({first})" in await people.tells("ada", "the first one")


async def test_all_are_those_that_were_shown(data: Path) -> None:
    async with village(data) as people:
        await offered(people)
        assert "Forgotten: 2 messages" in await people.tells("ada", "all of them")
        assert kept(people) == {FRIDAY}


@pytest.mark.parametrize("answer", ["no", "none", "cancel", "nein danke", "ninguna", "aucun"])
async def test_none_forgets_nothing(data: Path, answer: str) -> None:
    async with village(data) as people:
        await offered(people)
        assert await people.tells("ada", answer) == "Nothing was forgotten."
        assert kept(people) == {FRIDAY, LYON, LONDON}
        # It was said, and is over.
        await people.tells("ada", "#2")
        assert kept(people) >= {FRIDAY, LYON, LONDON}


@pytest.mark.parametrize("answer", ["1", "#1", "#99", "2 4", "both of you", "yes"])
async def test_what_was_not_shown_is_handled_as_ever(data: Path, answer: str) -> None:
    async with village(data) as people:
        await offered(people)
        assert "Forgotten" not in await people.tells("ada", answer)
        assert kept(people) >= {FRIDAY, LYON, LONDON}


async def test_only_the_very_next_message_answers(data: Path) -> None:
    async with village(data) as people:
        await offered(people)
        await people.tells("ada", "The door is blue")
        assert "Forgotten" not in await people.tells("ada", "#2")
        assert LYON in kept(people)


@pytest.mark.parametrize(("minute", "goes"), [(8, True), (11, False)])
async def test_an_offer_holds_for_ten_minutes(
    data: Path, monkeypatch: pytest.MonkeyPatch, minute: int, *, goes: bool
) -> None:
    monkeypatch.setenv("SATCHEL_NOW", "2026-03-12T09:00+00:00")
    async with village(data) as people:
        await offered(people)
    monkeypatch.setenv("SATCHEL_NOW", f"2026-03-12T09:{minute:02}+00:00")
    async with village(data) as people:
        assert ("Forgotten" in await people.tells("ada", "#2")) is goes


async def test_elsewhere_it_answers_nothing(data: Path) -> None:
    async with village(data) as people:
        await offered(people)
        elsewhere = replace(privately("ada", "#2"), where=room("elsewhere"))
        assert "Forgotten" not in "\n".join(await people.hears(elsewhere))


async def test_where_others_hear_it_only_a_marked_number_answers(data: Path) -> None:
    async with village(data) as people:
        for text in (LYON, LONDON):
            await people.tells_all("ada", text)
        await people.tells_all("ada", "/forget moved")
        assert "Forgotten" not in await people.tells_all("anna", "all")
        await people.tells_all("ada", "/forget moved")
        assert "Forgotten: 1 message (#1)" in "\n".join(await people.hears(in_group("anna", "#1")))


async def test_yes_is_enough_where_one_is_shown(data: Path) -> None:
    async with village(data) as people:
        for text in (FRIDAY, LYON):
            await people.tells("ada", text)
        await people.tells("ada", "/forget")
        assert "Forgotten: 1 message (#2)" in await people.tells("ada", "yes")


async def test_at_the_terminal_too(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(LYON, LONDON, "/forget moved")
        assert "Forgotten: 1 message (#2)" in await talk.say("2")
        assert talk.kept() == [LYON]


async def test_a_note_that_reads_like_a_list_offers_nothing(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", LYON)
        await people.tells("ada", "Shopping\n#1 · milk\n#2 · oats")
        await people.tells("ada", "/forget oats")
        assert "Forgotten" not in await people.tells("ada", "#1")
        assert LYON in kept(people)


async def test_what_was_chosen_and_decided_before_a_crash_is_not_kept_as_a_note(data: Path) -> None:
    async with village(data) as people:
        await offered(people)
    with open_house(data) as house:
        (chosen,) = house.journal.inbox.accept([replace(privately("ada", "2"), where=room("ada"))], None)
        (lyon,) = house.journal.transcript.numbered([2], house.scope)
        house.journal.intentions.decide(chosen.seq, [lyon.key])
    async with village(data, platform=CitingChat()) as people:
        await people.app.resume()
        await people.app.settled()
        assert people.platform.shown() == ["Forgotten: 1 message."]
        assert kept(people) == {FRIDAY, LONDON}
