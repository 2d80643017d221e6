"""Asks the homeserver whether we were invited to a direct chat. It keeps that; a new process asks it again."""

from __future__ import annotations

from adapters.matrix.doors import MEMBER, invited_directly
from adapters.matrix.fields import objects, part, text
from adapters.matrix.rooms import Room
from adapters.matrix.wire import Wire

PATIENCE_S = 10.0
MOST_STEPS = 20
"""Back to our invitation: each new name or picture of ours is one."""


def matters(room: Room, me: str) -> bool:
    """Whether it is not known, and decides."""
    return me not in room.door.direct and room.may_be_private(me)


async def learn(wire: Wire, name: str, room: Room, me: str) -> None:
    """Know it where it matters. Raises DeliveryError where the homeserver does not tell now."""
    if matters(room, me):
        room.door.direct[me] = await asked(wire, name, me)


async def asked(wire: Wire, room: str, me: str) -> bool:
    """False also where nobody ever said so. Raises DeliveryError."""
    members = await wire.get("rooms", room, "members", query={"membership": "join"}, wait_s=PATIENCE_S)
    ours = (each for each in objects(members, "chunk") if each.get("type") == MEMBER and each.get("state_key") == me)
    coming = next(ours, {})
    for _ in range(MOST_STEPS):
        told = invited_directly(coming)
        if told is not None:
            return told
        before = text(part(coming, "unsigned"), "replaces_state") or text(coming, "replaces_state")
        if not before:
            break
        coming = await wire.get("rooms", room, "event", before, wait_s=PATIENCE_S)
    return False
