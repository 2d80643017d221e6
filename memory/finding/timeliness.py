"""Which hits are of the time that a question names: said then, or speaking of then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.records import Hit, Question
from memory.finding.asked_when import TimeWindow, speaks_of, times_told

HALF = 0.5
"""What is of the time asked for covers so much of a question by that alone, and more with a word of the rest."""


def in_their_time(hits: Sequence[Hit], of_matter: Sequence[float], question: Question) -> tuple[Hit, ...]:
    """The hits in their order; where some are of the time that the question names, the others are `off_time`.

    `of_matter`: how much each covers of the words that say no time. "March" covers nothing of what happened then.
    """
    asked = times_told(question.text, question.asked_at)
    timely = [_is_of(hit, question, asked) for hit in hits]
    if not any(timely):
        return tuple(hits)
    return tuple(
        replace(hit, coverage=max(matter, HALF + matter / 4)) if of_it else replace(hit, off_time=True)
        for hit, matter, of_it in zip(hits, of_matter, timely, strict=True)
    )


def _is_of(hit: Hit, question: Question, asked: tuple[TimeWindow, ...]) -> bool:
    """Said then, or naming it: a "Tuesday" means what it meant on the day it was said, by the asker's clock."""
    said_at = hit.record.said_at.astimezone(question.asked_at.tzinfo)
    then = any(window.start <= said_at < window.end for window in asked)
    return then or (bool(asked) and speaks_of(hit.record.text, said_at, asked))
