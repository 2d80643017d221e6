"""How things stand is told whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.overview import told_models
from bot.ports import Outcome, Revision
from bot.wiring import look_beside
from tests.builders import edited, message, scope
from tests.memory.household import household


def test_what_is_decided_to_be_forgotten_and_not_done_is_told_also_while_it_is_handled(tmp_path: Path) -> None:
    with household(tmp_path) as home:
        home.decide(home.tell("the code is 4711"))
    with look_beside(tmp_path, "it runs") as visit:
        assert ("still to forget", "1 message") in visit.overview.standing(visit.scope).lines


@pytest.mark.parametrize(
    ("models", "spent", "told"),
    [
        ("", True, "Answers quote the notes: no language model is set up to write them."),
        ("openai/gpt-4o-mini", False, "Answers are written by openai/gpt-4o-mini."),
        (
            "openai/gpt-4o-mini",
            True,
            "Answers are written by openai/gpt-4o-mini, but today's budget is spent: they quote the notes.",
        ),
    ],
)
def test_who_writes_the_answers_is_told_in_a_sentence(models: str, spent: bool, told: str) -> None:
    assert told_models(models, spent=spent) == told


def test_edits_of_what_is_to_be_forgotten_are_no_messages_of_their_own(tmp_path: Path) -> None:
    said = message("the code is 4711")
    with household(tmp_path) as home:
        keys = home.take_in([said])
        for number in range(2):
            (edit,) = home.journal.inbox.accept([edited(said, "the code is 4712", edit=str(number))], None)
            home.journal.inbox.finish(edit.seq, Outcome(space=None, revises=Revision(of=said.key)))
        home.decide(keys)
    with look_beside(tmp_path, "it runs") as visit:
        assert ("still to forget", "1 message") in visit.overview.standing(visit.scope).lines


def test_away_from_the_machine_how_things_stand_is_told_in_sentences_without_what_concerns_the_machine(
    tmp_path: Path,
) -> None:
    with household(tmp_path) as home:
        home.tell("the boat is blue")
        home.decide(home.tell("the code is 4711"))
    with look_beside(tmp_path, "it runs") as visit:
        assert visit.overview.standing(scope()).told == (
            "I keep 1 note of yours.",
            "Answers quote the notes: no language model is set up to write them.",
            "1 message is forgotten, found and shown no more, but not yet out of every file; I go on trying.",
        )
