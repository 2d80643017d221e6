"""What shows that a sentence of one language asks for certain, and tells nothing that somebody may want to have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asking:
    """Patterns for the beginning of a clause in lower case, apostrophes straight, greetings and marks gone.

    `questions` ask by their first words; `named`, with a name as it is written behind a verb ("has Rosa paid").
    `polar` ask, too, with a question mark. `frames` stand before what is asked
    about ("do you know"). `links` begin an indirect question, or what only completes one ("when it rains").
    `tells`: it tells, or gives us something to do. `leads`: the first word of what is only named ("the boat again?").
    `finite`, anywhere: a verb that says something of somebody. `answered`, anywhere: it names its own answer;
    `answered_if_unmarked`: as far as no question mark denies it. `before` are the words that a figure or a place
    belongs to ("in 2019", "flat 3"), `articles` those before a noun.
    """

    questions: Pattern[str]
    named: Pattern[str]
    polar: Pattern[str]
    frames: Pattern[str]
    links: Pattern[str]
    tells: Pattern[str]
    leads: Pattern[str]
    finite: Pattern[str]
    answered: Pattern[str]
    answered_if_unmarked: Pattern[str]
    before: frozenset[str]
    articles: frozenset[str]


def anywhere(*alternatives: str) -> Pattern[str]:
    """One of these as whole words, wherever they stand."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(alternatives)})(?!\w)")


NOTHING = re.compile(r"(?!)")
"""A pattern that matches no text."""
