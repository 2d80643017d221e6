"""Whether words only name a thing or a person, and say nothing of them: "the boat again", "Anna's birthday"."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.phrases.asking import Asking
from bot.spoken import ASKING

# What is longer has a verb that we do not know.
MOST_WORDS = 8
# "The spare key"; three words in a row may be a sentence ("the cat sleeps outside").
MOST_IN_A_ROW = 2

_FIGURE = re.compile(
    r"\d|\b(?:(?<=at )one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight"
    r"|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|mittags?"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|midi"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|mediodía)\b"
)
# What ties two nouns to one name.
_OF = frozenset("of for to von nach zu vom de du des del pour para".split())
_BETWEEN = re.compile(r".*(?:'s|s')|again|nochmal|encore|and|or|und|oder|et|ou|y|o|about|please")


def only_names(clause: str, spoken: Collection[Asking]) -> bool:
    """Whether a clause in lower case, without marks, says nothing that could be kept; `spoken`: what it may be in."""
    words = clause.split()
    led = [language for language in ASKING.values() if language.leads.match(clause)]
    languages = {*led, *spoken}
    if _FIGURE.search(clause) or len(words) > MOST_WORDS:
        return False
    if any(language.finite.search(clause) or language.tells.match(clause) for language in languages):
        return False
    return _is_one_name(words, languages, most=MOST_IN_A_ROW if led else 1)


def _is_one_name(words: list[str], languages: Collection[Asking], most: int) -> bool:
    """Whether no more than `most` words stand before an article or a place: one of them may be a verb."""
    row = 0
    for word in words:
        article = any(word in language.articles for language in languages)
        place = any(word in language.before for language in languages)
        if (row and article) or (row >= most and place and word not in _OF and not _BETWEEN.fullmatch(word)):
            return False
        row = 0 if article or place or _BETWEEN.fullmatch(word) else row + 1
        if row > MOST_IN_A_ROW:
            return False
    return True
