"""Which languages a text may be in, as far as its little words tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.languages import language_of
from bot.phrases.asking import Asking
from bot.phrases.asking_english import ENGLISH_ASKING
from bot.phrases.asking_french import FRENCH_ASKING
from bot.phrases.asking_german import GERMAN_ASKING
from bot.phrases.asking_spanish import SPANISH_ASKING
from bot.phrases.function_words import FUNCTION_WORDS
from bot.phrases.words import Language

ASKING: Mapping[Language, Asking] = {
    Language.ENGLISH: ENGLISH_ASKING,
    Language.GERMAN: GERMAN_ASKING,
    Language.SPANISH: SPANISH_ASKING,
    Language.FRENCH: FRENCH_ASKING,
}
_WORD = re.compile(r"[^\W\d_]+")


def spoken(text: str) -> tuple[Asking, ...]:
    """How the language asks that the text is in; of all where no little word tells."""
    language = language_of(text)
    told = not FUNCTION_WORDS[language].isdisjoint(_WORD.findall(text.lower()))
    return (ASKING[language],) if told else tuple(ASKING.values())
