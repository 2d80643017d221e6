"""A question as a string of tags: what each of its words says of time."""

import re
import unicodedata
from typing import Final

from memory.finding.calendar_words import (
    BEFORE_DATE,
    BEFORE_MONTH,
    ELSEWHERE,
    FILLERS,
    ONLY_AFTER,
    PHRASES,
    VERBS,
    WORDS,
    Tag,
)
from memory.finding.ordinals import with_ordinals
from memory.finding.sparse import words_of
from memory.finding.stopwords import language_of

_PIECE: Final = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d\d?\.\d\d?\.\d{4}|\d\d?\.\d\d?\.(?!\d)|\d+|(?<=\d)\.?\s?[-\u2013](?=\s?\d)|[^\W\d_]+"
)
_NUMBER_ENDING: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|e|eme|ere)\b")
# "1e9", "2.5": no count of days.
_NO_COUNT: Final = re.compile(r"\b\d+[^\W\d_]+\d\w*|(?<![.\d])\d+[.,]\d+(?![.\d])")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_PHRASE: Final = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, PHRASES), key=len, reverse=True))})\b")
_YEARS: Final = range(1900, 2200)
_MONTHS: Final = range(1, 13)
_MAY: Final = re.compile(r"v(?=[NY])")
_MONTH_AND: Final = re.compile(r"[MY]cv")
# "Montagmorgen", "Freitagabend".
_PART_OF_DAY: Final = re.compile(r"(?<=tag|och)(?:s?abend|morgen|fruh|(?:vor|nach)?mittag|nacht)\b")
_WEEKDAYS: Final = tuple(word for word, (kind, _) in WORDS.items() if kind == "W")
_DAY_AND_PART: Final = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)}) (?:morning|noon|afternoon|evening|night|(?:vor|nach)?mittag|abend|nacht|morgen|fruh"
    r"|matin|midi|apres-midi|soir)\b"
)
# "Some Thursday", "which Thursday": any of them, so the word itself is looked for.
_ANY_WEEKDAY: Final = re.compile(
    r"\b(?:a|an|some|any|which|what|that|one|every|each|an einem|einem|eines|irgendeinem|welche[mnrs]?|jeden|un|una"
    rf"|algun|cada|que|quel|aquel|ese|chaque|ce) (?:{'|'.join(_WEEKDAYS)})s?\b"
    r"(?! (?:ago|before|vor|passe|pasado|dernier))"
)
OTHER: Final = ("-", 0)


def tags_of(question: str) -> list[Tag]:
    """One tag a word; `-` for what says nothing of time, none for what stands between two words of time."""
    text = _PART_OF_DAY.sub("", folded(question).replace("\u2019", "'"))
    text = _DAY_AND_PART.sub(r"\1", text)
    text = _PHRASE.sub(lambda found: PHRASES[found[0]], _ANY_WEEKDAY.sub("", text))
    text = _NO_COUNT.sub("x", _THOUSANDS.sub("", text))
    pieces = _PIECE.findall(_NUMBER_ENDING.sub("", text))
    elsewhere = _elsewhere(question, pieces)
    tags: list[Tag] = []
    for before, piece in zip(["", *pieces], pieces, strict=False):
        tags += [OTHER] if piece in elsewhere else _tag(before, piece)
    return with_ordinals(_without_verbs(tags))


def folded(text: str) -> str:
    """Lower case without accents, as the words of time are written."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _elsewhere(question: str, pieces: list[str]) -> frozenset[str]:
    """The pieces that mean something else in the language of all other words."""
    doubtful = [piece for piece in pieces if piece in ELSEWHERE]
    if not doubtful:
        return frozenset()
    language = language_of([word for word in words_of(question) if word not in ELSEWHERE])
    return frozenset(piece for piece in doubtful if ELSEWHERE[piece] == language)


def _tag(before: str, piece: str) -> list[Tag]:
    if piece[0].isdigit():
        return _digits(before, piece)
    if not piece[-1].isalpha():
        return [("c", 0)]
    if piece in FILLERS:
        return []
    if piece in ONLY_AFTER and not (before in ONLY_AFTER[piece] or before.isdigit()):
        return [OTHER]
    if piece in VERBS and not (before in BEFORE_MONTH or before.isdigit()):
        return [("v", WORDS[piece][1])]
    return [WORDS.get(piece, OTHER)]


def _without_verbs(tags: list[Tag]) -> list[Tag]:
    """A "may" before a number is a month ("May 7", "May 2023"), and one joined to a month; else it is none."""
    kinds = "".join(kind for kind, _ in tags)
    months = {found.end() - 1 for found in _MONTH_AND.finditer(kinds)} | {
        found.start() for found in _MAY.finditer(kinds)
    }
    return [("M" if place in months else "-", tag[1]) if tag[0] == "v" else tag for place, tag in enumerate(tags)]


def _digits(before: str, piece: str) -> list[Tag]:
    if piece.endswith("."):
        day, month = (int(part) for part in piece[:-1].split("."))
        return [("N", day), ("M", month)] if before in BEFORE_DATE and month in _MONTHS else [OTHER]
    if not piece.isdigit():
        parts = [int(part) for part in re.split(r"[-.]", piece)]
        year, month, day = parts if "-" in piece else reversed(parts)
        return [("N", day), ("M", month), ("Y", year)]
    number = int(piece[:9])
    return [("Y", number)] if number in _YEARS else [("N", number)]
