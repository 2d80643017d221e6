"""Who came to a room, and who left it. Pure but for the room that learns of it."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.matrix.doors import MEMBER, membership_before
from adapters.matrix.fields import Raw, moment, part, text
from adapters.matrix.rooms import is_arrival
from adapters.matrix.scene import Scene
from bot.events import MembersChanged
from bot.ids import UserId


def comings(raw: Raw, scene: Scene) -> Iterator[MembersChanged]:
    """Who came, brought by whom, and who left; that a room is private, or of two, no more is told, too."""
    user, me, room = text(raw, "state_key"), scene.me.user, scene.room
    inviter, is_here = room.door.inviters.get(user), me not in room.door.inviters
    was_private, was_of_two = is_here and scene.is_private, is_here and room.always_two(me)
    came, left = is_arrival(raw, user), _left(raw)
    room.apply(raw)
    grew = was_private or (was_of_two and not room.always_two(me))
    in_group_now = not scene.is_private and (grew or (came and user == me))
    if came or left or in_group_now:
        yield MembersChanged(
            where=scene.where(),
            change=text(raw, "event_id"),
            at=moment(raw, scene.now),
            joined=(UserId(user),) if came else (),
            left=(UserId(user),) if left else (),
            by=UserId(inviter if came and inviter else text(raw, "sender")),
            welcome=in_group_now,
            of_two=scene.is_for_two,
        )


def _left(raw: Raw) -> bool:
    membership = text(part(raw, "content"), "membership") if raw.get("type") == MEMBER else ""
    return membership in ("leave", "ban") and membership_before(raw) not in ("leave", "ban", "invite", "knock")
