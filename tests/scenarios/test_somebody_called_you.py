"""Somebody may call themselves "you": what they say is nobody else's for that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import Forwarded
from bot.events import MessageReceived
from tests.scenarios.village import in_group, privately, sender, village

WORDS = "the lamp is in the attic"


def by_one_called(name: str) -> MessageReceived:
    return replace(in_group("anna", WORDS), sender=replace(sender("anna"), name=name))


@pytest.mark.parametrize(
    ("name", "question"),
    [("you", "where is the lamp?"), ("You", "where is the lamp?"), ("du", "wo ist denn the lamp?")],
)
async def test_a_member_of_that_name_is_told_from_the_reader(data: Path, name: str, question: str) -> None:
    async with village(data) as people:
        await people.hears(by_one_called(name))
        answer = await people.tells_all("ada", question)
        assert WORDS in answer
        assert f"[1] “{name}”, " in answer
        assert f"· “{name}”: {WORDS}" in await people.tells_all("ada", "/recent")


async def test_what_they_forward_was_not_forwarded_by_the_reader(data: Path) -> None:
    async with village(data) as people:
        await people.hears(replace(by_one_called("you"), forwarded=Forwarded(from_name="Zoe")))
        assert "Zoe (forwarded by “you”)" in await people.tells_all("ada", "where is the lamp?")
        assert "Zoe (forwarded by “you”)" in await people.tells_all("ada", "/recent")


async def test_the_forwarded_words_of_one_of_that_name_are_theirs(data: Path) -> None:
    async with village(data) as people:
        await people.hears(replace(privately("ada", WORDS), forwarded=Forwarded(from_name="you")))
        assert "“you” (forwarded by you)" in await people.tells("ada", "where is the lamp?")
        assert "“you” (forwarded by you)" in await people.tells("ada", "/recent")


async def test_what_one_said_oneself_is_not_what_they_said(data: Path) -> None:
    async with village(data) as people:
        await people.hears(by_one_called("you"))
        await people.tells_all("ada", "I painted the shed")
        mine = await people.tells_all("ada", "what did I say today?")
        assert "I painted the shed" in mine
        assert WORDS not in mine


async def test_in_ones_own_notes_it_is_oneself(data: Path) -> None:
    async with village(data) as people:
        await people.hears(replace(privately("ada", WORDS), sender=replace(sender("ada"), name="you")))
        assert "[1] du, " in await people.tells("ada", "wo ist denn the lamp?")
        assert f"· you: {WORDS}" in await people.tells("ada", "/recent")
