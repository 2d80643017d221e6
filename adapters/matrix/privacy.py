"""Whether somebody and we alone are in a room now: what is said there for one person's eyes depends on it."""

from __future__ import annotations

from adapters.matrix.connection import Connection
from adapters.matrix.errors import only_asking
from adapters.matrix.fields import objects
from adapters.matrix.rooms import Room
from bot.errors import Undeliverable

COMPANY = (
    "others are in this room now, or invited to it, so I do not write here what is meant for one person: "
    "ask me again in a direct chat"
)


async def is_private(line: Connection, room: str) -> bool:
    """By what we know where the homeserver would have told us of a change, otherwise by what it says when asked.

    Raises DeliveryError where it does not say.
    """
    me = line.me.user
    held = line.rooms.known(room)
    if held and line.abreast:
        return held.is_private(me)
    asked = Room()
    query = {"not_membership": "leave"} if held else {}
    with only_asking():
        members = await line.wire.get("rooms", room, "members", query=query)
    for event in objects(members, "chunk"):
        asked.apply(event)
    asked.ever |= held.ever if held else set()
    return asked.is_private(me)


async def refuse_company(line: Connection, room: str) -> None:
    """Raises Undeliverable where somebody else is in the room, and DeliveryError where that cannot be told."""
    if not await is_private(line, room):
        raise Undeliverable(COMPANY)
