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
    """`words`: those of the question that are names, lower case; `weights`: float32, one a speaker, 0: not named."""

    words: frozenset[str]
    weights: NDArray[np.float32]


def named(question: str, speakers: Sequence[str]) -> Named:
    """Match the words of a question with the names of `speakers`, whatever their case."""
    asked = words_of(question)
    function_words = FUNCTION_WORDS[language_of(asked)]
    place = {
        word: number for number, word in reversed(list(enumerate(asked))) if _can_name(word, question, function_words)
    }
    parts = [[word for word in words_of(name) if word in place] for name in speakers]
    most = {word: max(len(own) for own in parts if word in own) for own in parts for word in own}
    meant = {
        row: min(place[word] for word in own)
        for row, own in enumerate(parts)
        if own and len(own) == max(most[word] for word in own)
    }
    weights = np.zeros(len(speakers), np.float32)
    for row, at in meant.items():
        weights[row] = 1.0 if at == min(meant.values()) else _NAMED_LATER
    return Named(words=frozenset(word for row in meant for word in parts[row]), weights=weights)


def _can_name(word: str, question: str, function_words: frozenset[str]) -> bool:
    """A "Will" or a "May" is a person where the writer gave it a capital; any other word may be."""
    return len(word) > 1 and (word not in function_words or f" {word.capitalize()}" in question)


def without(question: str, left_out: frozenset[str]) -> str:
    """The question's words without marks and names: a static embedding hears a name louder than the matter."""
    kept = [word for word in words_of(question) if word not in left_out]
    return " ".join(kept) or question
