"""What is forgotten may still stand in the chat, in answers of ours: that is said where it is so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.fakes.chat import room
from tests.scenarios.talk import talking
from tests.scenarios.village import privately, village

SECRET, OTHER = "the vault combination is ninety-one forty", "We meet on Friday"
ONE = "An earlier answer of mine in this chat still shows it; delete that there if you can."
SEVERAL = "Earlier answers of mine in this chat still show it; delete them there if you can."


async def test_it_is_said_of_answers_that_rest_on_it(data: Path) -> None:
    async with village(data) as people:
        for text in (SECRET, OTHER, "what is the vault combination?"):
            await people.tells("ada", text)
        assert (await people.tells("ada", "/forget #1")).endswith(f"\n{ONE}")
        assert "still show" not in await people.tells("ada", "/forget #2")


async def test_of_several_it_is_said_once(data: Path) -> None:
    async with village(data) as people:
        for text in (SECRET, "what is the vault combination?", "/recent"):
            await people.tells("ada", text)
        assert (await people.tells("ada", "/forget everything yes")).endswith(f"\n{SEVERAL}")


async def test_what_was_only_offered_to_be_forgotten_is_no_answer(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", SECRET)
        await people.tells("ada", "/forget vault")
        assert "still show" not in await people.tells("ada", "#1")


async def test_answers_elsewhere_are_not_told_of(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", SECRET)
        await people.hears(replace(privately("ada", "what is the vault combination?"), where=room("elsewhere")))
        told = await people.tells("ada", "/forget #1")
        assert "Forgotten: 1 message" in told
        assert "still show" not in told


async def test_where_the_program_runs_it_is_no_chat(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(SECRET, "what is the vault combination?")
        assert "still show" not in await talk.say("/forget #1")
