"""What is promised of Telegram alone, measured at any size."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.events import Event
from bot.ports import Bookmark
from memory.journal import Journal, open_journal
from tests.adapters_telegram.confirming import Committed
from tests.adapters_telegram.hooked import HookedStage

LONG_S = 600.0


async def early_by_webhook(path: Path, messages: int) -> tuple[int, int]:
    """How many of the messages are taken before their row can be read by another connection, and how many are lost."""
    stage = HookedStage()
    await stage.open()
    try:
        with closing(open_journal(path)) as journal, Committed(path) as committed:
            stage.peer.on_confirm(committed)
            stage.peer.reorder(7)
            await _heard_into(stage, journal, messages)
            return len(stage.peer.did.confirmed_early), messages - len(journal.inbox.pending())
    finally:
        await stage.close()


async def _heard_into(stage: HookedStage, journal: Journal, messages: int) -> None:
    """Let the bot hear all that is said into a real journal, and confirm it."""

    async def commit(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        await asyncio.to_thread(journal.inbox.accept, events, bookmark)

    run = asyncio.create_task(stage.adapter.run(commit, ()))
    await stage.says(*(f"number {number}" for number in range(messages)))
    await stage.peer.until(lambda: not stage.peer.state.queue.ready, LONG_S)
    run.cancel()
    await asyncio.wait([run])
