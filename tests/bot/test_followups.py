"""Follow-ups stand by themselves."""

from __future__ import annotations

import pytest

from bot.followups import standalone
from bot.ports import Turn
from tests.bot.said import FollowUp, follow_ups, person, satchel

CASES = list(follow_ups())


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


def test_a_quoting_answer_lends_no_names() -> None:
    turns = [person("who bought the drill?"), satchel("[1] Anna, today, 10:00: “Martha bought it”")]
    assert standalone("where does she live?", turns) == "where does she live?"


def test_two_names_in_an_answer_are_not_guessed_among() -> None:
    turns = [person("who is coming?"), satchel("Carla and also Martha are coming [1].")]
    assert standalone("when does she arrive?", turns) == "when does she arrive?"


@pytest.mark.parametrize(
    "text", ["?", "and " * 30_000, "\ud800", "and \x00?", "und " + "x" * 100, "¿" * 50, "and (.*)+?"]
)
def test_odd_questions_do_no_harm(text: str) -> None:
    assert isinstance(standalone(text, [person("when does Bob arrive?"), satchel("(.*)+\\1 [1]")]), str)
