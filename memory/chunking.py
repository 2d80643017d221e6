"""Long texts in pieces that a search can find and an answer can quote."""

from __future__ import annotations

import re

LONGEST = 1_200
OVERLAP = 150
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?。！？…]\s+"), re.compile(r"\s+"))


def chunked(text: str) -> tuple[str, ...]:
    """The text itself if it is short, else overlapping pieces of at most LONGEST characters, cut where it breathes."""
    pieces = []
    start = 0
    while len(text) - start > LONGEST:
        end = _cut(text, start)
        pieces.append(text[start:end])
        start = max(start + 1, _word_start(text, end - OVERLAP))
    return (*pieces, text[start:])


def most_pieces(length: int) -> int:
    """How many pieces a text of so many characters comes to at most."""
    return 1 if length <= LONGEST else 1 + length // (LONGEST // 2 - OVERLAP)


def _cut(text: str, start: int) -> int:
    """Where to end the piece that begins at `start`: at the last strong break in its second half."""
    half, end = start + LONGEST // 2, start + LONGEST
    for breaks in _BREAKS:
        found = [match.end() for match in breaks.finditer(text, half, end)]
        if found:
            return found[-1]
    return end


def _word_start(text: str, near: int) -> int:
    space = re.compile(r"\s").search(text, near, near + OVERLAP)
    return space.end() if space else near
