"""A question that may lean on the one before it, taken apart, and what it may lean on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.following.answered import Answered
from bot.following.mentions import asks_who, capitalised, names, thing
from bot.languages import Language
from bot.phrases.follow import Following
from bot.phrases.following import FOLLOWING

MOST_CONNECTORS = 3

_FORMER = re.compile(
    r",? (?:again|please|nochmal|noch ?mal|bitte|otra vez|por favor|déjà|encore|stp|svp|s'il te plaît)\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What was asked last, standing by itself, and what we answered."""

    question: str
    answered: Answered = field(default_factory=Answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A question taken apart: `core` is it without its connector and its marks."""

    core: str
    connected: bool
    topic: Topic
    language: Language

    @property
    def follow(self) -> Following:
        return FOLLOWING[self.language]

    @property
    def asked(self) -> str:
        return _FORMER.sub("", bare(self.topic.question))


def taken_apart(question: str, follow: Following) -> tuple[str, bool]:
    core, connected = bare(question), False
    for _ in range(MOST_CONNECTORS):
        first, _, rest = core.partition(" ")
        if first.lower().rstrip(",!.") not in follow.connectors or not rest:
            break
        core, connected = rest.strip(), True
    return core, connected


def antecedent(leaning: Leaning, *, several: bool = False) -> str | None:
    """Whom the question before named; else whom alone our answer names. `several`: all of them."""
    asked = names(leaning.asked, leaning.language)
    if asked:
        return f" {leaning.follow.joins} ".join(asked) if several else asked[0]
    told = answered_names(leaning)
    return told[0] if len(told) == 1 else _who_it_was(leaning)


def answered_names(leaning: Leaning) -> tuple[str, ...]:
    known = set(names(leaning.asked, leaning.language))
    return tuple(name for name in capitalised(leaning.topic.answered.told, leaning.language) if name not in known)


def _who_it_was(leaning: Leaning) -> str | None:
    """Whom the best passage names that was quoted in answer to "who …?": whom it begins with, or names alone."""
    quoted = leaning.topic.answered.quoted
    if not quoted or not asks_who(leaning.asked):
        return None
    named = capitalised(quoted[0], leaning.language)
    return named[0] if len(named) == 1 or (named and re.match(rf"{re.escape(named[0])}\b(?!')", quoted[0])) else None


def whose(leaning: Leaning) -> str | None:
    """Whom the question before spoke of without a name: "my brother" of "my brother's birthday"."""
    meant = what(leaning)
    return meant.partition("'s ")[0] if meant else None


def what(leaning: Leaning) -> str | None:
    """What the question before was about."""
    told = answered_names(leaning)
    return told[0] if len(told) == 1 else thing(leaning.asked, leaning.language) or antecedent(leaning)


def replaced(text: str, old: str, new: str) -> str:
    if f"{old}'s" in text:
        new = new.removesuffix("'s")
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text, count=1)


def bare(question: str) -> str:
    return " ".join(question.replace("’", "'").split()).strip("¿?¡!.,… \u00a0")
