"""`satchel chat`: a conversation in the terminal."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

import typer

from adapters import registry
from adapters.console.terminal import interactive
from adapters.console.translate import console_conversation
from bot.app import App
from bot.cli.chores import housekeeping
from bot.cli.progress import Bar
from bot.cli.root import app, folder_of, notices
from bot.ports import ChatAdapter
from bot.wiring import House, open_house

REMEMBERED_LINES = 200
LAST_WORDS_S = 3.0


@app.command()
def chat(context: typer.Context) -> None:
    """Talk in the terminal: tell things, ask, `/help`. Ctrl-D ends; lines can be piped in."""
    progress = Bar("Bringing the index up to date")
    with suppress(asyncio.CancelledError), progress as show, open_house(folder_of(context), show) as house:
        asyncio.run(converse(house))


async def converse(house: House) -> None:
    """Talk until the input ends; what is open then is finished first."""

    async def quiet() -> None:
        await talk.settled()

    adapter = _console(house, quiet)
    talk = house.app([adapter])
    if interactive():
        notices.print("Tell me something, or ask me. /help shows what I can do; Ctrl-D ends.", style="dim")
    try:
        async with housekeeping(house, talk):
            listening = asyncio.create_task(adapter.run(talk.on_events, ()), name="listening")
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _stop, listening, asyncio.current_task())
            await _until_done(listening, talk)
    finally:
        await talk.stop()
        await house.aclose()


def _stop(listening: asyncio.Task[None], whole: asyncio.Task[None] | None) -> None:
    """Stop listening; where the input has ended already, stop waiting for what is left."""
    if not listening.cancel() and whole is not None:
        whole.cancel()


async def _until_done(listening: asyncio.Task[None], talk: App) -> None:
    try:
        await listening
        await talk.settled()
    except asyncio.CancelledError:
        # Told to stop: what is under way is finished if that is soon, the rest is the next start's.
        with suppress(TimeoutError):
            await asyncio.wait_for(talk.settled(), LAST_WORDS_S)
        if not listening.cancelled() or _interrupted():
            raise


def _interrupted() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _console(house: House, quiet: Callable[[], Awaitable[None]]) -> ChatAdapter:
    here = console_conversation()
    said = house.journal.transcript.recent(house.scope, REMEMBERED_LINES, only_kept=False, where=here)
    return registry.console(house.clock, house.settings.name, [message.text for message in reversed(said)], quiet)
