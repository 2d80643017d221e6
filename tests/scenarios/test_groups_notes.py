"""In a group we speak of the group's notes, and not of somebody's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.village import village


@pytest.mark.parametrize(
    ("question", "notes"),
    [
        ("what is the code?", "in this group's notes"),
        ("wie lautet der Code?", "in den Notizen dieser Gruppe"),
        ("¿cuál es el código?", "en las notas de este grupo"),
        ("quel est le code ?", "dans les notes de ce groupe"),
    ],
)
async def test_in_a_group_we_speak_of_the_groups_notes(data: Path, question: str, notes: str) -> None:
    async with village(data) as people:
        assert notes in await people.tells_all("anna", question)
        assert notes not in await people.tells("anna", question)
        await people.tells_all("ada", "The code is 4711")
        assert "From this group's notes" in await people.tells_all("anna", "what is the code?")


async def test_how_things_stand_is_told_of_the_group_in_sentences(data: Path) -> None:
    async with village(data) as people:
        await people.tells("ada", "The door is blue")
        await people.tells_all("ada", "The code is 4711")
        assert await people.tells_all("anna", "/status") == (
            "I keep 1 note of this group.\nAnswers quote the notes: no language model is set up to write them."
        )
