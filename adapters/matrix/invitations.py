"""Accepts invitations, one at a time.

Everybody may invite: a stranger gets nothing there but a hint how to be let in, and a group nothing but silence.
So that a flood of invitations costs little, nobody's are accepted more than a few times an hour, and beyond MOST_ROOMS
each takes the place of a room in which we never had anything to say; the rest are declined. An invitation that cannot
be answered now is answered later, and found again when `run` begins anew.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import uuid4

from adapters.matrix.addresses import server_of
from adapters.matrix.fields import Raw, objects, part, text
from adapters.matrix.wire import Wire
from bot.errors import DeliveryError, RateLimited, Undeliverable

MOST_ROOMS = 2_000
MOST_AN_HOUR = 10
LOOKED_AT = 20
"""So many rooms are looked at for one invitation."""

HOUR_S = 3_600.0
TRIES = 3
MOST_DELAYS = 6
"""The last is some hours after the first; each is twice as long as the one before."""

INVITERS_REMEMBERED = 1_000
NOTHING_ELSE = {
    "room": {
        "timeline": {"limit": 0},
        "state": {"types": []},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
    "presence": {"types": []},
    "account_data": {"types": []},
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Between two tries, and from the last of them to the first delay."""

    try_s: float = 5.0
    later_s: float = 300.0


class Invitations:
    """Those of one account. `rooms` are those that we are in, the oldest first, and `most` how many we may be in."""

    def __init__(
        self, wire: Wire, me: str, rooms: Collection[str], pauses: Pauses | None = None, most: int = MOST_ROOMS
    ) -> None:
        self._wire = wire
        self._me = me
        self._rooms = rooms
        self._pauses = pauses or Pauses()
        self._most = most
        self._looked_at: set[str] = set()
        self._waiting: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._delays: dict[str, int] = {}
        self._of: OrderedDict[str, dict[str, float]] = OrderedDict()

    def take(self, sync: Raw) -> None:
        """Answer the invitations that a sync tells of."""
        invited = part(sync, "rooms", "invite")
        for room in invited:
            self._waiting.put_nowait((room, inviter_of(part(invited, room), self._me)))

    def follow(self, room: str, told_by: str) -> None:
        """Go where a room moved to."""
        self._waiting.put_nowait((room, told_by))

    async def run(self) -> None:
        """Answer until cancelled."""
        try:
            # Each is told of once: those of before are asked for, in other words each time, or an old answer may come.
            anew = {**NOTHING_ELSE, "presence": {"types": [], "not_types": [uuid4().hex]}}
            self.take(await self._wire.get("sync", query={"filter": json.dumps(anew)}))
        except DeliveryError as error:
            _log.info("invitations cannot be asked for now: %s", error)
        while True:
            room, inviter = await self._waiting.get()
            delays = self._delays.pop(room, 0)
            if not await self._answer(room, inviter) and delays < MOST_DELAYS:
                self._delays[room] = delays + 1
                later = self._pauses.later_s * 2**delays
                asyncio.get_running_loop().call_later(later, self._waiting.put_nowait, (room, inviter))

    async def _answer(self, room: str, inviter: str) -> bool:
        """Whether it is answered, or never will be."""
        accepted = self._within_limit(room, inviter) and await self._has_room()
        for _ in range(TRIES):
            try:
                if accepted:
                    await self._wire.post("join", room, body={}, query={"via": server_of(inviter)})
                else:
                    _log.warning("an invitation by %s is declined: there are too many", inviter)
                    await self._wire.post("rooms", room, "leave", body={})
            except RateLimited as limit:
                await asyncio.sleep(limit.after.total_seconds())
            except Undeliverable as error:
                _log.info("an invitation by %s cannot be answered: %s", inviter, error)
                return True
            except DeliveryError:
                await asyncio.sleep(self._pauses.try_s)
            else:
                return True
        _log.warning("an invitation by %s cannot be answered now: I try again later", inviter)
        return False

    async def _has_room(self) -> bool:
        """Whether we may go into one more; where there are too many, one that needs nothing of us is left."""
        if len(self._rooms) < self._most:
            return True
        late = {room for lately in self._of.values() for room in lately}
        looked_at = [room for room in self._rooms if room not in self._looked_at and room not in late][:LOOKED_AT]
        for room in looked_at:
            try:
                if not await self._spoke_in(room):
                    await self._wire.post("rooms", room, "leave", body={})
                    self._looked_at.add(room)
                    return True
            except DeliveryError as error:
                _log.info("a room cannot be left now: %s", error)
            else:
                self._looked_at.add(room)
        return False

    async def _spoke_in(self, room: str) -> bool:
        """Whether we ever said a word there: strangers hear none, but those who are told how to be let in."""
        ours = {"senders": [self._me], "types": ["m.room.message", "m.room.encrypted", "m.reaction"]}
        said = await self._wire.get(
            "rooms", room, "messages", query={"dir": "b", "limit": "1", "filter": json.dumps(ours)}
        )
        # Where it did not look through the whole of the past, nobody can say so.
        return bool(objects(said, "chunk") or text(said, "end"))

    def _within_limit(self, room: str, inviter: str) -> bool:
        """Whether somebody invited us to few rooms of late; an invitation may be told of twice."""
        lately = self._of.setdefault(inviter, {})
        self._of.move_to_end(inviter)
        while len(self._of) > INVITERS_REMEMBERED:
            self._of.popitem(last=False)
        now = time.monotonic()
        for past in [past for past, at in lately.items() if now - at > HOUR_S]:
            del lately[past]
        if room not in lately and len(lately) >= MOST_AN_HOUR:
            return False
        lately[room] = now
        return True


def inviter_of(invitation: Raw, me: str) -> str:
    """Who invited us."""
    for event in objects(part(invitation, "invite_state"), "events"):
        if event.get("type") == "m.room.member" and event.get("state_key") == me:
            return text(event, "sender")
    return ""
