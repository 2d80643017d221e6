"""Which adapters there are; each is imported when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from adapters.console.adapter import ConsoleAdapter, LiveConsole
from adapters.console.terminal import PlainScreen, RichScreen, interactive, piped_lines, typed_lines
from adapters.matrix.options import MatrixOptions
from adapters.slack.options import SlackKeys, SlackOptions
from adapters.telegram.options import TelegramOptions
from bot.ports import ChatAdapter, Clock

if TYPE_CHECKING:
    from adapters.matrix.adapter import MatrixAdapter
    from adapters.slack.adapter import SlackAdapter
    from adapters.telegram.adapter import TelegramAdapter


def telegram(token: str, options: TelegramOptions, clock: Clock) -> TelegramAdapter:
    """Telegram's Bot API. Raises BadSetting for what is no token."""
    from adapters.telegram.adapter import TelegramAdapter

    return TelegramAdapter(token, options, clock)


def slack(keys: SlackKeys, options: SlackOptions, clock: Clock) -> SlackAdapter:
    """Slack's Web API and events. Raises BadSetting for what are no tokens, or only half of what it takes."""
    from adapters.slack.adapter import SlackAdapter

    return SlackAdapter(keys, options, clock)


def matrix(options: MatrixOptions, clock: Clock) -> MatrixAdapter:
    """Any homeserver of Matrix. Raises BadSetting for what is no user."""
    from adapters.matrix.adapter import MatrixAdapter

    return MatrixAdapter(options, clock)


def console(clock: Clock, name: str, said_before: Sequence[str], quiet: Callable[[], Awaitable[None]]) -> ChatAdapter:
    """The terminal: with history and growing answers where a person sits at it, plain where it is a pipe."""
    if not interactive():

        async def no_wait() -> None:
            """A pipe need not see an answer before it says more."""

        screen = PlainScreen(sys.stdout)
        return ConsoleAdapter(piped_lines(sys.stdin.buffer), screen, clock, name=name, quiet=no_wait)
    live = RichScreen(Console(highlight=False), style="cyan")
    return LiveConsole(ConsoleAdapter(typed_lines(said_before), live, clock, name=name, quiet=quiet), live)
