"""What becomes of a message comes after it, though a platform may tell it as of another conversation."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count

from bot.events import Event
from bot.ids import EventKey, episode_id
from bot.lanes import Lanes
from bot.ports import Received
from tests.builders import chat, deleted, edited, message

_seqs = count(1)


def received(event: Event) -> Received:
    return Received(seq=next(_seqs), event=event, place=0, episode=episode_id(event.key))


async def test_an_edit_or_deletion_waits_for_its_message_and_for_what_came_before_it() -> None:
    done: list[EventKey] = []
    door = asyncio.Event()

    async def handle(received: Received) -> None:
        if received.event.kind == "received":
            await door.wait()
        # Who is quicker must not matter.
        await asyncio.sleep(0 if received.event.kind == "deleted" else 0.001)
        done.append(received.event.key)

    lanes = Lanes(handle)
    said = message(where=chat("club", thread="sails"))
    edits = (edited(said, "1"), edited(said, "2", edit="2"))
    told: list[Event] = [replace(event, where=chat("club")) for event in edits]
    events: list[Event] = [said, *told, replace(deleted(said), where=chat("club"))]
    for event in events:
        lanes.put(received(event))
    await asyncio.sleep(0)
    assert done == []
    door.set()
    await lanes.drained()
    assert done == [event.key for event in events]


async def test_nothing_is_remembered_of_what_is_done() -> None:
    async def handle(received: Received) -> None:
        """It is done."""

    lanes = Lanes(handle)
    said = message()
    for event in (said, edited(said, "1"), message()):
        lanes.put(received(event))
    await lanes.drained()
    assert not lanes._lane_of
    assert not lanes._open
