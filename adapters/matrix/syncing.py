"""Hears the homeserver: a sync is committed together with its place, and only then the next is asked for."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from uuid import uuid4

from adapters.matrix.addresses import MATRIX
from adapters.matrix.connection import Connection
from adapters.matrix.errors import UNKNOWN, SignedOut, code_of
from adapters.matrix.fields import Raw, part, text
from adapters.matrix.filling import Filling
from adapters.matrix.gaps import Filled
from adapters.matrix.hearing import Hearing
from adapters.matrix.invitations import Invitations
from adapters.matrix.keys import HOSTILE
from adapters.matrix.learning import Learning
from adapters.matrix.lookups import LookUps
from adapters.matrix.receipts import Receipts
from bot.errors import DeliveryError, RateLimited, Undeliverable
from bot.events import Event
from bot.ports import Bookmark, Clock, OnEvents

LONG_POLL_S = 30.0
SLACK_S = 15.0
ALL_STATE_S = 120.0
WINDOW = 100
"""Events that one sync holds of a room; what is more is asked for."""

MOST_AT_ONCE = 500
_FILTER = {
    "room": {"timeline": {"limit": WINDOW}, "ephemeral": {"types": []}, "account_data": {"types": []}},
    "account_data": {"types": []},
}

_log = logging.getLogger(__name__)


class Syncing:
    """One run's syncs, from the place `since` on; without one, from now on."""

    def __init__(self, line: Connection, clock: Clock, on_events: OnEvents, since: str | None) -> None:
        self._line = line
        self._clock = clock
        self._on_events = on_events
        self._since = since
        self._lost = False
        self._invitations = Invitations(line.wire, line.me.user, line.rooms)
        self._receipts = Receipts(line.wire)
        self._filling = Filling(line)
        self._learning = Learning(line)
        self._look_ups = LookUps(line)
        self._followed: set[str] = set()
        self._moved: set[str] = set()

    async def run(self) -> None:
        """Until cancelled, or until the homeserver cannot be reached. Raises DeliveryError, DataFolderError."""
        await self._take_in(await self._first())
        # Invitations are accepted only now: what is said in a room is news from a place on that was kept before it.
        work = (self._invitations.run(), self._receipts.run(), self._filling.run(), self._learning.run())
        beside = [asyncio.create_task(each) for each in work]
        try:
            self._line.listening = True
            while True:
                await self._keep_up()
                self._line.abreast.waits()
                sync = await self._next(LONG_POLL_S)
                self._line.abreast.hears()
                await self._take_in(sync)
        finally:
            self._line.listening = False
            self._line.abreast.ends()
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)

    async def _first(self) -> Raw:
        """A new process knows no room: all state comes along, though only what was said since."""
        try:
            return await self._next(0.0, full_state="true")
        except Undeliverable as error:
            if self._since is None or code_of(error) != UNKNOWN:
                raise
            _log.warning("the homeserver knows no more what was told: what was said of late is looked at again")
            self._since, self._lost = None, True
            return await self._next(0.0, full_state="true")

    async def _next(self, wait_s: float, **query: str) -> Raw:
        # Asked from no place in the same words as minutes ago, homeservers answer what they answered then.
        anew = [] if self._since is not None else [uuid4().hex]
        words = json.dumps({**_FILTER, "presence": {"types": [], "not_types": anew}}, separators=(",", ":"))
        asked = {"filter": words, "timeout": str(int(wait_s * 1000)), **query}
        if self._since is not None:
            asked["since"] = self._since
        while True:
            try:
                return await self._line.wire.get("sync", query=asked, wait_s=(wait_s or ALL_STATE_S) + SLACK_S)
            except RateLimited as limit:
                await asyncio.sleep(limit.after.total_seconds())

    async def _take_in(self, sync: Raw) -> None:
        keys_came = self._line.keys.take_in(sync)
        late, found = keys_came or not self._line.listening, self._filling.found
        hearing, events = await self._heard(sync, found, look_again=late)
        # What cannot be read or had yet is on the disk before the homeserver may forget its place.
        self._line.late.keep(hearing.closed, self._clock.now())
        self._line.gaps.keep(hearing.gaps)
        self._line.holding.keep(hearing.held)
        self._line.edits.keep(hearing.edits.values(), hearing.undoing)
        self._recall(sync)
        await self._hand_over(events, text(sync, "next_batch"))
        self._line.late.drop(frozenset(hearing.settled))
        self._line.holding.drop(frozenset(hearing.released))
        self._line.edits.drop(hearing.undone)
        if found is not None:
            self._filling.taken_in(found)
        self._invitations.take(sync)
        self._follow()
        for room, message in hearing.read.items():
            self._receipts.read(room, message)

    def _recall(self, sync: Raw) -> None:
        """What was told of how we came to rooms needs no asking from now on."""
        line, me = self._line, self._line.me.user
        doors = {room: line.rooms[room].door.direct for room in line.rooms}
        told = {room: direct[me] for room, direct in doors.items() if me in direct}
        line.recalled.keep(told, part(sync, "rooms", "leave").keys() - line.holding.rooms)

    async def _heard(self, sync: Raw, found: Filled | None, *, look_again: bool) -> tuple[Hearing, list[Event]]:
        """What was said; `found` what a gap of before held, `look_again` at what could not be read before."""
        while True:
            hearing = Hearing(self._line, self._look_ups, self._clock.now())
            try:
                events = await hearing.filled(found) if found is not None else []
                return hearing, events + await self._told(sync, hearing, look_again=look_again)
            except RateLimited as limit:
                await asyncio.sleep(limit.after.total_seconds())

    async def _told(self, sync: Raw, hearing: Hearing, *, look_again: bool) -> list[Event]:
        events: list[Event] = []
        for block in ("join", "leave"):
            rooms = part(sync, "rooms", block)
            for room in rooms:
                news = part(rooms, room)
                events += await (hearing.lately(room, news) if self._lost else hearing.room(room, news, self._since))
        if look_again:
            events += await hearing.late()
        events += [*await hearing.waiting(), *await hearing.undo()]
        for room in part(sync, "rooms", "leave"):
            self._line.rooms.forget(room)
        return events + hearing.moved(self._moved)

    async def _hand_over(self, events: Sequence[Event], place: str) -> None:
        """Commit; many are many commits, and the place goes with the last."""
        fresh = place != self._since
        bookmark = Bookmark(platform=MATRIX, account=self._line.me.account, value=place) if fresh else None
        first, last = events[:-MOST_AT_ONCE], events[-MOST_AT_ONCE:]
        for begin in range(0, len(first), MOST_AT_ONCE):
            await self._on_events(first[begin : begin + MOST_AT_ONCE], None)
        await self._on_events(last, bookmark)
        self._since, self._lost = place, False

    def _follow(self) -> None:
        """Go where rooms moved to."""
        for name in list(self._line.rooms):
            room = self._line.rooms[name]
            if room.replaced_by and room.replaced_by not in self._line.rooms and name not in self._followed:
                self._followed.add(name)
                self._invitations.follow(room.replaced_by, room.replacer)

    async def _keep_up(self) -> None:
        """What our keys need. Where that fails, it is tried again after the next sync."""
        try:
            await self._line.sharing.keep_up()
        except SignedOut:
            raise
        except (DeliveryError, *HOSTILE) as error:
            _log.warning(
                "keys cannot be exchanged now (%s)", error if isinstance(error, DeliveryError) else type(error)
            )
