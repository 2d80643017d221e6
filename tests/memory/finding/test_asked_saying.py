"""What a question for something said tells: whose words, of which time, and whether it names nothing else."""

from __future__ import annotations

import pytest

from memory.finding.asked_saying import asked_saying
from memory.finding.asked_who import named

SPEAKERS = ("Jo", "Tobias Kern", "Mira", "Lena")


def told(question: str) -> str:
    """`then`, `alone` and who, as far as they hold."""
    saying = asked_saying(question, named(question, SPEAKERS).words)
    if saying is None:
        return "no saying"
    parts = ("then" * saying.then, "alone" * saying.alone, "asker" * saying.by_asker, *sorted(saying.by))
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("what did Jo say?", "alone jo"),
        ("what did I say today?", "then alone asker"),
        ("what did Tobias say in March?", "then alone tobias"),
        ("what did I tell Tobias yesterday?", "then asker"),
        ("what did Tobias tell me yesterday?", "then alone tobias"),
        ("what did we talk about yesterday?", "then alone"),
        ("show me my notes from last week", "then alone"),
        ("what notes did I write last week?", "then alone asker"),
        ("was habe ich Tobias gestern gesagt?", "then asker"),
        ("was hat mir Mira letzte Woche erzählt?", "then alone mira"),
        ("was hat Tobias gestern über den Vertrag gesagt?", "then tobias"),
        ("¿qué dije ayer?", "then alone asker"),
        ("¿qué dijo Tobias en marzo?", "then alone tobias"),
        ("qu'est-ce que j'ai dit hier ?", "then alone asker"),
        ("qu'a dit Mira en mars ?", "then alone mira"),
        ("what did I say last Tuesday about the car?", "then asker"),
        ("what did Clara say yesterday?", "then"),
    ],
)
def test_whose_words_of_which_time_are_asked_for(question: str, meant: str) -> None:
    assert told(question) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("what did Lena say about Friday?", "alone lena"),
        ("when did Jo say he comes on Friday?", "jo"),
        ("what did I tell Mira about the boat on Friday?", "asker"),
        ("did Mira mention the party on Saturday?", "mira"),
        ("any notes for tomorrow?", "alone"),
        ("when did Jo write?", "jo"),
        ("what did Jo say she did not do?", "jo"),
        ("what was the first thing I told you?", "asker"),
        ("what is on Friday?", "no saying"),
    ],
)
def test_a_time_that_was_spoken_of_is_not_that_of_saying(question: str, meant: str) -> None:
    assert told(question) == meant
