"""The part of a text to show for a question, cut so that it still reads."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bot.graphemes import JOINER, whole
from bot.languages import Language
from bot.phrases.function_words import FUNCTION_WORDS

LONGEST_QUOTE = 240
# Texts are looked at this far: what is longer than a chunk of memory is no single passage.
LOOKED_AT = 20_000
ELLIPSIS = "…"
_BEFORE_THE_WORDS = 60
# Words that begin alike are taken as forms of one word ("lease", "leases").
_STEM = 5
# How far a cut moves to fall between words.
_REACH = 24
# A base letter with more marks than any script uses is not one character to a reader.
_MOST_MARKS = 8

_WORD = re.compile(r"\w+")


def quote(text: str, question: str, longest: int = LONGEST_QUOTE) -> str:
    """At most `longest` characters of `text`, on one line, around the words of the question."""
    flat = _sober(" ".join(text[:LOOKED_AT].split()))
    if len(flat) <= longest:
        return flat
    start = _start(flat, question, longest)
    start = _between_words(flat, start) if start else 0
    lead = ELLIPSIS if start else ""
    if len(flat) - start + len(lead) <= longest:
        return lead + flat[start:].strip()
    end = _end(flat, start + longest - len(lead) - len(ELLIPSIS), start)
    return f"{lead}{flat[start:end].strip()}{ELLIPSIS}"


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, compatible forms made equal."""
    return _WORD.findall(unicodedata.normalize("NFKC", text[:LOOKED_AT]).lower())


def telling_words(text: str) -> frozenset[str]:
    """The words of a question that say what it is about, cut to their beginnings."""
    return frozenset(word[:_STEM] for word in words_of(text) if word not in _little_words())


@cache
def _little_words() -> frozenset[str]:
    return frozenset().union(*(FUNCTION_WORDS[language] for language in Language))


def _start(flat: str, question: str, longest: int) -> int:
    """Where the stretch begins that holds the most of the question's words."""
    wanted = telling_words(question)
    places = [(found.start(), found.group()[:_STEM].lower()) for found in _WORD.finditer(flat)]
    places = [(at, word) for at, word in places if word in wanted][:500]
    best, most = 0, 0
    first = 0
    for last in range(len(places)):
        while places[last][0] - places[first][0] > longest - 2 * _BEFORE_THE_WORDS:
            first += 1
        held = len({word for _, word in places[first : last + 1]})
        if held > most:
            best, most = places[first][0], held
    return max(0, min(best - _BEFORE_THE_WORDS, len(flat) - longest + 1))


def _between_words(flat: str, at: int) -> int:
    """The first beginning of a word at or shortly after `at`; a whole character in any case."""
    space = flat.find(" ", max(0, at - 1), at + _REACH)
    return space + 1 if space >= 0 else whole(flat, at)


def _end(flat: str, at: int, start: int) -> int:
    space = flat.rfind(" ", max(start + 1, at - _REACH), at + 1)
    return space if space > start else max(whole(flat, at), start + 1)


def _sober(text: str) -> str:
    """The text without characters that show as nothing or turn the line round, and without towers of marks."""
    kept: list[str] = []
    marks = 0
    for character in text:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS and (kind not in {"Cc", "Cs", "Cf"} or character in {JOINER, "\u200c"}):
            kept.append(character)
    return "".join(kept)
