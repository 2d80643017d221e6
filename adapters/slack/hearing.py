"""What Slack tells, on its way to the journal: looked up, translated, committed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import timedelta

from adapters.slack.addresses import SLACK, Myself, is_direct
from adapters.slack.asked import ids_in_deed, ids_in_events
from adapters.slack.doing import Deed, Doing, deed, ephemeral, failed, who
from adapters.slack.fields import Raw, inner, latest, text, ts_of
from adapters.slack.filling import Filling
from adapters.slack.forms import Form, drawn
from adapters.slack.people import People
from adapters.slack.said import head_of, is_a_persons, mentions_us
from adapters.slack.threads import Threads
from adapters.slack.translate import Known, events_of, place_of
from adapters.slack.web import Web
from bot.errors import DeliveryError
from bot.events import Event
from bot.ids import EventKey
from bot.ports import Bookmark, Clock, OnEvents

REMEMBERED = 4_096
LAG = timedelta(seconds=30)
"""How long a connection may be dead before it is noticed."""

WRITE_IT = "Write it behind the command, as in: /satchel {} the lease ends in June"


class World:
    """What is looked up of the workspace, for as long as the adapter lives."""

    def __init__(self, web: Web, clock: Clock, commands: Sequence[str]) -> None:
        self.web = web
        self.clock = clock
        self.commands = frozenset(commands)
        self.people = People(web)
        self.threads = Threads(web)
        self.committed: OrderedDict[EventKey, None] = OrderedDict()


class Hearing:
    """One connection's ears. What went through them is committed when their methods return.

    The bookmark says up to when nothing is missing, so it stands still until the gap before is filled.
    """

    def __init__(self, world: World, me: Myself, on_events: OnEvents, since: str) -> None:
        self._world = world
        self._me = me
        self._on_events = on_events
        self._reached = since
        self.filling = Filling(world.web, since, self._take)

    async def hear(self, bodies: Sequence[Raw]) -> None:
        """Take in what happened."""
        for chat in dict.fromkeys(place_of(body)[0] for body in bodies):
            await self.filling.of(chat)
        events = await self._translated(bodies)
        await self._commit(events, latest([place_of(body)[1] for body in bodies]))

    async def act(self, body: Raw) -> Raw | None:
        """Do what somebody wants at once; returns what Slack is to show them, which may be nothing.

        None where it was not done and only Slack can say so: it is not to be acknowledged.
        """
        user, me, world = who(body), self._me, self._world
        if not user:
            return {}
        try:
            direct = await world.people.direct(user, me)
            names = await world.people.names(*ids_in_deed(body), me)
            doing = Doing(at=world.clock.now(), commands=world.commands)
            done = deed(body, me, names, direct, doing)
            await self._commit([done.event] if done.event else [], "")
            return await self._shown(body, done)
        except DeliveryError:
            return failed(body)

    async def alive(self) -> None:
        """The connection was proven to stand: whatever happened until a while ago has come through it."""
        await self._commit([], ts_of(self._world.clock.now() - LAG))

    async def _shown(self, body: Raw, done: Deed) -> Raw:
        if done.form is None:
            return done.answer or {}
        try:
            await self._open(body, done.form)
        except DeliveryError:
            return ephemeral(WRITE_IT.format(done.form.command)) if text(body, "command") else {}
        return {}

    async def _open(self, body: Raw, form: Form) -> None:
        await self._world.web.post("views.open", trigger_id=text(body, "trigger_id"), view=drawn(form))

    async def _take(self, bodies: Sequence[Raw]) -> None:
        await self._commit(await self._translated(bodies), "")

    async def _translated(self, bodies: Sequence[Raw]) -> list[Event]:
        known = await self._looked_up([inner(body, "event") for body in bodies])
        now = self._world.clock.now()
        return [event for body in bodies for event in events_of(body, self._me, known, now)]

    async def _looked_up(self, events: Sequence[Raw]) -> Known:
        me, threads = self._me, self._world.threads
        spoken = [(text(event, "channel"), inner(event, "message") or event) for event in events]
        said = [(chat, message) for chat, message in spoken if not is_direct(chat) and is_a_persons(message, me)]
        for chat, message in said:
            if mentions_us(message, me):
                threads.joined((chat, head_of(message)))
        asked = dict.fromkeys((chat, head_of(message)) for chat, message in said if text(message, "thread_ts"))
        ours = {thread for thread in asked if await threads.is_ours(thread, me)}
        names = await self._world.people.names(*ids_in_events(events, me), me)
        return Known(names=names, ours=frozenset(ours))

    async def _commit(self, events: Sequence[Event], reached: str) -> None:
        committed = self._world.committed
        fresh = {event.key: event for event in events if event.key not in committed}
        await self._on_events(tuple(fresh.values()), self._bookmark(reached))
        committed.update(dict.fromkeys(fresh))
        while len(committed) > REMEMBERED:
            committed.popitem(last=False)

    def _bookmark(self, reached: str) -> Bookmark | None:
        if not self.filling.done or latest([self._reached, reached]) == self._reached:
            return None
        self._reached = latest([self._reached, reached])
        return Bookmark(platform=SLACK, account=self._me.account, value=self._reached)
