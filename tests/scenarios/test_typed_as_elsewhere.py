"""A command that is typed as on another platform, or as at a shell, is no note: it is said how it is typed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("!forget", "/forget"),
        ("!Forget #12", "/forget #12"),
        ("!search the lease", "/search the lease"),
        ("satchel recent", "/recent"),
        ("satchel status", "/status"),
    ],
)
async def test_it_is_told_and_not_kept(data: Path, typed: str, told: str) -> None:
    async with talking(data) as talk:
        assert await talk.say(typed) == f"Here that is typed: {told}"
        assert talk.kept() == []


@pytest.mark.parametrize(
    "note", ["!important", "Satchel settings are in the drawer", "!forget\nthe milk", "satchel is a nice name"]
)
async def test_other_words_are_notes(data: Path, note: str) -> None:
    async with talking(data) as talk:
        await talk.say(note)
        assert talk.kept() == [note]


@pytest.mark.parametrize("word", ["👍", "cancel", "stop", ":+1:"])
async def test_a_gesture_or_what_calls_off_is_no_note(data: Path, word: str) -> None:
    async with talking(data) as talk:
        await talk.say(word)
        assert talk.kept() == []


@pytest.mark.parametrize("word", ["stop", "cancel", "maybe"])
async def test_under_an_offer_it_forgets_nothing(data: Path, word: str) -> None:
    async with talking(data) as talk:
        await talk.says("Anna moved to Lyon", "Tom moved to London", "/forget moved")
        assert await talk.say(word) == "Nothing was forgotten."
        assert len(talk.kept()) == 2
