"""What Slack tells, on its way to the journal: looked up, translated, committed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import timedelta

from adapters.slack.addresses import SLACK, Myself, is_direct
from adapters.slack.asked import ids_in_deed, ids_in_events, senders_in_events
from adapters.slack.doing import Deed, Doing, deed, ephemeral, failed, knock, who
from adapters.slack.fields import Raw, inner, latest, text, ts_of
from adapters.slack.filling import Filling
from adapters.slack.forms import drawn
from adapters.slack.homes import Homes
from adapters.slack.people import People
from adapters.slack.said import audience, is_a_persons, mentions_us
from adapters.slack.threads import Thread, Threads
from adapters.slack.translate import Known, events_of, home_again, opens_home, place_of, speaker
from adapters.slack.web import Web
from bot.content import Audience
from bot.errors import DeliveryError
from bot.events import Event
from bot.ids import Contact, EventKey, UserId
from bot.ports import Bookmark, Clock, IsKnown, OnEvents

REMEMBERED = 4_096
LAG = timedelta(seconds=30)
"""How long a connection may be dead before it is noticed."""

PATIENCE_S = 2.0
"""How long Slack is asked about a thread: it wants to hear within three seconds that an event has arrived."""

PATIENCE_WITH_HISTORY_S = 60.0

WRITE_IT = "Write it behind the command, as in: /satchel {} the lease ends in June"


class World:
    """What is looked up of the workspace, for as long as the adapter lives."""

    def __init__(self, web: Web, clock: Clock, commands: Sequence[str]) -> None:
        self.web = web
        self.clock = clock
        self.commands = frozenset(commands)
        self.people = People(web)
        self.threads = Threads(web, clock.now())
        self.homes = Homes()
        self.committed: OrderedDict[EventKey, None] = OrderedDict()
        self.is_known: IsKnown = _everybody

    async def strangers(self, users: Collection[str], me: Myself) -> frozenset[str]:
        """Those among them whom we do not know."""
        accounts = (Contact(platform=SLACK, account=me.account, user=UserId(user)) for user in users if user)
        return frozenset([account.user for account in accounts if not await self.is_known(account)])


async def _everybody(_: Contact) -> bool:
    return True


class Hearing:
    """One line's ears. What went through them is committed when their methods return.

    The bookmark says up to when nothing is missing, so it stands still until the gap before is filled.
    """

    def __init__(self, world: World, me: Myself, on_events: OnEvents, since: str) -> None:
        self._world = world
        self._me = me
        self._on_events = on_events
        self._reached = since
        self.filling = self._gap()

    def must_ask(self, body: Raw) -> bool:
        """Whether Slack is to be asked before it can be taken in, which may last."""
        return self.filling.lacks(place_of(body)[0]) or self._doubt(body) is not None

    async def hear(self, bodies: Sequence[Raw], *, gapless: bool) -> Sequence[bool]:
        """Take in what happened; tells of each whether it was, otherwise Slack is to bring it again.

        `gapless`: nothing that happened before is still on its way.
        """
        for chat in dict.fromkeys(place_of(body)[0] for body in bodies):
            await self.filling.of(chat)
        strangers = await self._strangers(bodies)
        await self._ask([body for body in bodies if speaker(body) not in strangers], PATIENCE_S)
        clear = [speaker(body) in strangers or self._doubt(body) is None for body in bodies]
        heard = [body for body, is_clear in zip(bodies, clear, strict=True) if is_clear]
        reached = latest([place_of(body)[1] for body in heard]) if gapless and all(clear) else ""
        await self._commit(await self._translated(heard, strangers), reached)
        for body in heard:
            if opens_home(body):
                self._world.homes.seen(place_of(body)[0], speaker(body))
        return clear

    async def act(self, body: Raw) -> Raw | None:
        """Do what somebody wants at once; returns what Slack is to show them, which may be nothing.

        None where it was not done and only Slack can say so: it is not to be acknowledged.
        """
        user, me, world = who(body), self._me, self._world
        if not user:
            return {}
        doing = Doing(at=world.clock.now(), commands=world.commands)
        try:
            if await world.strangers([user], me):
                return await self._told_how(body, doing)
            direct = await world.people.direct(user, me)
            names = await world.people.names(*ids_in_deed(body), me)
            done = deed(body, me, names, direct, doing)
            if done.event and text(body, "view", "id"):
                world.homes.seen(direct.chat, user)
            await self._commit([done.event] if done.event else [], "")
            return await self._shown(body, done)
        except DeliveryError:
            return failed(body)

    async def _told_how(self, body: Raw, doing: Doing) -> Raw:
        """A stranger who types a command is told, in private, how they are let in; and nothing else is done."""
        if text(body, "command"):
            direct = await self._world.people.direct(who(body), self._me)
            knocked = knock(body, direct, doing)
            await self._commit([knocked] if knocked else [], "")
        return {}

    async def alive(self, *, gapless: bool) -> None:
        """Slack was proven to be there; `gapless`: and whatever happened until a while ago was taken in."""
        await self._commit([], self._lately() if gapless else "")

    async def fill(self) -> None:
        """Take in what was said since the bookmark, however little of it Slack has told us, and move it here."""
        begun = self._lately()
        gap = self._gap() if self.filling.done else self.filling
        await gap.all()
        self.filling = gap
        await self._commit([], begun)

    async def draw_homes(self) -> None:
        """Have the home tabs drawn anew that show what is so no more, for ever."""
        while True:
            user = await self._world.homes.stale()
            if await self._world.strangers([user], self._me):
                continue
            names = await self._world.people.names([user], (), self._me)
            await self._commit([home_again(self._me, user, names, self._world.clock.now())], "")

    async def _shown(self, body: Raw, done: Deed) -> Raw:
        if done.window is not None:
            with suppress(DeliveryError):
                await self._world.web.post("views.update", view_id=text(body, "view", "id"), view=done.window)
        if done.form is None:
            return done.answer or {}
        try:
            await self._open(body, drawn(done.form, done.above))
        except DeliveryError:
            return ephemeral(WRITE_IT.format(done.form.command)) if text(body, "command") else {}
        return {}

    async def _open(self, body: Raw, view: Raw) -> None:
        await self._world.web.post("views.open", trigger_id=text(body, "trigger_id"), view=view)

    def _gap(self) -> Filling:
        return Filling(self._world.web, self._reached, self._take, self._sees, self._world.threads.spoken_in)

    def _lately(self) -> str:
        return ts_of(self._world.clock.now() - LAG)

    def _sees(self, chat: str, message: Raw) -> None:
        self._world.threads.seen(chat, message, self._me)

    async def _take(self, bodies: Sequence[Raw]) -> None:
        """Out of the history; a thread of which nothing can be learnt is not with us."""
        strangers = await self._strangers(bodies)
        await self._ask([body for body in bodies if speaker(body) not in strangers], PATIENCE_WITH_HISTORY_S)
        await self._commit(await self._translated(bodies, strangers), "")

    async def _strangers(self, bodies: Sequence[Raw]) -> frozenset[str]:
        return await self._world.strangers({speaker(body) for body in bodies}, self._me)

    def _doubt(self, body: Raw) -> Thread | None:
        """The thread on which it hangs whether it is said to us, where that is not known."""
        event = inner(body, "event")
        message = inner(event, "message") or event
        self._sees(text(event, "channel"), message)
        thread = (text(event, "channel"), text(message, "thread_ts"))
        known = is_direct(thread[0]) or thread[1] in ("", text(message, "ts")) or not is_a_persons(message, self._me)
        return None if known or self._is_mention(message) or self._world.threads.ours(thread) is not None else thread

    def _is_mention(self, message: Raw) -> bool:
        return text(message, "type") == "app_mention" or mentions_us(message, self._me)

    async def _ask(self, bodies: Sequence[Raw], patience_s: float) -> None:
        """Find out about the threads, as far as that goes: whoever is slow about it holds nobody up for long."""
        doubts = {thread for body in bodies if (thread := self._doubt(body))}
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await asyncio.gather(*(self._learn(thread) for thread in doubts))

    async def _learn(self, thread: Thread) -> None:
        with suppress(DeliveryError):
            await self._world.threads.ask(thread, self._me)

    async def _translated(self, bodies: Sequence[Raw], strangers: frozenset[str]) -> list[Event]:
        known = await self._looked_up(bodies, strangers)
        now = self._world.clock.now()
        return [event for body in bodies for event in events_of(body, self._me, known, now)]

    async def _looked_up(self, bodies: Sequence[Raw], strangers: frozenset[str]) -> Known:
        events = [inner(body, "event") for body in bodies]
        threads = self._world.threads
        heads = {(text(event, "channel"), text(each, "thread_ts")) for event in events for each in _messages(event)}
        ours = frozenset(thread for thread in heads if threads.ours(thread))
        # How often Slack may be asked is limited: what is not said to us must not use that up.
        people, known = self._world.people, [inner(body, "event") for body in bodies if speaker(body) not in strangers]
        to_us = [event for event in known if not self._is_overheard(event, ours)]
        await people.names(*ids_in_events(to_us, self._me), self._me, first=senders_in_events(known, self._me))
        return Known(names=people.known(*ids_in_events(events, self._me)), ours=ours)

    def _is_overheard(self, event: Raw, ours: frozenset[Thread]) -> bool:
        message = inner(event, "message") or event
        said = text(event, "type") == "message"
        return said and audience(message, text(event, "channel"), self._me, ours) is Audience.OVERHEARD

    async def _commit(self, events: Sequence[Event], reached: str) -> None:
        committed = self._world.committed
        fresh = {event.key: event for event in events if event.key not in committed}
        await self._on_events(tuple(fresh.values()), self._bookmark(reached))
        committed.update(dict.fromkeys(fresh))
        while len(committed) > REMEMBERED:
            committed.popitem(last=False)

    def _bookmark(self, reached: str) -> Bookmark | None:
        if not self.filling.whole or latest([self._reached, reached]) == self._reached:
            return None
        self._reached = latest([self._reached, reached])
        return Bookmark(platform=SLACK, account=self._me.account, value=self._reached)


def _messages(event: Raw) -> Collection[Raw]:
    """It, as it is now and as it was."""
    return event, inner(event, "message"), inner(event, "previous_message")
