"""A terminal's keyboard and screen, and a pipe's."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from typing import BinaryIO

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console
from rich.text import Text

LONGEST_LINE = 8_000_000


async def typed_lines(said_before: Sequence[str]) -> AsyncIterator[str]:
    """What a person types, until Ctrl-D; the arrow keys bring back `said_before` (oldest first).

    The history is the journal's own: it is no file of its own that forgetting would have to find.
    """
    history = InMemoryHistory()
    for line in said_before:
        history.append_string(line)
    session: PromptSession[str] = PromptSession("› ", history=history)
    while True:
        try:
            yield await session.prompt_async()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


async def piped_lines(stream: BinaryIO) -> AsyncIterator[str]:
    """The lines of a pipe or file; bytes that are no UTF-8 become marks."""
    while raw := await asyncio.to_thread(stream.readline, LONGEST_LINE):
        yield raw.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")


class RichScreen:
    """Prints in colour where the terminal can, plainly where it cannot or is none."""

    def __init__(self, console: Console, style: str = "") -> None:
        self._console = console
        self._style = style

    def show(self, text: str, *, end: str = "\n") -> None:
        self._console.print(Text(text, style=self._style), end=end, soft_wrap=True)
        self._console.file.flush()


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
