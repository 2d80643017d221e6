"""German, Spanish and French, spoken to and answered in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.talk import talking


@pytest.mark.parametrize(
    ("told", "asked", "answer", "kept", "no_model"),
    [
        ("Der Mietvertrag endet am 30. Juni", "wann endet der Mietvertrag?", "30. Juni", "Notiert.", "kein Modell"),
        ("El dentista es el martes a las nueve", "¿cuándo es el dentista?", "martes", "Guardado.", "ningún modelo"),
        ("Ma voiture est garée rue Hugo", "où est garée ma voiture ?", "rue Hugo", "C'est noté.", "aucun modèle"),
        ("Mi hermana vive en Sevilla", "¿dónde vive mi hermana?", "Sevilla", "Guardado.", "ningún modelo"),
        ("Anna ist nach Lyon gezogen", "wohin ist Anna gezogen?", "Lyon", "Notiert.", "kein Modell"),
    ],
)
async def test_a_person_is_answered_in_their_language(
    data: Path, told: str, asked: str, answer: str, kept: str, no_model: str
) -> None:
    async with talking(data) as talk:
        assert await talk.say(told) == kept
        said = await talk.say(asked)
        assert answer in said
        assert no_model in said


@pytest.mark.parametrize(
    ("asked", "nothing"),
    [
        ("wer hat den Mond gegessen?", "nichts gefunden"),
        ("¿quién se comió la luna?", "nada"),
        ("qui a mangé la lune ?", "rien"),
    ],
)
async def test_finding_nothing_is_said_in_the_language_of_the_question(data: Path, asked: str, nothing: str) -> None:
    async with talking(data) as talk:
        await talk.say("The dentist is on Tuesday at 9")
        assert nothing in (await talk.say(asked)).lower()
