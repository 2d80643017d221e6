"""What to add to "kept" where a note sounds like something to be done. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.languages import Language, language_of, words_for
from bot.naming import command
from bot.phrases.hinting import HINTING, NOT_TO_FORGET, ONE_WORD, Hinting

LONGEST = 120
MOST_TO_FORGET = 6
# "Search lease" is meant for us; what is longer mostly says what is wanted of the world.
MOST_TO_SEARCH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One short sentence, and the language that the note was understood in."""

    language: Language
    text: str


def hint(text: str) -> Hint | None:
    """How to do what the note seems to wish for; None for nearly every note."""
    note = " ".join(text.replace("’", "'").split())
    if "\n" in text.strip() or len(note) > LONGEST:
        return None
    name = note.lower().strip("/!. ")
    if name in ONE_WORD:
        words = words_for(language_of(note))
        phrase = words.hint_undo if name == "undo" else words.hint_command
        return Hint(language=words.language, text=phrase.format(command(name)))
    for language, hinting in HINTING.items():
        said = _said(note, hinting, language)
        if said:
            return Hint(language=language, text=said)
    valueless = next((language for language, hinting in HINTING.items() if hinting.valueless.match(note.lower())), None)
    return Hint(language=valueless, text=words_for(valueless).hint_ask) if valueless else None


def _said(note: str, hinting: Hinting, language: Language) -> str | None:
    words, lower = words_for(language), note.lower()
    if hinting.remind.match(lower):
        return words.hint_remind
    for pattern, phrase, name, most in (
        (hinting.forget, words.hint_forget, "forget", MOST_TO_FORGET),
        (hinting.search, words.hint_search, "search", MOST_TO_SEARCH),
    ):
        found = pattern.match(lower)
        meant = note[found.end() :].strip(" .!?").split() if found else []
        contrary = name == "forget" and not NOT_TO_FORGET.isdisjoint(word.lower().strip(",;:") for word in meant)
        if 0 < len(meant) <= most and not contrary:
            return phrase.format(command(name, " ".join(meant)))
    return words.hint_ask if hinting.going_on.match(lower) else None
