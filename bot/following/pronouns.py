"""A pronoun gives way to whom or what it stands for; so does a subject that is not said at all."""

from __future__ import annotations

import re

from bot.following.going_on import owned
from bot.following.leaning import Leaning, antecedent, what, whose
from bot.following.mentions import asks_who, is_little, names, words
from bot.languages import Language

_IMPERSONAL = re.compile(
    r"\b(?:(?:time|day|date) is it\b|(?:is|was|will|does) it (?:be )?(?:raining|rain|snow\w*|cold|warm|hot|late"
    r"|early|possible|true"
    r"|ok|okay|worth|safe|legal|matter|going)|it(?:'s| is| was) \w+ (?:that|to)|is there|are there|was there"
    r"|how is it going"
    r"|(?:spät|weit|kalt|warm|heiß) ist es|(?:gibt|regnet|schneit|geht|stimmt) es|es (?:gibt|regnet))\b",
    re.IGNORECASE,
)
# "Quand arrive-t-elle ?"
_INVERTED = re.compile(r"-(?:t-)?(?=(?:il|elle|ils|elles)\b)")
_THERE = frozenset({"there", "dort", "allí", "ahí", "là-bas"})


def pronoun(leaning: Leaning) -> str | None:
    """ "When does she arrive?": whom or what the question before spoke of."""
    said = [word.lower() for word in words(leaning.core)]
    own = names(leaning.core, leaning.language) if any(c.isupper() for c in leaning.core[1:]) else ()
    if leaning.language is not Language.GERMAN and own:
        return None
    if any(word in leaning.follow.persons | leaning.follow.owners for word in said):
        name = antecedent(leaning, several=any(word in leaning.follow.plural for word in said))
        # Who asked "who bought the drill?" does not mean the drill by "she".
        name = name or (None if asks_who(leaning.asked) else whose(leaning))
        return _with_name(leaning.core, leaning, name) if name else None
    if any(word in leaning.follow.things for word in said) and not _IMPERSONAL.search(leaning.core):
        return _with_thing(leaning)
    return None


def inverted(leaning: Leaning) -> str | None:
    """ "Quand arrive-t-elle ?": of persons alone, since what a thing does is asked otherwise."""
    if leaning.language is not Language.FRENCH or not _INVERTED.search(leaning.core):
        return None
    name = antecedent(leaning)
    return _with_name(_INVERTED.sub(" ", leaning.core), leaning, name) if name else None


def clitic(leaning: Leaning) -> str | None:
    """ "¿Dónde lo compré?", "où l'ai-je acheté ?": what it stands for is put beside it."""
    if not leaning.follow.clitics or not re.search(leaning.follow.clitics, leaning.core, re.IGNORECASE):
        return None
    meant = what(leaning)
    return f"{leaning.core} {meant}" if meant and not names(leaning.core, leaning.language) else None


def subjectless(leaning: Leaning) -> str | None:
    """ "Y cuándo llega?", "and who paid?": nothing in it says of whom or what."""
    said = words(leaning.core)
    content = [word for word in said if not is_little(word, leaning.language)]
    if len(content) > 1 or names(leaning.core, leaning.language):
        return None
    if not leaning.connected and not (_drops_subjects(leaning) and not content):
        return None
    meant = antecedent(leaning) or what(leaning)
    return f"{leaning.core} {meant}" if meant else None


def _drops_subjects(leaning: Leaning) -> bool:
    """ "¿Dónde es?" is a whole question in Spanish."""
    said = [word.lower() for word in words(leaning.core)]
    asks = bool(said) and (said[0] in leaning.follow.leads or said[0] in leaning.follow.prepositions)
    return leaning.language is Language.SPANISH and asks and said[-1] in leaning.follow.verbs


def _with_name(core: str, leaning: Leaning, name: str) -> str:
    said = core.split()
    for index, word in enumerate(said):
        lower = word.lower()
        following = said[index + 1] if index + 1 < len(said) else ""
        owns = lower in leaning.follow.owners and following and not is_little(following, leaning.language)
        if owns and not following[0].isdigit():
            return " ".join([*said[:index], owned(said[index + 1 : index + 2], name, leaning), *said[index + 2 :]])
        if lower in leaning.follow.persons:
            return " ".join([*said[:index], name, *said[index + 1 :]])
    return core


def _with_thing(leaning: Leaning) -> str | None:
    meant = what(leaning)
    if meant is None:
        return None
    said = leaning.core.split()
    if said[-1].lower() in _THERE:
        return " ".join([*said[:-1], meant])
    return " ".join(meant if word.lower() in leaning.follow.things else word for word in said)
