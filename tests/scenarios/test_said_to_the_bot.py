"""What only asks, or is only said to the bot, is not kept, and is never the source of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import Program
from tests.scenarios.talk import talking

ASKED = "what did we find out on that Thursday in November about the cat?"


async def test_a_mere_question_is_not_kept_and_answers_no_other(data: Path) -> None:
    async with talking(data) as talk:
        await talk.say("The cat was found under the shed on Thursday")
        assert "kept" not in await talk.say(ASKED)
        assert ASKED not in await talk.say("what did we find out about the cat?")
        assert len(talk.kept()) == 1


@pytest.mark.parametrize(
    "text", ["?", "lol", "yes", "no", "you're wrong", "Tell me a joke", "forget that", "list all my notes", "ja", "oui"]
)
async def test_what_is_only_said_to_the_bot_is_not_kept(data: Path, text: str) -> None:
    async with talking(data) as talk:
        assert await talk.say(text)
        assert talk.kept() == []


async def test_a_question_that_tells_a_fact_is_kept(data: Path) -> None:
    async with talking(data) as talk:
        told = await talk.say("I think I left the umbrella at Yusuf's, or was it the cinema?")
        assert "I kept it, too." in told


async def test_a_range_of_numbers_is_forgotten(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("one red boat", "two red boats", "three red boats", "four red boats")
        assert "3 messages (#1, #2, #3)" in await talk.say("/forget #1-3")
        assert talk.kept() == ["four red boats"]


async def test_a_range_from_high_to_low_names_its_ends(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("one red boat", "two red boats", "three red boats")
        assert "2 messages (#1, #3)" in await talk.say("/forget #3-1")
        assert talk.kept() == ["two red boats"]


@pytest.mark.parametrize("leave", ["/exit", "/QUIT"])
def test_a_command_to_leave_ends_the_conversation(satchel: Program, leave: str) -> None:
    ended = satchel.chat("The boat is blue", leave, "The shed is red")
    assert (ended.status, ended.out) == (0, "Kept.\n")
