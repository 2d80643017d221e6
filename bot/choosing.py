"""What a short message may choose of a list that was shown: a number, a place in it, all, or nothing. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.phrases.choosing import (
    AGREED_EVERY,
    AGREED_THIS,
    AGREEING,
    BEFORE_A_NUMBER,
    BESIDE_AN_ORDINAL,
    DECLINING,
    EVERY,
    KEEPING,
    NOTHING,
    ORDINALS,
    POLITE,
    THIS,
    TWO,
    YES,
)

LONGEST = 60

_NUMBERS = re.compile(r"#?\d{1,18}(?:(?:\s*,\s*|\s+(?:and|und|y|et)\s+|\s+)#?\d{1,18})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of: numbers (`marked` if each bears a #), a place, all (if there are `only` so many), nothing.

    `says`: yes or no to what was asked, if either. Of all of these none: it chooses nothing for certain.
    """

    numbers: frozenset[int] = field(default_factory=frozenset)
    marked: bool = False
    place: int | None = None
    every: bool = False
    only: int | None = None
    says: bool | None = None

    @property
    def nothing(self) -> bool:
        """Whether it chooses that none goes."""
        return self.says is False

    @property
    def agreed(self) -> bool:
        """Whether it says yes to what was asked."""
        return self.says is True

    def among(self, shown: Sequence[int]) -> frozenset[int]:
        """The chosen ones of the numbers shown, in their order; none where it chooses anything else."""
        if self.every:
            return frozenset(shown) if self.only in (None, len(shown)) else frozenset()
        if self.place is not None:
            return frozenset(shown[self.place :][:1])
        return self.numbers if self.numbers <= frozenset(shown) else frozenset()


def choice(text: str) -> Choice | None:
    """What a message chooses if it answers a list; None where it would choose nothing of any."""
    if len(text) > LONGEST:
        return None
    plain = _bared(" ".join(text.lower().replace("’", "'").split()))
    declined, agreed = DECLINING.match(plain), AGREEING.match(plain)
    before = declined or agreed
    said = _bared(plain[before.end() :]) if before else plain
    bare = said.replace(",", "")
    if (bare in NOTHING and not agreed) or KEEPING.fullmatch(bare):
        return Choice(says=False)
    return None if declined else _chosen(said, bare, agreed=agreed is not None)


def _bared(said: str) -> str:
    """It without courtesies and marks around it."""
    plain = said.strip(" .!,")
    polite = POLITE.fullmatch(plain)
    return polite["said"] if polite else plain


def _chosen(said: str, bare: str, *, agreed: bool) -> Choice | None:
    if agreed and (bare in AGREED_EVERY or bare in AGREED_THIS):
        return Choice(every=True, only=1 if bare in AGREED_THIS else None, says=True)
    if bare in EVERY or bare in THIS:
        only = 1 if bare in THIS else 2 if bare in TWO else None
        return Choice(every=True, only=only, says=agreed or bare in YES or None)
    before = BEFORE_A_NUMBER.match(said)
    return _numbers(said[before.end() :] if before else said) or _place(bare)


def _numbers(said: str) -> Choice | None:
    if not _NUMBERS.fullmatch(said):
        return None
    numbers = re.findall(r"#?\d+", said)
    return Choice(
        numbers=frozenset(int(number.removeprefix("#")) for number in numbers),
        marked=all(number.startswith("#") for number in numbers),
    )


def _place(said: str) -> Choice | None:
    words = [word for word in said.split() if word not in BESIDE_AN_ORDINAL]
    return Choice(place=ORDINALS[words[0]]) if len(words) == 1 and words[0] in ORDINALS else None
