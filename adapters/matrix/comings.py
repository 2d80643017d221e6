"""Who came to a room, and who left it. Pure but for the room that learns of it."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.matrix.fields import Raw, moment, part, text
from adapters.matrix.rooms import is_arrival, membership_before
from adapters.matrix.scene import Scene
from bot.events import MembersChanged
from bot.ids import UserId


def comings(raw: Raw, scene: Scene) -> Iterator[MembersChanged]:
    """Who came, brought by whom, and who left; that a private room is so no more is told, too."""
    user, me, inviters = text(raw, "state_key"), scene.me.user, scene.room.inviters
    inviter, was_private = inviters.get(user), scene.is_private and me not in inviters
    membership = text(part(raw, "content"), "membership")
    came = is_arrival(raw, user)
    left = membership in ("leave", "ban") and membership_before(raw) not in ("leave", "ban", "invite", "knock")
    scene.room.apply(raw)
    in_group_now = not scene.is_private and (was_private or (came and user == me))
    if came or left or in_group_now:
        yield MembersChanged(
            where=scene.where(),
            change=text(raw, "event_id"),
            at=moment(raw, scene.now),
            joined=(UserId(user),) if came else (),
            left=(UserId(user),) if left else (),
            by=UserId(inviter if came and inviter else text(raw, "sender")),
            welcome=in_group_now,
        )
