"""A text that grows from its beginning to its end, with spans that open and close in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.markup.spans import Marked, Span, Style


@dataclass(slots=True, kw_only=True)
class _Opened:
    """A span to be; it begins with the first character that is written behind it."""

    style: Style | None
    argument: str
    start: int | None = None
    end: int = 0


class Growing:
    """Line ends are written only where something follows them: none begins or ends a text or a span."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._length = 0
        self._line_ends = 0
        self._all: list[_Opened] = []
        self._open: list[_Opened] = []
        self.indent = ""

    def write(self, text: str) -> None:
        """Put text behind what is there; line ends that are due go before it."""
        if not text:
            return
        if self._line_ends and self._length:
            self._put("\n" * self._line_ends + self.indent)
        self._line_ends = 0
        for opened in reversed(self._open):
            if opened.start is not None:
                break
            opened.start = self._length
        self._put(text)

    def end_line(self, times: int = 1) -> None:
        """What comes next is at least so many line ends away."""
        self._line_ends = max(self._line_ends, times)

    def open(self, style: Style | None, argument: str = "") -> None:
        """Begin a span, of no style where none is to be seen; within one of its own style it is not seen either."""
        if any(opened.style is style for opened in self._open):
            style = None
        opened = _Opened(style=style, argument=argument)
        self._open.append(opened)
        self._all.append(opened)

    def close(self) -> None:
        """End the span that was opened last. A link without words shows its address."""
        opened = self._open[-1]
        if opened.style is Style.LINK and opened.start is None:
            self.write(opened.argument)
        self._open.pop().end = self._length

    def styled(self, text: str, style: Style, argument: str = "") -> None:
        """Put text that is a span by itself."""
        self.open(style, argument)
        self.write(text)
        self.close()

    def marked(self) -> Marked:
        """All that was written; every span is closed."""
        spans = (
            Span(start=opened.start, end=opened.end, style=opened.style, argument=opened.argument)
            for opened in self._all
            if opened.style is not None and opened.start is not None
        )
        return Marked(text="".join(self._written), spans=tuple(spans))

    def _put(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)
