"""What is promised of Telegram, measured at full size."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.errors import RateLimited
from bot.events import Event
from bot.ids import Conversation
from bot.ports import Bookmark
from bot.replies import Reply
from memory.journal import Journal, open_journal
from tests.adapters_telegram.confirming import Committed
from tests.adapters_telegram.served import Served
from tests.contracts.platforms.telegram import TelegramStage
from tests.peers.telegram import TelegramPeer, TooMany

LONG_S = 600.0


@asynccontextmanager
async def opened(stage: TelegramStage) -> AsyncIterator[TelegramStage]:
    await stage.open()
    try:
        yield stage
    finally:
        await stage.close()


async def heard_into(stage: TelegramStage, journal: Journal, messages: int) -> None:
    """Let the bot hear all that is said into a real journal, and confirm it."""

    async def commit(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        await asyncio.to_thread(journal.inbox.accept, events, bookmark)

    run = asyncio.create_task(stage.adapter.run(commit, ()))
    await stage.says(*(f"number {number}" for number in range(messages)))
    await stage.peer.until(lambda: not stage.peer.state.queue.ready, LONG_S)
    # What was handed out last is committed when the next is asked for.
    await stage.peer.until(lambda: stage.peer.polling or bool(stage.peer.state.webhook.url), LONG_S)
    run.cancel()
    await asyncio.wait([run])


async def early_confirmations(stage: TelegramStage, folder: Path, messages: int) -> str:
    """Whether anything is confirmed before its row can be read by another connection."""
    path = folder / f"{type(stage).__name__}.sqlite3"
    async with opened(stage):
        with closing(open_journal(path)) as journal, Committed(path) as committed:
            stage.peer.on_confirm(committed)
            stage.peer.reorder(7)
            await heard_into(stage, journal, messages)
            missing = messages - len(journal.inbox.pending())
        return (
            f"{type(stage).__name__}: {committed.asked:,} messages confirmed, "
            f"{len(stage.peer.did.confirmed_early)} of them early, {missing} missing"
        )


async def redelivered(folder: Path, messages: int) -> str:
    """Each message five times, mixed."""
    async with opened(TelegramStage()) as stage:
        with closing(open_journal(folder / "again.sqlite3")) as journal:
            stage.peer.reorder(9)
            await heard_into(stage, journal, messages)
            for _ in range(4):
                stage.peer.repeat(*stage.peer.state.queue.every)
            await heard_into(stage, journal, 0)
            rows = len(journal.inbox.pending())
        times = min(stage.peer.did.handed_out.values())
        return f"{messages:,} messages handed out {times} times or more: {rows:,} in the journal"


async def limited(chats: int, each: int) -> str:
    """Three of ten calls are refused with 429."""
    async with opened(TelegramStage()) as stage:
        stage.peer.faults.sometimes(0.3, TooMany(1), TooMany(2), methods=["sendMessage"], seed=5)
        rooms = [stage.peer.private(stage.peer.person(f"P{number}")) for number in range(chats)]
        began = time.monotonic()
        await asyncio.gather(*(_say_all(stage, stage._address(room.id), each) for room in rooms))
        inverted = sum(stage.peer.did.texts(room.id) != [f"number {n}" for n in range(each)] for room in rooms)
        refused = sum(call.status == 429 for call in stage.peer.did.calls)
        return (
            f"{chats * each:,} messages into {chats} chats, {refused} calls refused: {len(stage.peer.did.sent):,} "
            f"delivered, {inverted} chats out of order, {len(stage.peer.did.early)} calls early, "
            f"{time.monotonic() - began:.0f} s"
        )


async def _say_all(stage: TelegramStage, where: Conversation, each: int) -> None:
    for number in range(each):
        (part,) = stage.adapter.render(where, Reply(text=f"number {number}"))
        while True:
            try:
                await stage.adapter.send(where, part, "key")
                break
            except RateLimited as limit:
                await asyncio.sleep(limit.after.total_seconds())


def away(folder: Path, seconds: float, messages: int) -> str:
    """Telegram cannot be reached for some time, and people go on talking."""
    with TelegramPeer() as peer:
        served = Served(folder / "data", peer)
        served.let_in(served.ada)
        with served.running():
            served.until_health(200)
            peer.stop_thread()
            said = {peer.says(served.ada, served.chat, f"note {number}").message_id for number in range(messages)}
            time.sleep(seconds)
            peer.start_thread()
            began = time.monotonic()
            peer.wait(lambda: bool(served.noted()), LONG_S)
            back = time.monotonic() - began
            peer.wait(lambda: served.noted() == said, LONG_S)
        return f"away for {seconds:.0f} s, {messages} messages meanwhile: 0 lost, back after {back:.1f} s"
