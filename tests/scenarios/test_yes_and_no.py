"""What is asked before something goes can be answered with yes or no; what answers neither is asked about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.chat import room
from tests.scenarios.talk import talking
from tests.scenarios.village import Village, privately, village

BLUE, FRIDAY = "The door is blue", "We meet on Friday"
LYON, LONDON = "Anna moved to Lyon", "Tom moved to London"


def kept(people: Village) -> list[str]:
    return [note.text for _, note in people.house.journal.annals.notes(0, 100)]


@pytest.mark.parametrize("yes", ["yes", "y", "ja", "yes please", "Yes, delete everything", "sí", "oui"])
@pytest.mark.parametrize("wish", ["delete all my notes", "/forget everything"])
async def test_yes_after_the_offer_to_forget_everything_does_it(data: Path, yes: str, wish: str) -> None:
    async with village(data) as people:
        for text in (BLUE, FRIDAY):
            await people.tells("ada", text)
        await people.tells("ada", wish)
        assert "Forgotten: 2 messages" in await people.tells("ada", yes)
        assert kept(people) == []
        assert people.traces(BLUE, FRIDAY) == 0


async def test_at_the_terminal_too(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(BLUE, "vergiss alles")
        assert "Forgotten: 1 message" in await talk.say("ja")
        assert talk.kept() == []


@pytest.mark.parametrize("no", ["no", "nein", "no thanks", "cancel", "stop", "maybe"])
async def test_no_after_it_keeps_everything(data: Path, no: str) -> None:
    async with village(data) as people:
        await people.tells("ada", BLUE)
        await people.tells("ada", "/forget everything")
        assert await people.tells("ada", no) == "Nothing was forgotten."
        assert "Forgotten" not in await people.tells("ada", "yes")
        assert kept(people) == [BLUE]


@pytest.mark.parametrize("unsure", ["ok", "all", "👍", "this one"])
async def test_what_is_no_plain_yes_is_asked_about_anew(data: Path, unsure: str) -> None:
    async with village(data) as people:
        await people.tells("ada", BLUE)
        await people.tells("ada", "/forget everything")
        assert "takes out all that we said (1 message" in await people.tells("ada", unsure)
        assert kept(people) == [BLUE]


async def test_yes_is_for_what_there_was_when_it_was_asked(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", BLUE)
        await people.tells("ada", "/forget everything")
        elsewhere = replace(privately("ada", FRIDAY), where=room("elsewhere"))
        await people.hears(elsewhere)
        assert "Forgotten: 1 message" in await people.tells("ada", "yes")
        assert kept(people) == [FRIDAY]


async def test_yes_to_something_else_said_meanwhile_forgets_nothing(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", BLUE)
        await people.tells("ada", "/forget everything")
        await people.tells("ada", FRIDAY)
        assert "Forgotten" not in await people.tells("ada", "yes")
        assert kept(people) == [BLUE, FRIDAY]


@pytest.mark.parametrize(("minute", "goes"), [(8, True), (11, False)])
async def test_the_offer_holds_for_ten_minutes(
    data: Path, monkeypatch: pytest.MonkeyPatch, minute: int, *, goes: bool
) -> None:
    monkeypatch.setenv("SATCHEL_NOW", "2026-03-12T09:00+00:00")
    async with talking(data) as talk:
        await talk.says(BLUE, "/forget everything")
    monkeypatch.setenv("SATCHEL_NOW", f"2026-03-12T09:{minute:02}+00:00")
    async with talking(data) as talk:
        assert ("Forgotten" in await talk.say("yes")) is goes


async def test_where_others_hear_it_yes_forgets_not_everything(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("ada", BLUE)
        await people.tells_all("ada", "/forget everything")
        assert "If you mean it, send: /forget everything yes" in await people.tells_all("ada", "yes")
        assert await people.tells_all("ada", "no") == "Nothing was forgotten."
        assert kept(people) == [BLUE]


async def test_in_a_group_yes_and_no_of_who_asked_count(data: Path) -> None:
    async with village(data) as people:
        await people.tells_all("ada", BLUE)
        assert BLUE in await people.tells_all("ada", "forget that")
        assert await people.tells_all("ada", "no") == "Nothing was forgotten."
        await people.tells_all("ada", "forget that")
        assert "Forgotten: 1 message (#1)" in await people.tells_all("ada", "yes")
        assert kept(people) == []


@pytest.mark.parametrize("word", ["yes", "the first", "ok", "1"])
async def test_in_a_group_a_word_of_somebody_else_is_told_how_to_choose(data: Path, word: str) -> None:
    async with village(data) as people:
        await people.tells_all("ada", BLUE)
        await people.tells_all("ada", "forget that")
        told = await people.tells_all("anna", word)
        assert "👍" not in told
        assert "#1 · " in told
        assert kept(people) == [BLUE]
        # It is still Ada's to decide.
        assert "Forgotten" not in await people.tells_all("anna", "yes")
        assert "Forgotten: 1 message (#1)" in await people.tells_all("ada", "yes")


async def test_yes_to_a_list_of_two_is_told_how_to_choose(data: Path) -> None:
    async with village(data) as people:
        for text in (LYON, LONDON):
            await people.tells("ada", text)
        await people.tells("ada", "/forget moved")
        told = await people.tells("ada", "yes")
        assert "Tap, or send its number, as #" in told
        assert "Forgotten: 1 message (#2)" in await people.tells("ada", "#2")


@pytest.mark.parametrize(("word", "named"), [("2", "(the second)"), ("1 and 2", "(the first) and #")])
async def test_a_place_that_is_no_number_shown_is_asked_about(data: Path, word: str, named: str) -> None:
    async with village(data) as people:
        for text in (BLUE, FRIDAY, LYON, LONDON):
            await people.tells("ada", text)
        await people.tells("ada", "/forget moved")
        before = kept(people)
        told = await people.tells("ada", word)
        assert told.startswith("Do you mean #")
        assert named in told
        assert "To forget that, send: /forget #" in told
        assert kept(people) == before
        assert "Forgotten: 1 message (#4)" in await people.tells("ada", "#4")


async def test_a_number_that_exists_and_was_not_shown_erases_nothing(data: Path) -> None:
    async with village(data) as people:
        for text in (BLUE, LYON, LONDON):
            await people.tells("ada", text)
        await people.tells("ada", "/forget moved")
        assert "Do you mean #" in await people.tells("ada", "1")
        assert kept(people) == [BLUE, LYON, LONDON]


@pytest.mark.parametrize("word", ["7", "#9", "fourth"])
async def test_what_is_on_no_list_is_asked_about_and_not_kept(data: Path, word: str) -> None:
    async with village(data) as people:
        for text in (LYON, LONDON):
            await people.tells("ada", text)
        await people.tells("ada", "/forget moved")
        assert "Nothing was forgotten. Tap, or send its number" in await people.tells("ada", word)
        assert kept(people) == [LYON, LONDON]


async def test_a_large_number_is_a_note(data: Path) -> None:
    async with village(data) as people:
        for text in (LYON, LONDON):
            await people.tells("ada", text)
        await people.tells("ada", "/forget moved")
        await people.tells("ada", "4711")
        assert kept(people) == [LYON, LONDON, "4711"]
