"""Who a question is about, of those who have spoken: their messages are the likely answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.finding.sparse import words_of
from memory.finding.stopwords import FUNCTION_WORDS, language_of

# The one named first is mostly who did or said it; the others are mostly who it was said to.
_NAMED_LATER: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """`words`: the question's words that are names, lower case; `weights`: float32, one a speaker, 0 if not named."""

    words: frozenset[str]
    weights: NDArray[np.float32]


def named(question: str, speakers: Sequence[str]) -> Named:
    """Match the words of a question with the names of `speakers`, whatever their case.

    Where two share a first name, a last name tells.
    """
    asked = words_of(question)
    function_words = FUNCTION_WORDS[language_of(asked)]
    can_name = {word for word in asked if _can_name(word, question, function_words)}
    parts = [can_name.intersection(words_of(name)) for name in speakers]
    meant = {row: own for row, own in enumerate(parts) if own and not any(own < other for other in parts)}
    first = {row: min(asked.index(word) for word in own) for row, own in meant.items()}
    weights = np.zeros(len(speakers), np.float32)
    for row, place in first.items():
        weights[row] = 1.0 if place == min(first.values()) else _NAMED_LATER
    return Named(words=frozenset().union(*meant.values()), weights=weights)


def _can_name(word: str, question: str, function_words: frozenset[str]) -> bool:
    """A "Will" is a person where the writer gave it a capital inside the sentence; any other word may be."""
    return len(word) > 1 and (word not in function_words or f" {word.capitalize()}" in question)


def without(question: str, left_out: frozenset[str]) -> str:
    """The question's words without marks and names: a static embedding hears a name louder than the matter."""
    kept = [word for word in words_of(question) if word not in left_out]
    return " ".join(kept) or question
