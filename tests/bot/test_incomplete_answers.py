"""An answer that rests on an incomplete search says so, whoever gave it."""

from __future__ import annotations

import pytest

from bot.answering import Answer, Answering, Asked
from bot.records import Scope
from tests.bot.said import MARCH, OWNER, note
from tests.builders import HOME
from tests.fakes.memory import FakeMemory
from tests.fakes.model import ScriptedModel

MISSING = "2 messages cannot be found yet (away)"


async def _ask(answering: Answering, question: str) -> Answer:
    asked = Asked(text=question, asked_at=MARCH, person=OWNER, now=MARCH)
    return await answering.answer(asked, Scope.of(HOME), (), None)


@pytest.mark.parametrize(
    ("model", "question", "told"),
    [
        (None, "when does the lease end?", "From your notes; no model is configured."),
        (None, "what is my blood type?", "I found nothing about that in your notes."),
        ("It ends on 30 June [1].", "when does the lease end?", "Answered by scripted/model from your notes."),
        ("The notes do not mention it.", "when does the lease end?", "Answered by scripted/model from your notes."),
    ],
)
async def test_what_the_search_lacked_is_said_after_every_answer(model: str | None, question: str, told: str) -> None:
    memory = FakeMemory()
    memory.remember([note("lease", "The lease ends on 30 June, two months notice")])
    answering = Answering(memory, ScriptedModel(model) if model else None, None)
    complete = await _ask(answering, question)
    memory.lacks = MISSING
    lacking = await _ask(answering, question)
    assert complete.text.endswith(told)
    assert lacking.text == f"{complete.text}\nMy search was not complete: {MISSING}."
    assert (lacking.by, lacking.sources, lacking.rests_on) == (complete.by, complete.sources, complete.rests_on)


async def test_what_the_search_lacked_is_said_in_the_language_of_the_question() -> None:
    memory = FakeMemory()
    memory.lacks = MISSING
    answer = await _ask(Answering(memory, None, None), "was ist meine Blutgruppe?")
    assert answer.text.endswith(f"\nMeine Suche war nicht vollständig: {MISSING}.")


async def test_a_question_without_a_word_in_it_was_not_looked_for() -> None:
    memory = FakeMemory()
    memory.lacks = MISSING
    assert MISSING not in (await _ask(Answering(memory, None, None), "??")).text
