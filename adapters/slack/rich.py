"""A text with spans as blocks of rich text, in which no letter means anything but itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from adapters.slack.fields import Raw
from bot.markup.spans import Marked, Span, Style

_STYLES = {Style.BOLD: "bold", Style.ITALIC: "italic", Style.STRIKE: "strike", Style.CODE: "code"}
_CONTAINERS = {
    Style.PRE: "rich_text_preformatted",
    Style.QUOTE: "rich_text_quote",
    None: "rich_text_section",
}

LONGEST_ADDRESS = 3_000

Run = tuple[str, tuple[Span, ...]]


def rich(marked: Marked) -> Raw:
    """One block that shows all of it. The text is not blank."""
    grouped = groupby(_runs(marked), key=lambda run: _around(run[1]))
    held = [(span.style if span else None, list(runs)) for span, runs in grouped]
    elements = [
        {"type": _CONTAINERS[style], "elements": leaves}
        for place, (style, runs) in enumerate(held)
        if (leaves := list(_leaves(runs, style, first=place == 0, last=place == len(held) - 1)))
    ]
    return {"type": "rich_text", "elements": elements}


def _runs(marked: Marked) -> Iterator[Run]:
    """Stretches that look the same from end to end, with the spans around each."""
    ends = {0, len(marked.text), *(at for span in marked.spans for at in (span.start, span.end))}
    for start, end in pairwise(sorted(ends)):
        yield marked.text[start:end], tuple(span for span in marked.spans if span.start <= start and end <= span.end)


def _around(spans: Iterable[Span]) -> Span | None:
    """The span that is drawn as a box of its own."""
    boxes = [span for span in spans if span.style in (Style.PRE, Style.QUOTE)]
    return next((span for span in boxes if span.style is Style.PRE), boxes[0] if boxes else None)


def _leaves(runs: list[Run], style: Style | None, *, first: bool, last: bool) -> Iterator[Raw]:
    """A box stands on lines of its own, so the line ends beside it are left out."""
    whole = [(words, spans) for words, spans in runs if words]
    for place, (words, spans) in enumerate(whole):
        if style is None and place == 0 and not first:
            words = words.removeprefix("\n")
        if style is None and place == len(whole) - 1 and not last:
            words = words.removesuffix("\n")
        if words:
            yield _leaf(words, spans, plain=style is Style.PRE)


def _leaf(words: str, spans: tuple[Span, ...], *, plain: bool) -> Raw:
    styles = {_STYLES[span.style]: True for span in spans if span.style in _STYLES}
    links = (span.argument for span in spans if span.style is Style.LINK)
    address = next((link for link in links if len(link) <= LONGEST_ADDRESS), "")
    leaf: dict[str, object] = {"type": "link", "url": address} if address else {"type": "text"}
    return {**leaf, "text": words, **({"style": styles} if styles and not plain else {})}
