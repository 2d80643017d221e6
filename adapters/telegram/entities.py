"""How a text looks, as Telegram takes it: entities beside plain text, never markup that could be refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from adapters.telegram.bodies import Entity
from bot.markup.cut import utf16_length
from bot.markup.spans import Marked, Span, Style

MOST = 100
"""Telegram forgets the others without a word."""

_TYPES = {
    Style.BOLD: "bold",
    Style.ITALIC: "italic",
    Style.STRIKE: "strikethrough",
    Style.CODE: "code",
    Style.PRE: "pre",
    Style.QUOTE: "blockquote",
    Style.LINK: "text_link",
}
_ALONE = frozenset({Style.CODE, Style.PRE})
"""What may neither lie in anything else nor hold it."""

_LOOKS = frozenset({Style.BOLD, Style.ITALIC, Style.STRIKE})


def entities(piece: Marked) -> tuple[Entity, ...]:
    """A piece's spans as Telegram counts them; of too many, links are kept first."""
    spans = list(_apart(piece.spans))
    if len(spans) > MOST:
        spans.sort(key=lambda span: span.style is not Style.LINK)
        spans = sorted(spans[:MOST], key=lambda span: (span.start, -span.end))
    return tuple(
        Entity(
            type=_TYPES[span.style],
            offset=utf16_length(piece.text[: span.start]),
            length=utf16_length(piece.text[span.start : span.end]),
            argument=span.argument,
        )
        for span in spans
    )


def _apart(spans: tuple[Span, ...]) -> Iterator[Span]:
    """The spans, code alone: what merely looks is cut around it, and in a quote or a link it is plain."""
    kept = [span for span in spans if not (span.style in _ALONE and _is_held(span, spans))]
    alone = [span for span in kept if span.style in _ALONE]
    pieces = [piece for span in kept if span.style not in _ALONE for piece in _around(span, alone)]
    yield from sorted((*alone, *pieces), key=lambda span: (span.start, -span.end))


def _is_held(code: Span, spans: Iterable[Span]) -> bool:
    holders = (span for span in spans if span is not code and span.style not in _LOOKS)
    return any(holder.start <= code.start and code.end <= holder.end for holder in holders)


def _around(span: Span, alone: Iterable[Span]) -> Iterator[Span]:
    """The stretches of a span in which none of these lie."""
    within = [code for code in alone if span.start <= code.start and code.end <= span.end]
    if any(code.start <= span.start and span.end <= code.end for code in alone):
        return
    edges = (span.start, *(edge for code in within for edge in (code.start, code.end)), span.end)
    for start, end in list(pairwise(edges))[::2]:
        if start < end:
            yield Span(start=start, end=end, style=span.style, argument=span.argument)
