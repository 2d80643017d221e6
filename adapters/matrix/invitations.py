"""Accepts invitations, one at a time.

Everybody may invite: a stranger gets nothing there but a hint how to be let in, and a group nothing but silence.
So that a flood of invitations costs little, nobody's are accepted more than a few times an hour, and none beyond
MOST_ROOMS; the rest are declined. An invitation that cannot be answered now is found again when `run` begins anew.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from uuid import uuid4

from adapters.matrix.addresses import server_of
from adapters.matrix.fields import Raw, objects, part, text
from adapters.matrix.wire import Wire
from bot.errors import DeliveryError, RateLimited, Undeliverable

MOST_ROOMS = 2_000
MOST_AN_HOUR = 10
HOUR_S = 3_600.0
PAUSE_S = 5.0
TRIES = 3
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


class Invitations:
    """Those of one account. `rooms` tells how many rooms we are in."""

    def __init__(self, wire: Wire, me: str, rooms: Callable[[], int]) -> None:
        self._wire = wire
        self._me = me
        self._rooms = rooms
        self._waiting: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
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
            await self._answer(room, inviter)

    async def _answer(self, room: str, inviter: str) -> None:
        accepted = self._rooms() < MOST_ROOMS and self._within_limit(room, inviter)
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
                return
            except DeliveryError:
                await asyncio.sleep(PAUSE_S)
            else:
                return

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
