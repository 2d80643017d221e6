"""Follow-ups stand by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.following.followups import followed
from bot.languages import Language, words_for
from bot.ports import Turn
from tests.bot.said import FollowUp, follow_ups, person, satchel

CASES = list(follow_ups())


def standalone(question: str, turns: Sequence[Turn]) -> str:
    return followed(question, turns).question


def _turn(text: str) -> Turn:
    return satchel(text[1:]) if text.startswith("=") else person(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question} <- {'; '.join(case.turns)}")
def test_a_follow_up_is_understood_from_the_turns_before_it(case: FollowUp) -> None:
    assert standalone(case.question, [_turn(text) for text in case.turns]) == case.want


def test_the_table_holds_enough_of_both_kinds() -> None:
    unchanged = sum(case.question == case.want for case in CASES)
    assert len(CASES) >= 60
    assert unchanged >= 15


def test_without_turns_every_question_is_unchanged() -> None:
    assert all(standalone(case.question, []) == case.question for case in CASES)


def test_an_answer_that_begins_with_a_quotation_lends_no_names() -> None:
    turns = [person("who bought the drill?"), satchel("[1] Anna, today, 10:00: “Martha bought it”")]
    assert standalone("where does she live?", turns) == "where does she live?"


def test_two_names_in_an_answer_are_not_guessed_among() -> None:
    turns = [person("who is coming?"), satchel("Carla and also Martha are coming [1].")]
    assert standalone("when does she arrive?", turns) == "when does she arrive?"


def test_our_own_words_are_no_names() -> None:
    replies = [words.no_model for words in map(words_for, Language)]
    for reply in [*replies, "I found nothing about that in your notes."]:
        turns = [person("who bought the drill?"), satchel(reply)]
        assert standalone("where does she live?", turns) == "where does she live?"


def test_small_talk_and_notes_leave_the_topic_as_it_is() -> None:
    between = [person("thanks"), satchel("You're welcome."), person("Paul called"), satchel("Kept.")]
    turns = [person("who bought the drill?"), satchel("Martha bought it [1]."), *between]
    assert standalone("where does she live?", turns) == "where does Martha live?"


@pytest.mark.parametrize(
    ("asked", "question", "about"),
    [
        ("When is Carla's birthday?", "and Ben?", {"ben"}),
        ("when is the dentist?", "what about the hairdresser?", {"hairdresser"}),
        ("wann endet der Mietvertrag?", "und die Versicherung?", {"versicherung"}),
        ("what is on today?", "and tomorrow?", set()),
        ("When is Carla's birthday?", "and where?", set()),
        ("When is Carla's birthday?", "when is the dentist?", set()),
    ],
)
def test_what_a_follow_up_puts_in_the_place_of_something_is_told(asked: str, question: str, about: set[str]) -> None:
    assert followed(question, [person(asked)]).about == about


@pytest.mark.parametrize(
    "text", ["?", "and " * 30_000, "\ud800", "and \x00?", "und " + "x" * 100, "¿" * 50, "and (.*)+?"]
)
def test_odd_questions_do_no_harm(text: str) -> None:
    assert isinstance(standalone(text, [person("when does Bob arrive?"), satchel("(.*)+\\1 [1]")]), str)
