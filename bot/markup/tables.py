"""Tables as lines that read: a cell, a bar, the next cell. Pure.

markdown-it's own rule drops the cells that the first row has no column for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BAR = re.compile(r"(?<!\\)\|")


def as_rows(state: StateCore) -> None:
    """A rule for markdown-it: each row is read by itself, and the first is bold."""
    state.tokens = [part for token in state.tokens for part in _split(token)]


def _split(token: Token) -> Iterator[Token]:
    lines = token.content.split("\n") if token.type == "inline" else []
    below = next((at for at, line in enumerate(lines) if at and _rules_off(line) and "|" in lines[at - 1]), None)
    if below is None:
        yield token
        return
    if below > 1:
        yield _inline("\n".join(lines[: below - 1]))
    yield Token("strong_open", "strong", 1)
    yield _inline(_row(lines[below - 1]))
    yield Token("strong_close", "strong", -1)
    yield from (_inline(_row(line)) for line in lines[below + 1 :])


def _rules_off(line: str) -> bool:
    """Whether it is the line between the first row and the others: `|---|:-:|`."""
    return "|" in line and "-" in line and set(line) <= set("|:- \t")


def _row(line: str) -> str:
    return " | ".join(cell.strip() for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|")))


def _inline(text: str) -> Token:
    return Token("inline", "", 0, content=text, children=[])
