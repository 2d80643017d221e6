"""What was said in rooms, as events: opened where it is encrypted, and with what must be known to understand it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from adapters.matrix.connection import Connection
from adapters.matrix.fields import Raw, moment, objects, part, text
from adapters.matrix.gaps import missed, since_invited
from adapters.matrix.keys import HOSTILE
from adapters.matrix.late import Closed
from adapters.matrix.past import Earlier
from adapters.matrix.relations import about
from adapters.matrix.rooms import MEMBER, begins_late, since_we_came
from adapters.matrix.spoken_to import called_by
from adapters.matrix.translate import ENCRYPTED, Scene, events_of
from bot.content import Audience
from bot.errors import Undeliverable
from bot.events import ConversationMoved, Event, MessageDeleted, MessageReceived
from bot.ids import ChatId

LATELY = timedelta(days=1)

_log = logging.getLogger(__name__)


class Hearing:
    """What one sync brings.

    `read` is the last message of each room that was for us, `closed` what waits for its key, `settled` what waits no
    more.
    """

    def __init__(self, line: Connection, now: datetime) -> None:
        self._line = line
        self._now = now
        self.read: dict[str, str] = {}
        self.closed: list[Closed] = []
        self.settled: set[str] = set()

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
            window = [*await since_invited(self._line.wire, room, me, text(timeline, "prev_batch")), *window]
            since_joined = since_we_came(window, me)
        state = objects(part(news, "state"), "events")
        if room not in self._line.rooms:
            self._apply(room, state)
        told: list[Event] = []
        if since and since_joined is None and timeline.get("limited") is True:
            gap = await missed(self._line.wire, room, since, text(timeline, "prev_batch"))
            own = since_we_came(gap, me)
            told += await self._all(room, gap if own is None else own)
        self._apply(room, state)
        heard = window if since_joined is None else since_joined
        self._apply(room, window[: len(window) - len(heard)])
        if since is None:
            self._apply(room, window)
            return told
        return told + await self._all(room, heard)

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

    async def _all(self, room: str, raws: Iterable[Raw]) -> list[Event]:
        return [event for raw in raws for event in await self._heard(room, raw)]

    async def _heard(self, room: str, raw: Raw) -> tuple[Event, ...]:
        clear = self._opened(room, raw)
        scene = self._scene(room)
        await self._look_up(room, clear, scene)
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

    async def _look_up(self, room: str, raw: Raw, scene: Scene) -> None:
        """Ask for what an event is about; what only decides whether it is for us matters in groups."""
        if text(raw, "sender") == self._line.me.user:
            return
        relation = about(raw)
        for each in filter(None, (relation.replaces,) if scene.is_private else relation.earlier):
            if each not in self._line.past.messages:
                self._line.past.saw(each, await self._asked(room, each))

    async def _asked(self, room: str, event: str) -> Earlier:
        try:
            raw = await self._line.wire.get("rooms", room, "event", event)
        except Undeliverable:
            return Earlier()
        thread = part(raw, "unsigned", "m.relations", "m.thread")
        opened = self._line.keys.open(room, raw).clear if raw.get("type") == ENCRYPTED else raw
        calls_us = opened is not None and called_by(part(opened, "content"), self._line.me)
        answered = thread.get("current_user_participated") is True
        return Earlier(sender=text(raw, "sender"), calls_us=calls_us or answered)

    def _note(self, room: str, raw: Raw, events: tuple[Event, ...]) -> None:
        """Remember whose it is, and which threads are ours to hear from now on."""
        past, sender, thread = self._line.past, text(raw, "sender"), about(raw).thread
        to_us = any(getattr(event, "audience", None) is Audience.ADDRESSED for event in events)
        past.saw(text(raw, "event_id"), Earlier(sender=sender, calls_us=to_us))
        if thread and (to_us or sender == self._line.me.user):
            known = past.messages.get(thread, Earlier())
            past.saw(thread, Earlier(sender=known.sender, calls_us=True))
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
