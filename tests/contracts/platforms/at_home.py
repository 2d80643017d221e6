"""The stages that need no wire: the fake, and a console whose input is a pipe."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Sequence

from adapters.console.adapter import ConsoleAdapter
from adapters.console.terminal import PlainScreen, piped_lines
from adapters.console.translate import console_conversation
from bot.clock import SystemClock
from tests.contracts.platforms.stage import Seen
from tests.fakes.chat import FakeChat, room


class FakeStage:
    """The fake platform of the other tests."""

    def __init__(self) -> None:
        self.adapter = FakeChat()
        self.where = room()

    async def says(self, *texts: str) -> None:
        for text in texts:
            self.adapter.say(text)

    async def ends(self) -> None:
        self.adapter.end()

    def seen(self) -> Sequence[Seen]:
        return [Seen(where=self.where, text=text) for text in self.adapter.shown()]


class PipeStage:
    """A console whose input is a pipe."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self._input = os.fdopen(reading, "rb")
        self._output = io.StringIO()
        lines, screen = piped_lines(self._input), PlainScreen(self._output)
        self.adapter = ConsoleAdapter(lines, screen, SystemClock(), name="Ada", quiet=_at_once)
        self.where = console_conversation()

    async def says(self, *texts: str) -> None:
        typed = "".join(f"{text}\n" for text in texts).encode()
        await asyncio.to_thread(self._pour, typed)

    async def ends(self) -> None:
        if self._writing >= 0:
            os.close(self._writing)
            self._writing = -1

    def seen(self) -> Sequence[Seen]:
        return [Seen(where=self.where, text=self._output.getvalue())] if self._output.getvalue() else []

    async def close(self) -> None:
        await self.ends()
        self._input.close()

    def _pour(self, typed: bytes) -> None:
        while typed:
            typed = typed[os.write(self._writing, typed) :]


async def _at_once() -> None:
    """Nobody is waited for."""
