"""A marked text with its spans written out, so that a test shows both at once."""

from __future__ import annotations

from collections.abc import Iterable

from bot.markup.spans import Marked, Style


def spelled(marked: Marked) -> str:
    """`a {bold b {italic c}}`; what a span carries stands behind its style: `{link=http://a words}`."""
    out: list[str] = []
    ends: list[int] = []
    coming = list(reversed(marked.spans))
    for at, character in enumerate(marked.text):
        while ends and ends[-1] == at:
            out.append("}")
            ends.pop()
        while coming and coming[-1].start == at:
            span = coming.pop()
            out.append("{" + span.style + (f"={span.argument}" if span.argument else "") + " ")
            ends.append(span.end)
        out.append(character)
    return "".join(out) + "}" * len(ends)


def unspaced(text: str) -> str:
    """A text without its blanks."""
    return "".join(text.split())


def seen_in(pieces: Iterable[Marked], style: Style) -> str:
    """All that is seen in a style, without blanks."""
    return unspaced("".join(piece.text[s.start : s.end] for piece in pieces for s in piece.spans if s.style is style))
