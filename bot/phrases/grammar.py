"""How people ask in one language, as far as the first words of a sentence show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Patterns for the beginning of a sentence in lower case, apostrophes straight, emoji and quotations gone.

    `asks`: it asks, even without a question mark. `tells`: it does not, even with one.
    `opens`: words before the sentence proper ("hi,", "by the way"). `closes`: a whole sentence that
    adds nothing to a question ("thanks", "I forgot"). None of them can run away: no nested repeats.
    """

    asks: Pattern[str]
    tells: Pattern[str]
    opens: Pattern[str]
    closes: Pattern[str]


def beginning(*alternatives: str) -> Pattern[str]:
    """A sentence that begins with one of these."""
    return re.compile(rf"(?:{'|'.join(alternatives)})")


def opening(*alternatives: str) -> Pattern[str]:
    """Words that stand before the sentence proper, with what parts them from it."""
    return re.compile(rf"(?:{'|'.join(alternatives)})(?:\s*[,!.:;–-]\s*|\s+)(?=\S)")


def whole(*alternatives: str) -> Pattern[str]:
    """A sentence that is one of these and nothing more."""
    return re.compile(rf"(?:{'|'.join(alternatives)})[\s.,!…]*\Z")
