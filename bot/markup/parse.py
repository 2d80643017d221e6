"""Reads Markdown as models write it. Pure, and any text gives a result."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from bot.markup.spans import Marked
from bot.markup.tables import as_rows
from bot.markup.walk import written

LONGEST_READ = 12_000
"""Characters that are looked at for markup. No answer is longer; what follows stays as it was written."""

_MOST_NESTED = 20
# Entities stay as they are: what is said was judged by what it shows, and one could hide an address.
_OFF = ["code", "entity", "lheading", "reference"]
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")


def marked(text: str) -> Marked:
    """What Markdown says, and how it looks.

    HTML stays the text that it is, an image is its description, and a table is lines of cells. Where quotes or
    lists lie deeper within each other than anybody reads, nothing is taken for markup.
    """
    text = _sendable(text)
    end = len(text) if len(text) <= LONGEST_READ else text.rfind("\n", 0, LONGEST_READ) + 1 or LONGEST_READ
    read, rest = _read(text[:end]), text[end:]
    return Marked(text=f"{read.text}\n{rest}", spans=read.spans) if rest.strip() else read


def plain(text: str) -> Marked:
    """A text as it stands; only what no platform can be sent is replaced, character by character."""
    return Marked(text=_sendable(text))


def _sendable(text: str) -> str:
    return _UNSENDABLE.sub("\ufffd", text)


def _read(text: str) -> Marked:
    tokens = _reader().parse(text)
    # What lies deeper markdown-it would leave out.
    if any(token.nesting == 1 and token.level >= _MOST_NESTED - 1 for token in tokens):
        return Marked(text=text)
    return written(tokens)


class _Reader(MarkdownIt):
    def validateLink(self, _: str) -> bool:  # noqa: N802 -- markdown-it's name
        """Any address is read as one: which of them lead anywhere is decided when they are written."""
        return True

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 -- markdown-it's name
        return link


@cache
def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False, "maxNesting": _MOST_NESTED})
    reader.enable("strikethrough").disable(_OFF)
    reader.core.ruler.before("inline", "tables", as_rows)
    return reader
