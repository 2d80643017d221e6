"""The terminal: reads lines, prints replies. Input and output are handed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol
from uuid import uuid4

from adapters.console.translate import heard, rendered
from bot.ids import CONSOLE, Conversation, MessageId, Platform
from bot.ports import Bookmark, Clock, OnEvents
from bot.printable import printable
from bot.replies import Part, PartKind, Reply

REPEATED = "(you may have seen this already) "


class Screen(Protocol):
    """Where text appears."""

    def show(self, text: str, *, end: str = "\n") -> None: ...


LEAVING = frozenset({"/exit", "/quit"})
"""Commands that end a conversation at a terminal, typed or piped in."""


class ConsoleAdapter:
    """A ChatAdapter over lines of text.

    `quiet` is awaited after each line, so that a person at a terminal sees the answer before the next prompt.
    """

    def __init__(
        self,
        lines: AsyncIterator[str],
        screen: Screen,
        clock: Clock,
        *,
        name: str,
        quiet: Callable[[], Awaitable[None]],
    ) -> None:
        self._lines = lines
        self._screen = screen
        self._clock = clock
        self._name = name
        self._quiet = quiet

    @property
    def platform(self) -> Platform:
        return CONSOLE

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:  # noqa: ARG002 -- a terminal has no past
        async for line in self._lines:
            if line.strip().lower() in LEAVING:
                return
            if line.strip():
                await on_events([heard(line, uuid4().hex, self._clock.now(), self._name)], None)
                await self._quiet()

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:  # noqa: ARG002 -- there is one conversation
        return rendered(reply)

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:  # noqa: ARG002 -- as above
        self._screen.show((REPEATED if part.may_repeat else "") + printable(part.body))
        return MessageId(key)


class LiveConsole:
    """A terminal that shows an answer while it is being written."""

    def __init__(self, console: ConsoleAdapter, screen: Screen) -> None:
        self._console = console
        self._screen = screen
        self._shown: dict[MessageId, str] = {}

    @property
    def platform(self) -> Platform:
        return self._console.platform

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        await self._console.run(on_events, bookmarks)

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        return self._console.render(to, reply)

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        if part.kind is PartKind.EDIT and part.target in self._shown:
            self._grow(part.target, printable(part.body))
            del self._shown[part.target]
            self._screen.show("")
            return part.target
        return await self._console.send(to, part, key)

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:  # noqa: ARG002 -- one conversation, and no past
        message = MessageId(uuid4().hex)
        self._shown[message] = ""
        self._grow(message, printable(text))
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:  # noqa: ARG002 -- as above
        if message in self._shown:
            self._grow(message, printable(text))

    def _grow(self, message: MessageId, text: str) -> None:
        shown = self._shown[message]
        if text.startswith(shown):
            self._screen.show(text[len(shown) :], end="")
        else:
            self._screen.show("\n" + text, end="")
        self._shown[message] = text
