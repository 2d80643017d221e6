"""Whose words something is, as it is shown: who said it and, where they did not tell us themselves, who did. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ids import PERSONS
from bot.languages import Language, words_for
from bot.quotes import quote
from bot.records import Record, Trust

LONGEST_NAME = 60
# What a person is called who has set no name. Anybody may call themselves so: it alone tells nothing.
OWNER_NAME = "you"

_YOU = frozenset({OWNER_NAME, *(words_for(language).you for language in Language)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrases:
    """What stands for a name that nobody told, and behind one: passed on by `{}`, or by the person who reads it."""

    somebody: str
    by: str
    by_you: str


_PHRASES = {
    Language.ENGLISH: _Phrases(somebody="somebody", by="forwarded by {}", by_you="forwarded by you"),
    Language.GERMAN: _Phrases(somebody="jemand", by="weitergeleitet von {}", by_you="von dir weitergeleitet"),
    Language.SPANISH: _Phrases(somebody="alguien", by="reenviado por {}", by_you="reenviado por ti"),
    Language.FRENCH: _Phrases(somebody="quelqu'un", by="transmis par {}", by_you="transmis par toi"),
}


def cited_name(record: Record, language: Language) -> str:
    """The name below an answer, short and on one line: `Anna`, `you`, `Anna (forwarded by you)`."""
    private = record.space.startswith(PERSONS)
    if record.said_by == OWNER_NAME and private and record.trust is Trust.OWN:
        name = words_for(language).you
    else:
        name = others_name(quote(record.said_by, "", LONGEST_NAME))
    # What is in somebody's private space nobody but they can have passed on.
    return byline(name, others_name(quote(record.passed_by, "", LONGEST_NAME)), language, by_you=private)


def others_name(name: str) -> str:
    """The name of whoever may be somebody else than its reader; `“you”` of one who calls themselves so."""
    return f"“{name}”" if name.strip(" .,:").casefold() in _YOU else name


def byline(said_by: str, passed_by: str, language: Language = Language.ENGLISH, *, by_you: bool = False) -> str:
    """`Anna`, `Anna (forwarded by Ben)` or, `by_you`, `Anna (forwarded by you)`; both names as they are to be shown."""
    phrases = _PHRASES[language]
    if not passed_by:
        return said_by
    return f"{said_by or phrases.somebody} ({phrases.by_you if by_you else phrases.by.format(passed_by)})"
