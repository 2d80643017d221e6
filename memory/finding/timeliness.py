"""Which hits are of the time that a question names: said then, or speaking of then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.records import Hit
from memory.finding.asked_when import TimeWindow, speaks_of


def in_their_time(
    hits: Sequence[Hit], of_matter: Sequence[float], asked: Sequence[TimeWindow], *, said_then: bool = False
) -> tuple[Hit, ...]:
    """The hits in their order; where some are of the times `asked`, each is told to be or not to be.

    `of_matter`: how much each covers of the words that say no time. "March" covers nothing of what happened then.
    With `said_then` only what was said in the first of the times is of it, and where nothing was, nothing is.
    """
    timely = [_was_said(hit, asked[:1]) if said_then else _is_of(hit, asked) for hit in hits]
    if not any(timely) and not said_then:
        return tuple(hits)
    return tuple(
        replace(hit, coverage=matter, on_time=True) if of_it else replace(hit, on_time=False)
        for hit, matter, of_it in zip(hits, of_matter, timely, strict=True)
    )


def _is_of(hit: Hit, asked: Sequence[TimeWindow]) -> bool:
    """Said then, or naming it: a "Tuesday" means what it meant on the day it was said, by the asker's clock."""
    if not asked:
        return False
    said_at = hit.record.said_at.astimezone(asked[0].start.tzinfo)
    return _was_said(hit, asked) or speaks_of(hit.record.text, said_at, asked)


def _was_said(hit: Hit, asked: Sequence[TimeWindow]) -> bool:
    return any(window.start <= hit.record.said_at < window.end for window in asked)
