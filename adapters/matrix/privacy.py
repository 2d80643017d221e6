"""Whether a room is somebody's direct chat with us now: what is said there for one person's eyes depends on it."""

from __future__ import annotations

from adapters.matrix import directness
from adapters.matrix.connection import Connection
from adapters.matrix.errors import only_asking
from adapters.matrix.rooms import Room
from bot.errors import Undeliverable

COMPANY = (
    "others are in this room now, or can come to it, so I do not write here what is meant for one person: "
    "ask me again in a direct chat"
)


async def is_private(line: Connection, room: str) -> bool:
    """By what we know where the homeserver would have told us of a change, otherwise by what it says when asked.

    Raises DeliveryError where it does not say.
    """
    me = line.me.user
    held = line.rooms.known(room)
    with only_asking():
        if held and line.abreast:
            directness.recall(line, room, held)
            await directness.learn(line.wire, room, held, me)
            return held.is_private(me)
        state = await line.wire.state(room)
    asked = Room()
    for event in state:
        asked.apply(event)
    asked.ever |= held.ever if held else set()
    with only_asking():
        await directness.learn(line.wire, room, asked, me)
    return asked.is_private(me)


async def refuse_company(line: Connection, room: str) -> None:
    """Raises Undeliverable where somebody else is in the room, and DeliveryError where that cannot be told."""
    if not await is_private(line, room):
        raise Undeliverable(COMPANY)
