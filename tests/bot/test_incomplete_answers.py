"""An answer that rests on an incomplete search says so, whoever gave it."""

from __future__ import annotations

import pytest

from bot.answering import Answer, Answering, Asked
from bot.errors import ModelUnavailable
from bot.incomplete import qualified, told_missing
from bot.languages import Language
from bot.records import Missing, Recalled, Scope
from tests.bot.said import MARCH, OWNER, note, person
from tests.builders import HOME
from tests.fakes.memory import WHY, FakeMemory
from tests.fakes.model import ScriptedModel

REST = "nothing of it is lost, and I go on trying"
MISSING = f"2 messages cannot be found yet ({WHY}); {REST}"
UNREAD = f"I looked for the words of the question alone, not for what it means ({WHY})"


async def _ask(answering: Answering, question: str) -> Answer:
    asked = Asked(text=question, asked_at=MARCH, person=OWNER, now=MARCH)
    return await answering.answer(asked, Scope.of(HOME), (), None)


def _miss(memory: FakeMemory, *texts: str) -> None:
    """Let some messages be missing."""
    memory.stumbles_over = "the "
    with pytest.raises(ModelUnavailable):
        memory.remember([note(text, text) for text in texts])
    memory.stumbles_over = ""


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
    _miss(memory, "the boat is blue", "the code is 4711")
    lacking = await _ask(answering, question)
    assert complete.text.endswith(told)
    assert lacking.text == f"{complete.text}\nMy search was not complete: {MISSING}."
    assert (lacking.by, lacking.sources, lacking.rests_on) == (complete.by, complete.sources, complete.rests_on)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "was ist meine Blutgruppe?",
            (
                "Meine Suche war nicht vollständig: 1 Nachricht ist noch nicht zu finden ({}); nichts davon ist "
                "verloren, und ich versuche es weiter."
            ),
        ),
        (
            "¿cuál es mi grupo sanguíneo?",
            (
                "Mi búsqueda no ha sido completa: 1 mensaje aún no se puede encontrar ({}); no se ha perdido nada y lo "
                "sigo intentando."
            ),
        ),
        (
            "quel est mon groupe sanguin ?",
            (
                "Ma recherche n'a pas été complète : 1 message est encore introuvable ({}) ; rien n'en est perdu, et "
                "je continue d'essayer."
            ),
        ),
    ],
)
async def test_what_the_search_lacked_is_said_in_the_language_of_the_question(question: str, told: str) -> None:
    memory = FakeMemory()
    _miss(memory, "the boat is blue")
    answer = await _ask(Answering(memory, None, None), question)
    assert answer.text.endswith(f"\n{told.format(WHY)}")


@pytest.mark.parametrize(
    ("language", "missing", "told"),
    [
        (Language.ENGLISH, Missing(messages=100, at_least=True), f"at least 100 messages cannot be found yet; {REST}"),
        (Language.ENGLISH, Missing(messages=1, why="away"), f"1 message cannot be found yet (away); {REST}"),
        (
            Language.GERMAN,
            Missing(messages=100, at_least=True),
            (
                "mindestens 100 Nachrichten sind noch nicht zu finden; "
                "nichts davon ist verloren, und ich versuche es weiter"
            ),
        ),
    ],
)
def test_how_many_messages_are_missing_is_told_with_what_is_known_of_why(
    language: Language, missing: Missing, told: str
) -> None:
    assert told_missing(missing, language) == told


def test_a_question_that_no_model_read_is_told_beside_the_messages_that_are_missing() -> None:
    recalled = Recalled(missing=Missing(messages=2, why=WHY), unread=WHY)
    assert qualified("Nothing.", recalled) == f"Nothing.\nMy search was not complete: {MISSING}; {UNREAD}."
    assert qualified("Nothing.", Recalled()) == "Nothing."


async def test_where_two_searches_were_made_it_is_told_what_the_first_lacked_too() -> None:
    memory = FakeMemory(stumbles_over="eels")
    memory.remember([note("boat", "the boat is blue")])
    asked = Asked(text="and when?", asked_at=MARCH, person=OWNER, now=MARCH)
    answer = await Answering(memory, None, None).answer(
        asked, Scope.of(HOME), (person("tell me about the eels"),), None
    )
    assert ["eels" in question.text for question in memory.questions] == [True, False]
    assert answer.text.endswith(f"My search was not complete: {UNREAD}.")


async def test_a_question_without_a_word_in_it_was_not_looked_for() -> None:
    memory = FakeMemory()
    _miss(memory, "the boat is blue")
    assert "complete" not in (await _ask(Answering(memory, None, None), "??")).text
