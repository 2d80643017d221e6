"""`/undo` takes back what was said last, and never something else in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking

OLDER, NEWER = "The dentist is on Tuesday at 9", "Tom recommended the book Piranesi"


@pytest.mark.parametrize("before", ["/forget", "/forget #2", "/undo", "/forget #1"])
async def test_a_forgetting_cannot_be_undone_and_the_note_before_it_stays(data: Path, before: str) -> None:
    async with talking(data) as talk:
        await talk.says(OLDER, NEWER, before)
        stays = talk.kept()
        answers = [await talk.say("/undo"), await talk.say("/undo")]
        assert talk.kept() == stays
        for answer in answers:
            assert "gone for good" in answer
            assert stays[0] in answer
        number = "#2" if before == "/forget #1" else "#1"
        assert "Forgotten: 1 message" in await talk.say(f"/forget {number}")
        assert talk.kept() == []
        assert "gone for good" in await talk.say("/undo")


async def test_a_note_said_after_the_forgetting_can_be_taken_back(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says(OLDER, "/undo", NEWER, "when is the dentist?")
        assert "Forgotten: 1 message (#3)" in await talk.say("/undo")


@pytest.mark.parametrize(
    "words", ["please", "that", "it, please!", "my last note", "bitte", "s'il te plaît", "gracias"]
)
async def test_words_that_name_nothing_change_nothing(data: Path, words: str) -> None:
    async with talking(data) as talk:
        await talk.says(OLDER, NEWER)
        assert "Forgotten: 1 message (#2)" in await talk.say(f"/undo {words}")


@pytest.mark.parametrize("words", ["dentist", "#1", "1", "everything", "all", "the dentist please"])
async def test_words_that_name_something_take_nothing_back(data: Path, words: str) -> None:
    async with talking(data) as talk:
        await talk.says(OLDER, NEWER)
        answer = await talk.say(f"/undo {words}")
        assert f"/forget {words}" in answer
        assert "/forget #2" in answer
        assert NEWER in answer
        assert talk.kept() == [OLDER, NEWER]
