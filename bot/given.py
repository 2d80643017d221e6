"""Whether a question tells something by taking it for granted, as "why did Otto sell his bike for 90?" does."""

from __future__ import annotations

import re

from bot.languages import Language
from bot.phrases.function_words import FUNCTION_WORDS
from bot.phrases.given import GIVEN, Given

# "Why did Julia cancel?" says who and what; with more, somebody may want it back later.
FEWEST_WORDS_TOLD = 3

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def takes_for_granted(written: str) -> bool:
    """Whether somebody would miss what a question, as written, says on its way."""
    said = " ".join(_WORD.findall(written.lower().replace("’", "'")))
    return any(_grants(said, given, language) for language, given in GIVEN.items())


def _grants(said: str, given: Given, language: Language) -> bool:
    if given.reported.search(said) or given.negated.match(said):
        return True
    why = given.why.match(said)
    return bool(why) and _tells(said[why.end() if why else 0 :], given, language)


def _tells(about: str, given: Given, language: Language) -> bool:
    if any(map(str.isdigit, about)):
        return True
    little = FUNCTION_WORDS[language] - given.denies
    told = [word for word in about.split() if word not in little]
    return len(told) >= FEWEST_WORDS_TOLD and not given.ours.search(about)
