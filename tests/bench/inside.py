"""What is measured inside one process: a live message's way to its reply, and erasure up to its proof."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from adapters.console.adapter import ConsoleAdapter
from adapters.exports.jsonl import message_of
from bot.cli.chores import TEND_EVERY_S
from bot.ids import EventKey
from bot.ports import Outcome
from bot.understanding import Ask, Keep, understand
from bot.wiring import House, open_house
from memory.journal.inbox import SqliteInbox
from tests.bench.conversations import talk
from tests.bench.figures import Goal, Row, row
from tests.bench.workshop import Workshop
from tests.builders import message

LIVE_GOAL = Goal(middle=20, p99=60)
PAUSE_S = 0.005
ERASED = (1, 1_000)
TELLING = 64
"""A message this long, whose beginning no other has, can be looked for byte by byte."""


class ClockedInbox(SqliteInbox):
    """Tells when the outcome of the last message was committed, its reply in the outbox."""

    queued_at = 0.0

    def finish(self, seq: int, outcome: Outcome) -> None:
        super().finish(seq, outcome)
        self.queued_at = time.perf_counter()


class ClockedScreen:
    """Tells when the last reply was shown."""

    shown_at = 0.0

    def show(self, text: str, *, end: str = "\n") -> None:  # noqa: ARG002 -- nobody looks at it
        self.shown_at = time.perf_counter()


class Speaker:
    """Says one thing after the other and notes how long each took to be queued and to be shown, in ms."""

    def __init__(self, inbox: ClockedInbox, screen: ClockedScreen) -> None:
        self._inbox = inbox
        self._screen = screen
        self.queued: list[float] = []
        self.shown: list[float] = []

    async def lines(self, texts: Sequence[str]) -> AsyncIterator[str]:
        for text in texts:
            start = time.perf_counter()
            yield text
            self.queued.append((self._inbox.queued_at - start) * 1000)
            self.shown.append((self._screen.shown_at - start) * 1000)
            await asyncio.sleep(PAUSE_S)


def living(workshop: Workshop) -> Iterator[Row]:
    """A message in, committed, remembered, its reply queued: notes and questions apart, without a model."""
    size, count = workshop.plan.size, workshop.plan.live
    stock = workshop.stock(size)
    chat = (said.text for said, _ in talk(count * 4, seed=workshop.plan.seed + 1, questions=0))
    notes = list(islice((text for text in chat if isinstance(understand(text), Keep)), count))
    asked = [each.query for each in stock.questions if isinstance(understand(each.query), Ask)]
    questions = (asked * (count // len(asked) + 1))[:count]
    with workshop.copy(stock) as data, open_house(data) as house:
        speaker = asyncio.run(_said(house, list(chain.from_iterable(zip(notes, questions, strict=True)))))
    for what, first in (("a note", 0), ("a question", 1)):
        yield row(f"{what}, until its reply is queued", size, speaker.queued[first::2], "ms", goal=LIVE_GOAL)
        yield row(f"{what}, until its reply is shown", size, speaker.shown[first::2], "ms")


async def _said(house: House, texts: Sequence[str]) -> Speaker:
    """Say it all in the console's conversation, while the house is tended as it is in a chat."""
    inbox, screen = ClockedInbox(house.journal.database), ClockedScreen()
    clocked = replace(house, journal=replace(house.journal, inbox=inbox))
    speaker = Speaker(inbox, screen)

    async def quiet() -> None:
        await app.settled()

    console = ConsoleAdapter(speaker.lines(texts), screen, house.clock, name="you", quiet=quiet)
    app = clocked.app([console])
    tending = asyncio.create_task(_tended(house))
    await console.run(app.on_events, ())
    tending.cancel()
    await app.stop()
    return speaker


async def _tended(house: House) -> None:
    while True:
        await asyncio.sleep(TEND_EVERY_S)
        await asyncio.to_thread(house.shelves.tend)


def erasing(workshop: Workshop) -> Iterator[Row]:
    """Erasing messages: until they are gone from every file and have been looked for."""
    size = workshop.plan.size
    stock = workshop.stock(size)
    for count in ERASED:
        decided, seconds, traces = [], [], 0
        with workshop.copy(stock) as data, open_house(data) as house:
            keys = _telling(stock.messages)
            for _ in range(workshop.plan.runs):
                gone = tuple(islice(keys, count))
                (asked,) = house.journal.inbox.accept([message("/forget")], None)
                start = time.perf_counter()
                decision = house.journal.intentions.decide(asked.seq, gone)
                decided.append(time.perf_counter() - start)
                traces += house.eraser.erase(decision).traces
                seconds.append(time.perf_counter() - start)
                house.journal.intentions.done(asked.seq)
        messages = f"{count:,} message{'s' if count > 1 else ''}"
        yield row(f"deciding to erase {messages}", size, decided, "s")
        note = f"{traces} traces left"
        yield row(f"erasing {messages} to the proof", size, seconds, "s", goal=Goal(middle=60), note=note)


def _telling(messages: Path) -> Iterator[EventKey]:
    """The keys of messages whose beginning stands in no other message, spread over the file."""
    lines = messages.read_bytes().splitlines()
    texts = [str(json.loads(line)["text"]) for line in lines]
    said = "\n".join(texts)
    long = [(line, text[:TELLING]) for line, text in zip(lines, texts, strict=True) if len(text) > TELLING]
    for start in range(97):
        yield from (message_of(line).key for line, begins in long[start::97] if said.count(begins) == 1)
