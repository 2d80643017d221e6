"""What was said in rooms, as events: opened where it is encrypted, and with what must be known to understand it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from adapters.matrix.connection import Connection
from adapters.matrix.doors import MEMBER
from adapters.matrix.fields import Raw, moment, objects, part, text
from adapters.matrix.gaps import Filled, Gap, filled
from adapters.matrix.keys import HOSTILE
from adapters.matrix.late import Closed
from adapters.matrix.lookups import LookUps
from adapters.matrix.past import Earlier
from adapters.matrix.relations import about
from adapters.matrix.rooms import begins_late, since_we_came
from adapters.matrix.scene import Scene
from adapters.matrix.translate import ENCRYPTED, events_of
from bot.content import Audience
from bot.events import ConversationMoved, Event, MessageDeleted, MessageReceived
from bot.ids import ChatId

LATELY = timedelta(days=1)

_log = logging.getLogger(__name__)


class Hearing:
    """What one sync brings.

    `read` is the last message of each room that was for us, `closed` what waits for its key, `settled` what waits no
    more, `gaps` what the homeserver could not tell now.
    """

    def __init__(self, line: Connection, look_ups: LookUps, now: datetime) -> None:
        self._line = line
        self._look_ups = look_ups
        self._now = now
        self.read: dict[str, str] = {}
        self.closed: list[Closed] = []
        self.settled: set[str] = set()
        self.gaps: list[Gap] = []

    async def late(self) -> list[Event]:
        """What can be read by now, unless it was taken back; to be asked for when all rooms are known."""
        told: list[Event] = []
        read = dict(self.read)
        for each in self._line.late.waiting:
            if each.id not in self.settled and self._line.keys.open(each.room, each.event).clear is not None:
                told += await self._heard(each.room, each.event)
                self.settled.add(each.id)
        self.read = {**self.read, **read}
        return told

    async def room(self, room: str, news: Raw, since: str | None) -> list[Event]:
        """What was said there since that place, with what the sync left out; without a place nothing is told."""
        timeline = part(news, "timeline")
        window, me = list(objects(timeline, "events")), self._line.me.user
        since_joined = since_we_came(window, me)
        if since and since_joined and begins_late(since_joined, me) and timeline.get("limited") is True:
            # They did not wait with their words until we came.
            window = [*await self._left_out(room, "", text(timeline, "prev_batch")), *window]
            since_joined = since_we_came(window, me)
        state = objects(part(news, "state"), "events")
        if room not in self._line.rooms:
            self._apply(room, state)
        told: list[Event] = []
        if since and since_joined is None and timeline.get("limited") is True:
            gap = await self._left_out(room, since, text(timeline, "prev_batch"))
            own = since_we_came(gap, me)
            told += await self._all(room, gap if own is None else own)
        self._apply(room, state)
        heard = window if since_joined is None else since_joined
        self._apply(room, window[: len(window) - len(heard)])
        if since is None:
            self._apply(room, window)
            return told
        return told + await self._all(room, heard)

    async def filled(self, found: Filled) -> list[Event]:
        """What a gap of before held. What the room became since is known already."""
        if found.rest:
            self.gaps.append(found.rest)
        if found.gap.room not in self._line.rooms:
            return []
        read = dict(self.read)
        told = await self._all(found.gap.room, [raw for raw in found.events if "state_key" not in raw])
        self.read = read
        return told

    async def lately(self, room: str, news: Raw) -> list[Event]:
        """What was said there of late, where nobody knows any more what was told before."""
        self._apply(room, objects(part(news, "state"), "events"))
        window = list(objects(part(news, "timeline"), "events"))
        since_joined = since_we_came(window, self._line.me.user)
        heard = window if since_joined is None else since_joined
        self._apply(room, window[: len(window) - len(heard)])
        return await self._all(room, [raw for raw in heard if self._now - moment(raw, self._now) < LATELY])

    def moved(self, told: set[str]) -> list[Event]:
        """The rooms that go on elsewhere, each told of once; `told` are those of before."""
        moves: list[Event] = []
        for room in self._line.rooms:
            after = self._line.rooms.successor(room)
            if after and room not in told:
                told.add(room)
                where = self._scene(room).where()
                moves.append(ConversationMoved(where=where, to=ChatId(after), at=self._now))
        return moves

    async def _left_out(self, room: str, since: str, until: str) -> list[Raw]:
        found = await filled(self._line.wire, Gap(room=room, since=since, until=until), self._line.me.user)
        if found.rest:
            self.gaps.append(found.rest)
        return list(found.events)

    async def _all(self, room: str, raws: Iterable[Raw]) -> list[Event]:
        return [event for raw in raws for event in await self._heard(room, raw)]

    async def _heard(self, room: str, raw: Raw) -> tuple[Event, ...]:
        clear = self._opened(room, raw)
        scene = self._scene(room)
        await self._look_ups.learn(clear, scene)
        events = self._understood(clear, scene)
        if raw.get("type") != MEMBER:
            scene.room.apply(raw)
        self._note(room, clear, events)
        return events

    def _understood(self, raw: Raw, scene: Scene) -> tuple[Event, ...]:
        try:
            return events_of(raw, scene)
        except HOSTILE as error:
            # One that nobody foresaw must not stop all others.
            _log.warning("an event of Matrix is passed over (%s)", type(error).__name__)
            return ()

    def _opened(self, room: str, raw: Raw) -> Raw:
        if raw.get("type") != ENCRYPTED or text(raw, "sender") == self._line.me.user:
            return raw
        opened = self._line.keys.open(room, raw)
        if opened.may_open:
            self.closed.append(Closed(room=room, event=raw))
        return raw if opened.clear is None else opened.clear

    def _note(self, room: str, raw: Raw, events: tuple[Event, ...]) -> None:
        """Remember whose it is, and which threads are ours to hear from now on."""
        past, sender, thread = self._line.past, text(raw, "sender"), about(raw).thread
        to_us = any(getattr(event, "audience", None) is Audience.ADDRESSED for event in events)
        past.saw(text(raw, "event_id"), Earlier(sender=sender, calls_us=to_us))
        if thread and sender == self._line.me.user:
            known = past.messages.get(thread, Earlier())
            past.saw(thread, Earlier(sender=known.sender, answered=True))
        for event in events:
            if isinstance(event, MessageReceived) and event.audience is not Audience.OVERHEARD:
                self.read[room] = event.message
            if isinstance(event, MessageDeleted):
                self.settled.add(event.message)

    def _apply(self, room: str, events: Iterable[Raw]) -> None:
        for event in events:
            self._line.rooms[room].apply(event)

    def _scene(self, room: str) -> Scene:
        line = self._line
        return Scene(id=room, room=line.rooms[room], me=line.me, past=line.past, now=self._now)
