"""Writes down what markdown-it read: blocks as lines, words with their spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from bot.markup.growing import Growing
from bot.markup.spans import Marked, Style

_STYLES = {
    "blockquote": Style.QUOTE,
    "em": Style.ITALIC,
    "heading": Style.BOLD,
    "s": Style.STRIKE,
    "strong": Style.BOLD,
}
_LINE_ENDS_BEHIND = {"blockquote": 2, "heading": 1}
_RULE = "———"
_INDENT = "  "
_LEADS_SOMEWHERE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")


def written(tokens: Sequence[Token]) -> Marked:
    """The text and the spans of the tokens of a document."""
    writing = _Writing()
    writing.blocks(tokens)
    return writing.page.marked()


@dataclass(slots=True)
class _List:
    """How far a list was numbered; numbers that repeat are counted on."""

    number: int = 0
    as_written: str = ""

    def marker(self, token: Token) -> str:
        if not token.info:
            return "• "
        self.number = self.number + 1 if token.info == self.as_written else int(token.info)
        self.as_written = token.info
        return f"{self.number}. "


class _Writing:
    def __init__(self) -> None:
        self.page = Growing()
        self._lists: list[_List] = []
        self._address = ""

    def blocks(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "inline":
                    self._words(token.children or ())
                    self.page.end_line()
                case "paragraph_close":
                    self.page.end_line(1 if token.hidden else 2)
                case "fence":
                    self._fence(token)
                case "hr":
                    self.page.write(_RULE)
                    self.page.end_line(2)
                case "bullet_list_open" | "ordered_list_open":
                    self._lists.append(_List())
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                    self.page.indent = _INDENT * len(self._lists)
                    self.page.end_line(1 if self._lists else 2)
                case "list_item_open":
                    self.page.indent = _INDENT * (len(self._lists) - 1)
                    self.page.write(self._lists[-1].marker(token))
                    self.page.indent += _INDENT
                case "list_item_close":
                    self.page.end_line()
                case _:
                    self._styled(token)

    def _words(self, tokens: Sequence[Token]) -> None:
        coming = iter(tokens)
        for token in coming:
            match token.type:
                case "text":
                    self.page.write(token.content)
                case "softbreak" | "hardbreak":
                    self.page.end_line()
                case "code_inline":
                    self.page.styled(token.content, Style.CODE)
                case "image":
                    self.page.write(_description(token.children or ()))
                case "link_open" if token.markup == "autolink":
                    self._autolink(_address(token), next(coming).content)
                    next(coming)
                case "link_open":
                    self._address = _address(token)
                    self.page.open(Style.LINK if _opens(self._address) else None, self._address)
                case "link_close":
                    self.page.close()
                    self.page.write(f" ({self._address})" if self._address and not _opens(self._address) else "")
                case _:
                    self._styled(token)

    def _styled(self, token: Token) -> None:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.nesting == 1 and kind in _STYLES:
            self.page.open(_STYLES[kind])
        elif token.nesting == -1 and kind in _STYLES:
            self.page.close()
            self.page.end_line(_LINE_ENDS_BEHIND.get(kind, 0))

    def _fence(self, token: Token) -> None:
        language = _LANGUAGE.fullmatch(token.info.partition(" ")[0])
        indent, self.page.indent = self.page.indent, ""
        self.page.styled(token.content.rstrip("\n"), Style.PRE, language[0] if language else "")
        self.page.indent = indent
        self.page.end_line(2)

    def _autolink(self, address: str, words: str) -> None:
        if _opens(address):
            self.page.styled(words, Style.LINK, address)
        else:
            self.page.write(f"<{words}>")


def _address(token: Token) -> str:
    return str(token.attrs["href"])


def _opens(address: str) -> bool:
    return _LEADS_SOMEWHERE.fullmatch(address) is not None


def _description(tokens: Sequence[Token]) -> str:
    """The words alone of what describes an image."""
    breaks = {"softbreak", "hardbreak"}
    return "".join(
        " " if token.type in breaks else _description(token.children) if token.children else token.content
        for token in tokens
    )
