"""A question finds what was told in another form, and no earlier question in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking

SURE = "From your notes"


@pytest.mark.parametrize(
    ("told", "question"),
    [
        ("Guess who I ran into? Miriam!", "who did I run into?"),
        ("Bought a kayak from Otto", "what did I buy?"),
        ("We freeze the bread on Sundays", "what was frozen?"),
    ],
)
async def test_a_strong_verb_is_found_in_its_other_form(data: Path, told: str, question: str) -> None:
    async with talking(data) as talk:
        await talk.says(told, "The boiler was repaired in March")
        answer = await talk.say(question)
        assert answer.startswith(SURE)
        assert told in answer


async def test_a_kept_question_does_not_hide_the_fact_behind_it(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("dont forget: renew passport before May", "/note renew what before May?")
        answer = await talk.say("what do I need to renew")
        assert "renew passport before May" in answer
        assert "renew what" not in answer


async def test_a_question_with_a_verb_of_its_own_is_not_about_what_was_asked_before(data: Path) -> None:
    async with talking(data) as talk:
        await talk.says("Noah passed his driving test", "the washing machine broke", "did Noah pass?")
        answer = await talk.say("what broke?")
        assert "washing machine" in answer
        assert "Noah" not in answer
