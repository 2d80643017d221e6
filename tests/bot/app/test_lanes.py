"""Order within a conversation, none between conversations."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from itertools import count

import pytest

from bot.events import MessageReceived
from bot.ids import Conversation, episode_id
from bot.lanes import Lanes
from bot.ports import Received
from tests.builders import chat, message

_seqs = count(1)


def received(text: str, where: Conversation | None = None) -> Received:
    said = message(text, where=where)
    return Received(seq=next(_seqs), event=said, place=0, episode=episode_id(said.key))


class Worker:
    """Notes what it was given, in order; where a door is set it waits for it to open."""

    def __init__(self) -> None:
        self.done: dict[Conversation, list[str]] = defaultdict(list)
        self.doors: dict[Conversation, asyncio.Event] = {}
        self.busy = self.most = 0
        self.once = asyncio.Event()
        """Something was done."""

    async def __call__(self, received: Received) -> None:
        event = received.event
        assert isinstance(event, MessageReceived)
        self.busy += 1
        self.most = max(self.most, self.busy)
        if event.where in self.doors:
            await self.doors[event.where].wait()
        await asyncio.sleep(0)
        self.done[event.where].append(event.text)
        self.busy -= 1
        self.once.set()


async def test_a_conversation_is_handled_in_its_order() -> None:
    worker = Worker()
    lanes = Lanes(worker)
    chats = [chat(f"chat-{number}") for number in range(100)]
    for line in range(100):
        for where in chats:
            lanes.put(received(str(line), where))
        await asyncio.sleep(0)
    await lanes.drained()
    assert all(worker.done[where] == [str(line) for line in range(100)] for where in chats)


async def test_a_slow_conversation_holds_up_no_other() -> None:
    worker = Worker()
    worker.doors[chat("slow")] = asyncio.Event()
    lanes = Lanes(worker)
    lanes.put(received("slow", chat("slow")))
    lanes.put(received("quick", chat("quick")))
    await worker.once.wait()
    assert worker.done == {chat("quick"): ["quick"]}
    worker.doors[chat("slow")].set()
    await lanes.drained()
    assert worker.done[chat("slow")] == ["slow"]


@pytest.mark.parametrize("width", [1, 3])
async def test_no_more_than_the_width_are_handled_at_once(width: int) -> None:
    worker = Worker()
    lanes = Lanes(worker, width=width)
    for number in range(20):
        lanes.put(received("x", chat(f"chat-{number}")))
    await lanes.drained()
    assert worker.most == width


async def test_what_comes_when_a_lane_has_just_emptied_is_handled_too() -> None:
    worker = Worker()
    lanes = Lanes(worker)
    for number in range(50):
        lanes.put(received(str(number)))
        for _ in range(number % 7):
            await asyncio.sleep(0)
    await lanes.drained()
    assert worker.done[chat()] == [str(number) for number in range(50)]


@pytest.mark.parametrize("steps", [0, 1, 5])
async def test_stopping_leaves_no_task(steps: int) -> None:
    worker = Worker()
    worker.doors[chat()] = asyncio.Event()
    lanes = Lanes(worker)
    for _ in range(3):
        lanes.put(received("x"))
    for _ in range(steps):
        await asyncio.sleep(0)
    await lanes.stop()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert worker.done[chat()] == []
