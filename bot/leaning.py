"""A question that may lean on the one before it, taken apart, and what it may lean on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.languages import Language
from bot.mentions import names
from bot.phrases.following import FOLLOWING, Following

LONGEST_ANSWER_LINE = 200
MOST_CONNECTORS = 3

_CITATION = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What was asked last, standing by itself, and the first line of what we answered."""

    question: str
    answer: str = ""


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
        return bare(self.topic.question)


def taken_apart(question: str, follow: Following) -> tuple[str, bool]:
    core, connected = bare(question), False
    for _ in range(MOST_CONNECTORS):
        first, _, rest = core.partition(" ")
        if first.lower().rstrip(",!.") not in follow.connectors or not rest:
            break
        core, connected = rest.strip(), True
    return core, connected


def antecedent(leaning: Leaning) -> str | None:
    """Whom the question before named; else whom alone our answer names."""
    asked = names(leaning.asked, leaning.language)
    if asked:
        return asked[0]
    answered = answered_names(leaning)
    return answered[0] if len(answered) == 1 else None


def answered_names(leaning: Leaning) -> tuple[str, ...]:
    known = set(names(leaning.asked, leaning.language))
    return tuple(name for name in names(leaning.topic.answer, leaning.language) if name not in known)


def first_line(answer: str) -> str:
    """What we said first; nothing where we only quoted, since a quotation's names are anybody's."""
    line = answer.strip().partition("\n")[0]
    return "" if line.startswith("[") or len(line) > LONGEST_ANSWER_LINE else _CITATION.sub("", line)


def replaced(text: str, old: str, new: str) -> str:
    if f"{old}'s" in text:
        new = new.removesuffix("'s")
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text, count=1)


def bare(question: str) -> str:
    return " ".join(question.replace("’", "'").split()).strip("¿?¡!.,… \u00a0")
