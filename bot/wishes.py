"""What is to be forgotten, where plain words say so and nothing else; what is doubtful is a note. Pure."""

from __future__ import annotations

import re

from bot.phrases.forgetting import MORE_IS_SAID, ONESELF, WISHES, Wish
from bot.phrases.hinting import HINTING

LONGEST = 120
MOST_WORDS = 5
EVERYTHING = "everything"

_WORD = re.compile(r"[\w'#-]+")
# A comma, a colon or a line says that more is told than whom or what it is about.
_PLAIN = re.compile(r"[\w'’#&@./+ -]+")
# "The dog note", "la nota de Lucía": the rest is what it is about.
_NOTE = r"(?:notes?|messages?|notiz(?:en)?|nachricht(?:en)?|notas?|mensajes?)"
_A_NOTE = re.compile(
    rf"{_NOTE} (?:(?:about|on|of|with|über|zu[mr]?|vo[nm]|mit|sobre|del?|con|sur|de|du|avec) )?(?=\S)| {_NOTE}\Z",
    re.IGNORECASE,
)


def to_forget(text: str) -> str | None:
    """What would stand behind `/forget`: "" for the last note; None where it is no wish to forget.

    It may be one that asks ("can you forget that?").
    """
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    said = " ".join(text.replace("’", "'").split()).strip("¿?¡!. ")
    return next((wanted for wish in WISHES.values() if (wanted := _wanted(said, wish)) is not None), None)


def perhaps_to_forget(text: str) -> str | None:
    """What a note may want forgotten, though it may as well tell what is to be done: "forget the locker code"."""
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    said = " ".join(text.replace("’", "'").split()).strip("¿?¡!. ")
    for hinting in HINTING.values():
        found = hinting.forget.match(said.lower())
        what = _A_NOTE.sub("", said[found.end() :]) if found else ""
        words = _WORD.findall(what.lower())
        if 0 < len(words) <= MOST_WORDS and _PLAIN.fullmatch(what) and MORE_IS_SAID.isdisjoint(words):
            return what
    return None


def _wanted(said: str, wish: Wish) -> str | None:
    numbers = wish.numbers.fullmatch(said)
    if numbers:
        return " ".join(re.findall(r"#\d+", numbers["numbers"]))
    if wish.last.fullmatch(said):
        return ""
    if wish.every.fullmatch(said):
        return EVERYTHING
    about = wish.about.fullmatch(said)
    what = next(filter(None, about.groupdict().values()), "") if about else ""
    words = _WORD.findall(what.lower())
    if not words or len(words) > MOST_WORDS or not _PLAIN.fullmatch(what) or not MORE_IS_SAID.isdisjoint(words):
        return None
    return EVERYTHING if ONESELF.issuperset(words) else what
