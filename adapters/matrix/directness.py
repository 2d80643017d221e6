"""Whether we were invited to a direct chat: told as we come, kept from then on, and asked for where it is not known."""

from __future__ import annotations

from adapters.matrix.connection import Connection
from adapters.matrix.doors import MEMBER, invited_directly
from adapters.matrix.errors import code_of
from adapters.matrix.fields import objects, part, text
from adapters.matrix.rooms import Room
from adapters.matrix.wire import Wire
from bot.errors import MaybeSent, Undeliverable

PATIENCE_S = 10.0
MOST_STEPS = 20
"""Back to our invitation: each new name or picture of ours is one."""


def matters(room: Room, me: str) -> bool:
    """Whether it is not known, and decides."""
    return me not in room.door.direct and room.may_be_private(me)


def known(line: Connection, name: str) -> bool | None:
    """What was told of a room we hear of, or heard of once."""
    room = line.rooms.known(name)
    heard = room.door.direct.get(line.me.user) if room else None
    return line.recalled.direct.get(name) if heard is None else heard


def recall(line: Connection, name: str, room: Room) -> bool:
    """Whether it is known, by what was told before too, or decides nothing."""
    me, before = line.me.user, line.recalled.direct.get(name)
    if before is not None and matters(room, me):
        room.door.direct[me] = before
    return not matters(room, me)


async def learn(wire: Wire, name: str, room: Room, me: str) -> None:
    """Know it where it matters. Raises DeliveryError where the homeserver does not tell now."""
    if matters(room, me):
        room.door.direct[me] = await told(wire, name, me)


async def told(wire: Wire, room: str, me: str) -> bool:
    """What the homeserver tells; False where it never will. Raises DeliveryError where it may another time."""
    try:
        return await _asked(wire, room, me)
    except Undeliverable as error:
        if not code_of(error):
            raise MaybeSent(f"what stands before the homeserver answered in its place ({error})") from error
        return False


async def _asked(wire: Wire, room: str, me: str) -> bool:
    """False also where nobody ever said so."""
    members = await wire.get("rooms", room, "members", wait_s=PATIENCE_S)
    ours = (each for each in objects(members, "chunk") if each.get("type") == MEMBER and each.get("state_key") == me)
    coming = next(ours, {})
    for _ in range(MOST_STEPS):
        direct = invited_directly(coming)
        if direct is not None:
            return direct
        before = text(part(coming, "unsigned"), "replaces_state") or text(coming, "replaces_state")
        if not before:
            break
        coming = await wire.get("rooms", room, "event", before, wait_s=PATIENCE_S)
    return False
