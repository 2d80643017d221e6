"""A marked text as the HTML that Matrix shows: the tags that we make, and everything else escaped. Pure."""

from __future__ import annotations

import re
from html import escape

from bot.markup.spans import Marked, Span, Style

_TAGS = {
    Style.BOLD: "strong",
    Style.ITALIC: "em",
    Style.STRIKE: "del",
    Style.CODE: "code",
    Style.QUOTE: "blockquote",
}
_LEADS_SOMEWHERE = re.compile(r"(?:https?|matrix|mailto):", re.IGNORECASE)
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")


def html(said: Marked) -> str:
    """All of it; nothing where there is nothing to mark."""
    return "".join(_between(said, 0, len(said.text), list(said.spans), as_is=False)) if said.spans else ""


def written(text: str, *, as_is: bool = False) -> str:
    """Words alone. `as_is`: where line ends are kept without a tag."""
    shown = escape(text)
    return shown if as_is else shown.replace("\n", "<br/>")


def _between(said: Marked, start: int, end: int, spans: list[Span], *, as_is: bool) -> list[str]:
    """The stretch from start to end; takes the spans that begin in it off the list."""
    made: list[str] = []
    at = start
    while spans and spans[0].start < end:
        span = spans.pop(0)
        made.append(written(said.text[at : span.start], as_is=as_is))
        opening, closing = _tags(span)
        inside = _between(said, span.start, span.end, spans, as_is=as_is or span.style is Style.PRE)
        made += [opening, *inside, closing]
        at = span.end
    made.append(written(said.text[at:end], as_is=as_is))
    return made


def _tags(span: Span) -> tuple[str, str]:
    match span.style:
        case Style.LINK if _LEADS_SOMEWHERE.match(span.argument):
            return f'<a href="{escape(span.argument)}">', "</a>"
        case Style.LINK:
            return "", ""
        case Style.PRE:
            named = _LANGUAGE.fullmatch(span.argument)
            return f'<pre><code class="language-{span.argument}">' if named else "<pre><code>", "</code></pre>"
        case _:
            tag = _TAGS[span.style]
            return f"<{tag}>", f"</{tag}>"
