"""A reply as one text: what is said, and below it what that rests on. Pure."""

from __future__ import annotations

from bot.markup.parse import marked, plain
from bot.markup.spans import Marked, Span, Style
from bot.naming import TYPED, stretches
from bot.replies import Reply, Source


def whole(reply: Reply, prefix: str = TYPED) -> Marked:
    """The words, and each source on a line of its own, its number linked where it has an address.

    The commands that we name are code, each with the `prefix` with which it is typed there.
    """
    said = marked(reply.text) if reply.formatted else _named(plain(reply.text).text, prefix)
    for source in reply.sources:
        said = _followed(said, source)
    return said


def _named(text: str, prefix: str) -> Marked:
    shown, codes = "", list[Span]()
    for words, is_command in stretches(text, prefix):
        codes += [Span(start=len(shown), end=len(shown) + len(words), style=Style.CODE)] if is_command else []
        shown += words
    return Marked(text=shown, spans=tuple(codes))


def _followed(said: Marked, source: Source) -> Marked:
    number = f"[{source.number}]"
    start = len(said.text) + 1 if said.text else 0
    label = plain(source.label).text
    text = f"{said.text}\n{number} {label}" if said.text else f"{number} {label}"
    link = (Span(start=start, end=start + len(number), style=Style.LINK, argument=source.link),) if source.link else ()
    return Marked(text=text, spans=(*said.spans, *link))
