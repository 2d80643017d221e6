"""Who is in which room, as the homeserver's own state events tell. Pure but for what it was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from adapters.matrix.doors import INVITE, JOIN, MEMBER, Door, membership_before
from adapters.matrix.fields import Raw, part, text
from bot.ids import UserId

_CAME = frozenset({JOIN, INVITE})
_NEVER_IN = frozenset({INVITE, "knock"})
_LONGEST_NAME = 255


@dataclass(slots=True)
class Room:
    """One room. `members` are all who are in it or invited, with their names; `ever` are all who once were in it."""

    members: dict[str, str] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)
    door: Door = field(default_factory=Door)
    replaced_by: str = ""
    replacer: str = ""
    replaces: str = ""

    def is_private(self, me: str) -> bool:
        """Whether it is somebody's direct chat with us; of a room that nothing is known of nobody can say so.

        A room that was made as a group may have two members for now: who comes later can read what was said before.
        """
        return self.door.direct.get(me, False) and self.may_be_private(me)

    def may_be_private(self, me: str) -> bool:
        """Whether it is so where it is a direct chat: nobody else ever was in it, or sees it uninvited."""
        return self.always_two(me) and self.door.is_closed

    def always_two(self, me: str) -> bool:
        """Whether it is and always was somebody and us alone, those counted in who are invited."""
        return me in self.members and len((self.ever | self.members.keys()) - {me}) <= 1

    def is_for_two(self, me: str) -> bool:
        """Whether it is somebody and us alone now, whoever was in it before: what they say is said to us."""
        return me in self.members and len(self.members) <= 2

    def name(self, user: str) -> str:
        """What somebody is called there."""
        return self.members.get(user) or user.partition(":")[0].removeprefix("@") or user

    def apply(self, event: Raw) -> None:
        """Take in a state event; anything else changes nothing."""
        if "state_key" not in event:
            return
        self.door.apply(event)
        content, key = part(event, "content"), text(event, "state_key")
        match event.get("type"):
            case "m.room.member":
                self._apply_member(key, content, membership_before(event))
            case _ if key:
                return
            case "m.room.tombstone":
                self.replaced_by, self.replacer = text(content, "replacement_room"), text(event, "sender")
            case "m.room.create":
                self.replaces = text(part(content, "predecessor"), "room_id")

    def _apply_member(self, user: str, content: Raw, before: str) -> None:
        membership = text(content, "membership")
        if membership in _CAME:
            self.members[user] = text(content, "displayname")[:_LONGEST_NAME]
        else:
            self.members.pop(user, None)
        # Who declined was never in it; of who left nobody tells for how long they were.
        if membership == JOIN or (membership == "leave" and before not in _NEVER_IN):
            self.ever.add(user)


class Rooms:
    """The rooms that we are in."""

    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}

    def __len__(self) -> int:
        return len(self._rooms)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rooms)

    def __getitem__(self, room: str) -> Room:
        return self._rooms.setdefault(room, Room())

    def __contains__(self, room: object) -> bool:
        return room in self._rooms

    def known(self, room: str) -> Room | None:
        return self._rooms.get(room)

    def forget(self, room: str) -> None:
        self._rooms.pop(room, None)

    def successor(self, room: str) -> str:
        """The room that goes on from this one: both must say so, or anybody could claim another's past."""
        known = self._rooms.get(room)
        after = self._rooms.get(known.replaced_by) if known else None
        return known.replaced_by if known and after and after.replaces == room else ""


def is_arrival(event: Raw, user: UserId | str) -> bool:
    """Whether somebody joins by it who was not in the room."""
    return (
        event.get("type") == MEMBER
        and event.get("state_key") == user
        and text(part(event, "content"), "membership") == JOIN
        and membership_before(event) != JOIN
    )


def since_we_came(events: list[Raw], me: str) -> list[Raw] | None:
    """What was said from our invitation on, where we joined within these events; None where we did not."""
    arrivals = [place for place, event in enumerate(events) if is_arrival(event, me)]
    if not arrivals:
        return None
    came = arrivals[-1]
    invited = [place for place, event in enumerate(events[:came]) if invites(event, me)]
    return events[invited[-1] if invited else came :]


def begins_late(heard: list[Raw], me: str) -> bool:
    """Whether we were invited before these begin, in which `since_we_came` found that we came."""
    return not invites(heard[0], me) and membership_before(heard[0]) == INVITE


def invites(event: Raw, user: str) -> bool:
    """Whether somebody is invited by it."""
    return (
        event.get("type") == MEMBER
        and event.get("state_key") == user
        and text(part(event, "content"), "membership") == INVITE
    )
