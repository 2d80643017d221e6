"""Somebody who was let in as a person of their own has notes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import jsonl, said
from tests.program import Program
from tests.scenarios.village import Village, village

NOTHING = "I have kept nothing yet. Tell me something."


async def told(people: Village) -> None:
    await people.tells("ada", "The code is 4711")
    await people.tells("ada", "The safe is behind the mirror")
    await people.tells("anna", "The door is blue")


@pytest.mark.parametrize("look", ["/search code", "what is the code?", "/recent 100", "/forget code", "/search 4711"])
async def test_neither_sees_what_the_other_told(data: Path, look: str) -> None:
    async with village(data) as people:
        await told(people)
        assert "4711" not in await people.tells("anna", look)
        assert "blue" not in await people.tells("ada", look.replace("code", "door").replace("4711", "blue door"))


async def test_each_sees_their_own(data: Path) -> None:
    async with village(data) as people:
        await told(people)
        assert "blue" in await people.tells("anna", "which colour has the door?")
        assert "4711" in await people.tells("ada", "what is the code?")
        assert "I keep 1 note of yours.\n" in await people.tells("anna", "/status")
        assert "I keep 2 notes of yours.\n" in await people.tells("ada", "/status")


async def test_forgetting_everything_takes_ones_own_alone(data: Path) -> None:
    async with village(data) as people:
        await told(people)
        assert "(1 message, kept as a note)" in await people.tells("anna", "/forget everything")
        assert "Forgotten: 1 message" in await people.tells("anna", "/forget everything yes")
        assert people.traces("The door is blue") == 0
        assert people.traces("The code is 4711") > 0
        assert await people.tells("anna", "/recent") == NOTHING
        assert "4711" in await people.tells("ada", "what is the code?")


async def test_another_ones_number_is_no_key_to_it(data: Path) -> None:
    async with village(data) as people:
        await told(people)
        assert "no message of that number" in await people.tells("anna", "/forget #1")
        assert "4711" in await people.tells("ada", "what is the code?")


async def test_what_was_imported_is_the_owners(satchel: Program, tmp_path: Path) -> None:
    talk = jsonl(tmp_path / "talk.jsonl", [said("1", "The code is 4711")])
    imported = satchel.run("import", str(talk), "--into", "an old talk")
    assert imported.status == 0, imported.err
    async with village(satchel.data) as people:
        assert "4711" in await people.tells("ada", "what is the code?")
        assert "4711" not in await people.tells("anna", "what is the code?")
        assert await people.tells("anna", "/recent") == NOTHING


async def test_the_terminal_is_the_owners_and_sees_what_they_told_elsewhere(satchel: Program) -> None:
    async with village(satchel.data) as people:
        await told(people)
    shown = satchel.chat("what is the code?", "which colour has the door?").out
    assert "4711" in shown
    assert "blue" not in shown
