"""What was said in rooms, as events: opened where it is encrypted, and with what must be known to understand it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from adapters.matrix import directness
from adapters.matrix.connection import Connection
from adapters.matrix.doors import MEMBER
from adapters.matrix.edits import Change, Undoing
from adapters.matrix.fields import Raw, moment, objects, part, text
from adapters.matrix.gaps import Filled, Gap, filled
from adapters.matrix.holding import Held
from adapters.matrix.keys import HOSTILE
from adapters.matrix.late import Closed
from adapters.matrix.lookups import LookUps
from adapters.matrix.past import Earlier
from adapters.matrix.relations import about
from adapters.matrix.retelling import NOTHING, as_deletion, as_edit
from adapters.matrix.rooms import Room, begins_late, since_we_came
from adapters.matrix.scene import Scene
from adapters.matrix.translate import ENCRYPTED, events_of, taken_back_by
from bot.content import Audience
from bot.events import ConversationMoved, Event, MessageDeleted, MessageEdited, MessageReceived
from bot.ids import ChatId

LATELY = timedelta(days=1)
PATIENCE_S = 86_400.0
"""With a homeserver that does not tell what a message says now."""

_log = logging.getLogger(__name__)


class Hearing:
    """What one sync brings.

    `read` is the last message of each room that was for us, `closed` what waits for its key, `settled` what waits no
    more, `gaps` what the homeserver could not tell now, `held` what waits until it tells whether a room is a direct
    chat, and `released` what waited for that and is heard. `edits` are those that were told, by their ids, `undoing`
    what took one back and waits until the homeserver tells what the message says now, `undone` what waits no more.
    """

    def __init__(self, line: Connection, look_ups: LookUps, now: datetime) -> None:
        self._line = line
        self._look_ups = look_ups
        self._now = now
        self.read: dict[str, str] = {}
        self.closed: list[Closed] = []
        self.settled: set[str] = set()
        self.gaps: list[Gap] = []
        self.held: list[Held] = []
        self.released: set[str] = set()
        self.edits: dict[str, Change] = {}
        self.undoing: list[Undoing] = []
        self.undone: set[str] = set()

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

    async def waiting(self) -> list[Event]:
        """What was said where it is known by now whether it is a direct chat; to be asked for last."""
        told: list[Event] = []
        for each in (*self._line.holding.waiting, *self.held):
            direct = directness.known(self._line, each.room)
            if direct is not None and each.id not in self.released:
                told += await self._taken_in(each.event, self._scene(each.room, direct))
                self.released.add(each.id)
        self.held = [each for each in self.held if each.id not in self.released]
        return told

    async def undo(self) -> list[Event]:
        """What messages say by now of which an edit was taken back before."""
        told: list[Event] = []
        for each in self._line.edits.waiting:
            scene = self._scene(each.room, None if each.room in self._line.rooms else False)
            told += await self._without(each.event, scene, each.since)
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
        scene = self._scene(room)
        holding = self._line.holding.rooms | {each.room for each in self.held}
        known = await self._look_ups.knows_directness(scene, asks=room not in holding)
        me = self._line.me.user
        # What comes after what waits, waits behind it.
        waits = not known or (room in holding and scene.room.may_be_private(me))
        if waits and "state_key" not in raw and text(raw, "sender") != me:
            self.held.append(Held(room=room, event=raw))
            return ()
        return await self._taken_in(raw, scene)

    async def _taken_in(self, raw: Raw, scene: Scene) -> tuple[Event, ...]:
        room = scene.id
        clear = self._opened(room, raw)
        if self._change(clear, room):
            events = await self._without(clear, scene, self._now.timestamp())
        else:
            await self._look_ups.learn(clear, scene)
            events = self._understood(clear, scene)
        if raw.get("type") != MEMBER:
            scene.room.apply(raw)
        self._note(room, clear, events)
        return events

    def _change(self, raw: Raw, room: str) -> Change | None:
        """The edit that an event takes back, if it does; what is said elsewhere takes nothing back."""
        gone = taken_back_by(raw)
        change = self.edits.get(gone) or self._line.edits.known.get(gone)
        return change if change and change.room == room else None

    async def _without(self, raw: Raw, scene: Scene, since: float) -> tuple[Event, ...]:
        """What the message of an edit says without it. Where nobody tells that, the message is gone, too."""
        change = self._change(raw, scene.id)
        read = await self._look_ups.says_now(change) if change else NOTHING
        if read is None and self._now.timestamp() - since < PATIENCE_S:
            self.undoing.append(Undoing(room=scene.id, event=raw, since=since))
            return ()
        self.undone.add(text(raw, "event_id"))
        if change is None:
            return ()
        if read and read.first:
            await self._look_ups.learn(read.first, scene)
            self._saw(read.first, self._understood(read.first, scene))
        now = self._understood(read.now, scene) if read else ()
        edits = (as_edit(each, raw, change, scene) for each in now if isinstance(each, MessageReceived))
        return tuple(filter(None, edits)) or self._understood(as_deletion(raw, change), scene)

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
        self._saw(raw, events)
        if thread and sender == self._line.me.user:
            known = past.messages.get(thread, Earlier())
            past.saw(thread, Earlier(sender=known.sender, answered=True))
        for event in events:
            if isinstance(event, MessageReceived) and event.audience is not Audience.OVERHEARD:
                self.read[room] = event.message
            if isinstance(event, MessageEdited) and not event.undoes:
                at = round(event.at.timestamp() * 1000)
                self.edits[event.edit] = Change(room=room, edit=event.edit, message=event.message, at=at)
            if isinstance(event, MessageDeleted):
                self.settled.add(event.message)

    def _saw(self, raw: Raw, events: tuple[Event, ...]) -> None:
        to_us = any(getattr(event, "audience", None) is Audience.ADDRESSED for event in events)
        self._line.past.saw(text(raw, "event_id"), Earlier(sender=text(raw, "sender"), calls_us=to_us))

    def _apply(self, room: str, events: Iterable[Raw]) -> None:
        for event in events:
            self._line.rooms[room].apply(event)

    def _scene(self, room: str, direct: bool | None = None) -> Scene:
        line = self._line
        # What waited may be of a room that we left.
        known = line.rooms[room] if direct is None else line.rooms.known(room) or Room()
        return Scene(id=room, room=known, me=line.me, past=line.past, now=self._now, direct=direct)
