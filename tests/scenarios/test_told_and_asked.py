"""What tells something and asks is answered and kept, and is found again; a mere question is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking


@pytest.mark.parametrize(
    ("told", "asked", "part"),
    [
        ("The gate code is 4711?", "what's the gate code?", "4711"),
        ("Anna is pregnant, can you believe it?", "is Anna pregnant?", "believe"),
        ("who has my ladder Ben", "who has my ladder?", "Ben"),
        ("Der Torcode ist 4711, oder?", "wie ist der Torcode?", "4711"),
        ("¿El código del portal es 4711?", "¿cuál es el código del portal?", "4711"),
        ("Le code du portail est 4711 ?", "quel est le code du portail ?", "4711"),
    ],
)
async def test_what_tells_and_asks_is_answered_kept_and_found(data: Path, told: str, asked: str, part: str) -> None:
    async with talking(data) as talk:
        await talk.says("Ben painted the gate", "Ben hat das Tor gestrichen", "Ben pintó el portal", "Ben a peint")
        assert await talk.say(told)
        assert part in await talk.say(asked)


async def test_a_reply_says_that_it_was_kept_and_a_mere_question_is_not(data: Path) -> None:
    async with talking(data) as talk:
        assert "I kept it, too." in await talk.say("We meet at 7, ok?")
        assert "kept" not in await talk.say("did I lock the shed?")
        assert "shed" not in await talk.say("/recent")
