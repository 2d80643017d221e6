"""A terminal's keyboard and screen, and a pipe's."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections.abc import AsyncIterator, Sequence
from typing import BinaryIO, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console
from rich.text import Text

LONGEST_LINE = 8_000_000
"""Bytes."""

PIECE = 1 << 16
WAIT_S = 0.2


LEAVING = frozenset({"exit", "quit"})


async def typed_lines(said_before: Sequence[str]) -> AsyncIterator[str]:
    """What a person types, until Ctrl-D or `exit`; the arrow keys bring back `said_before` (oldest first).

    The history is the journal's own: it is no file of its own that forgetting would have to find.
    """
    history = InMemoryHistory()
    for line in said_before:
        history.append_string(line)
    session: PromptSession[str] = PromptSession("› ", history=history)
    while True:
        try:
            line = await session.prompt_async()
            if line.strip().lower() in LEAVING:
                return
            yield line
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


async def piped_lines(stream: BinaryIO) -> AsyncIterator[str]:
    """The lines of a pipe or file; bytes that are no UTF-8 become marks, and a line too long becomes several."""
    rest = b""
    while some := await _read(stream.fileno()):
        *lines, rest = (rest + some).split(b"\n")
        for line in lines:
            yield _decoded(line.removesuffix(b"\r"))
        while len(rest) > LONGEST_LINE:
            cut = _between_characters(rest, LONGEST_LINE)
            yield _decoded(rest[:cut])
            rest = rest[cut:]
    if rest:
        yield _decoded(rest)


async def _read(descriptor: int) -> bytes:
    # A thread that waits in a read cannot be called off, and would keep the program from ending.
    while not await asyncio.to_thread(_readable, descriptor):
        pass
    return await asyncio.to_thread(os.read, descriptor, PIECE)


def _readable(descriptor: int) -> bool:
    return bool(select.select([descriptor], [], [], WAIT_S)[0])


def _between_characters(line: bytes, at: int) -> int:
    """The last place up to `at` where no UTF-8 character is cut in two."""
    return next((place for place in range(at, at - 4, -1) if line[place] & 0xC0 != 0x80), at)


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", errors="replace")


class PlainScreen:
    """Prints into a pipe or file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, text: str, *, end: str = "\n") -> None:
        """Raises BrokenPipeError when whoever read it has gone."""
        self._stream.write(text + end)
        self._stream.flush()


class RichScreen:
    """Prints on a terminal, in colour where it can."""

    def __init__(self, console: Console, style: str = "") -> None:
        self._console = console
        self._style = style

    def show(self, text: str, *, end: str = "\n") -> None:
        self._console.print(Text(text, style=self._style), end=end, soft_wrap=True)
        self._console.file.flush()


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
