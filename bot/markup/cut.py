"""Cuts a text into messages, where it hurts least. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.graphemes import is_boundary, whole
from bot.markup.spans import Marked, Span

Length = Callable[[str], int]

_PARAGRAPH_END = re.compile(r"(?=\n[^\S\n]*\n)")
_LINE_END = re.compile(r"(?=\n)")
# A number with a dot is rather the head of a line in a list.
_SENTENCE_END = re.compile(r"(?:(?<!\d)\.|[!?…؟])[\"'”’»)\]]*(?=\s)|[。！？][」』）]*")
_BLANK = re.compile(r"(?=\s)")
_SEEN = re.compile(r"\S")


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(marked: Marked, longest: int, length: Length = len) -> tuple[Marked, ...]:
    """The text in pieces of at most `longest` as `length` counts; only blanks at the cuts are left out.

    `length` counts one or more for each character, and no less for a text than for its beginning. Spans that cross
    a cut go on in the next piece. No piece is blank: a text that is gives none. A single character that is too long
    by itself is a piece nevertheless.
    """
    if longest < 1:
        raise ValueError(f"nothing fits into pieces of {longest}; allow 1 or more")
    made: list[Marked] = []
    met: list[Span] = []
    coming = iter((*marked.spans, None))
    span = next(coming)
    for begin, end in _places(marked.text, longest, length):
        while span is not None and span.start < end:
            met.append(span)
            span = next(coming)
        met = [each for each in met if each.end > begin]
        made.append(Marked(text=marked.text[begin:end], spans=tuple(_within(each, begin, end) for each in met)))
    return tuple(made)


def _within(span: Span, begin: int, end: int) -> Span:
    """The part of a span in a piece, counted from the piece's beginning."""
    start = max(span.start, begin) - begin
    return Span(start=start, end=min(span.end, end) - begin, style=span.style, argument=span.argument)


def _places(text: str, longest: int, length: Length) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends."""
    end, at = len(text.rstrip()), 0
    while at < end:
        found = _SEEN.search(text, at)
        seen = found.start() if found else at
        begin = _beginning(text, at, seen, longest, length)
        limit = _limit(text, begin, end, longest, length)
        at = end if limit == end else _best_cut(text, begin, seen, limit)
        yield begin, begin + len(text[begin:at].rstrip())


def _beginning(text: str, at: int, seen: int, longest: int, length: Length) -> int:
    """Where a piece begins: with the indent of its first line, unless that is half of the piece.

    A blank that carries a mark is none.
    """
    line = text.rfind("\n", at, seen) + 1 or (seen if at else 0)
    carrier = seen if seen == at or is_boundary(text, seen) else seen - 1
    begin = min(line, carrier)
    return begin if length(text[begin : seen + 1]) <= longest // 2 else seen


def _limit(text: str, begin: int, end: int, longest: int, length: Length) -> int:
    """How far a piece may go; one character in any case."""
    low, high = begin + 1, min(end, begin + longest)
    while low < high:
        middle = (low + high + 1) // 2
        if length(text[begin:middle]) <= longest:
            low = middle
        else:
            high = middle - 1
    return low


def _best_cut(text: str, begin: int, seen: int, limit: int) -> int:
    """The last place to cut of the best kind that there is; a piece is half full unless only a blank is left."""
    half = max(seen + 1, begin + (limit - begin) // 2)
    for kind, low in ((_PARAGRAPH_END, half), (_LINE_END, half), (_SENTENCE_END, half), (_BLANK, seen + 1)):
        cuts = [found.end() for found in kind.finditer(text, low, limit + 2) if found.end() <= limit]
        if cut := next((cut for cut in reversed(cuts) if _is_clean(text, cut)), None):
            return cut
    cut = begin + whole(text[begin : limit + 1], limit - begin)
    return cut if cut > seen else limit


def _is_clean(text: str, at: int) -> bool:
    """Whether no character is torn apart there, nor a blank taken from the mark that it carries."""
    return is_boundary(text, at) and (is_boundary(text, at + 1) or not text[at].isspace())
