"""`satchel serve`: all platforms that are set up, in one process."""

from __future__ import annotations

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import typer

from bot.cli.chores import housekeeping
from bot.cli.ending import end_soon
from bot.cli.heap import share_heap
from bot.cli.logs import begin_logging
from bot.cli.progress import Bar
from bot.cli.root import app, folder_of
from bot.errors import SatchelError
from bot.platforms import Platforms
from bot.pulse import Pulse
from bot.settings import load_settings
from bot.wiring import House, open_house

LAST_WORDS_S = 7.0
THREADS = 32
"""Blocking calls at a time: each lane needs one for its commit, and an erasure holds one for seconds."""

_log = logging.getLogger(__name__)


@app.command()
def serve(context: typer.Context) -> None:
    """Run the bot on every platform that is set up. Ends cleanly on SIGTERM and Ctrl-C."""
    share_heap()
    begin_logging(load_settings(folder_of(context)), folder_of(context))
    progress = Bar("Bringing the index up to date")
    with progress as show, open_house(folder_of(context), show) as house:
        asyncio.run(serving(house))


async def serving(house: House) -> None:
    """Serve until told to stop; what is under way then is finished if that is soon."""
    # What only this command needs takes a fifth of a second to import.
    from adapters.monitor import watched
    from bot.wiring.platforms import adapters_of, close_all
    from bot.wiring.watching import Watch

    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="blocking"))
    adapters = adapters_of(house.settings, house.folder, house.clock)
    pulse = Pulse()
    talk = house.app(adapters, pulse)
    platforms = Platforms(adapters, talk.on_events, house.journal.ledger, house.clock, pulse)
    watch = Watch(journal=house.journal, pulse=pulse, clock=house.clock)
    chores = housekeeping(house, talk, [adapter.platform for adapter in adapters])
    async with watched(house.settings.monitor_port, watch.health, watch.readings), chores:
        listening = asyncio.create_task(platforms.run(), name="listening")
        for told in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(told, listening.cancel)
        _log.info("serving %s", ", ".join(adapter.platform for adapter in adapters))
        try:
            await _until_told(listening)
            with suppress(TimeoutError):
                await asyncio.wait_for(talk.settled(), LAST_WORDS_S)
        finally:
            await talk.stop()
            await close_all(adapters)
            await house.aclose()
    _log.info("stopped")
    end_soon()


async def _until_told(listening: asyncio.Task[None]) -> None:
    """Until somebody stops us; a journal that takes no more is raised as what it is."""
    try:
        await listening
    except asyncio.CancelledError:
        _log.info("told to stop; finishing what is under way")
    except ExceptionGroup as faults:
        fault = next((each for each in faults.exceptions if isinstance(each, SatchelError)), None)
        raise fault or faults from None
