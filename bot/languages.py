"""Which language a text is in, and our own words in it."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import datetime, timedelta

from bot.phrases.function_words import FUNCTION_WORDS
from bot.phrases.words import ENGLISH_WORDS, FRENCH_WORDS, GERMAN_WORDS, SPANISH_WORDS, Language, Words

__all__ = ["Language", "Words", "language_of", "moment", "near_moment", "words_for"]

# The language of a text shows in its beginning.
LOOKED_AT = 2000

# What one person's notes are called, and a group's.
_NOTES = {
    Language.ENGLISH: ("your notes", "this group's notes"),
    Language.GERMAN: ("deinen Notizen", "den Notizen dieser Gruppe"),
    Language.SPANISH: ("tus notas", "las notas de este grupo"),
    Language.FRENCH: ("tes notes", "les notes de ce groupe"),
}


def _in_group(words: Words) -> Words:
    ours = {each.name: getattr(words, each.name) for each in fields(words) if each.type == "str"}
    return replace(words, **{name: phrase.replace(*_NOTES[words.language]) for name, phrase in ours.items()})


_ALL = {words.language: words for words in (ENGLISH_WORDS, GERMAN_WORDS, SPANISH_WORDS, FRENCH_WORDS)}
_IN_GROUPS = {language: _in_group(words) for language, words in _ALL.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = {
    Language.GERMAN: re.compile(r"[äöüß]"),
    Language.SPANISH: re.compile(r"[¿¡ñáíóú]"),
    Language.FRENCH: re.compile(r"[àâçèêëîïôûùœ]|\b[dlcjmnts]'|\w\s[?!:;]"),
}


def words_for(language: Language, *, group: bool = False) -> Words:
    """Our words in one language; of a group's notes, where those are what was looked at."""
    return (_IN_GROUPS if group else _ALL)[language]


def language_of(text: str) -> Language:
    """The language with the most of its little words in the text; English where nothing tells."""
    beginning = text[:LOOKED_AT].lower().replace("’", "'")
    return max(Language, key=lambda language: _signs(beginning, language))


def _signs(beginning: str, language: Language) -> float:
    words = _WORD.findall(beginning)
    known = sum(1.0 for word in words if word in FUNCTION_WORDS[language])
    letters = _LETTERS.get(language)
    return known + (0.6 if letters and letters.search(beginning) else 0.0)


def moment(at: datetime, language: Language) -> str:
    """`Thu 12 Mar 2026, 18:20`, in the zone that `at` carries."""
    words = words_for(language)
    return words.moment.format(
        weekday=words.weekdays[at.weekday()],
        day=at.day,
        month=words.months[at.month - 1],
        year=at.year,
        hour=at.hour,
        minute=at.minute,
    )


def near_moment(at: datetime, now: datetime, language: Language) -> str:
    """The same as the person who asks at `now` would say it: in their zone, and "today, 18:20" where that is so."""
    local = at.astimezone(now.tzinfo)
    words = words_for(language)
    names = {now.date(): words.today, now.date() - timedelta(days=1): words.yesterday}
    name = names.get(local.date())
    return words.near.format(day=name, hour=local.hour, minute=local.minute) if name else moment(local, language)
