"""Which adapters there are; each is imported when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from adapters.console.adapter import ConsoleAdapter, LiveConsole
from adapters.console.terminal import PlainScreen, RichScreen, interactive, piped_lines, typed_lines
from adapters.telegram.options import TelegramOptions
from bot.ports import ChatAdapter, Clock

if TYPE_CHECKING:
    from adapters.telegram.adapter import TelegramAdapter


def telegram(token: str, options: TelegramOptions, clock: Clock) -> TelegramAdapter:
    """Telegram's Bot API. Raises BadSetting for what is no token."""
    from adapters.telegram.adapter import TelegramAdapter

    return TelegramAdapter(token, options, clock)


def console(clock: Clock, name: str, said_before: Sequence[str], quiet: Callable[[], Awaitable[None]]) -> ChatAdapter:
    """The terminal: with history and growing answers where a person sits at it, plain where it is a pipe."""
    if not interactive():

        async def no_wait() -> None:
            """A pipe need not see an answer before it says more."""

        screen = PlainScreen(sys.stdout)
        return ConsoleAdapter(piped_lines(sys.stdin.buffer), screen, clock, name=name, quiet=no_wait)
    live = RichScreen(Console(highlight=False), style="cyan")
    return LiveConsole(ConsoleAdapter(typed_lines(said_before), live, clock, name=name, quiet=quiet), live)
