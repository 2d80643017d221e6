"""A text and how its stretches look, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf


class Style(StrEnum):
    """How a stretch of text looks."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"
    """Some words of a line."""
    PRE = "pre"
    """Whole lines, kept as they are."""
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text, never empty, counted in Python's characters; `end` is the first behind it.

    `argument`: a link's address, or the language of lines of code where it is told.
    """

    start: int
    end: int
    style: Style
    argument: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span from {self.start} to {self.end} holds nothing")
        if self.style is Style.LINK and not self.argument:
            raise ValueError("a link needs an address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with its spans in the order in which they begin, the longer first.

    Of two spans one holds the other, or they share no character.
    """

    text: str
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        around = [len(self.text)]
        before = (0.0, -inf)
        for span in self.spans:
            if (span.start, -span.end) < before:
                raise ValueError("the spans of a text are sorted by where they begin, the longer first")
            before = (span.start, -span.end)
            while len(around) > 1 and around[-1] <= span.start:
                around.pop()
            if span.end > around[-1]:
                raise ValueError("a span lies within the text, and within each other span that it meets")
            around.append(span.end)
