"""Slack as a platform: hears what happens, sends parts."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence

from adapters.frames import Frames
from adapters.slack.addresses import SLACK, Myself, link
from adapters.slack.fetching import fetched
from adapters.slack.fields import text
from adapters.slack.hearing import Hearing, World
from adapters.slack.http import called
from adapters.slack.options import SlackKeys, SlackOptions
from adapters.slack.posts import Posts
from adapters.slack.render import NAME, growing, read, rendered
from adapters.slack.sockets import ALIVE_EVERY_S, connected
from adapters.slack.tasks import until_one_ends
from adapters.slack.web import Web
from bot.content import Attachment
from bot.errors import AccountRefused, BadSetting, DeliveryError, Undeliverable
from bot.events import Event
from bot.ids import AccountId, Conversation, MessageId, Platform, UserId
from bot.ports import Bookmark, Clock, Introduction, IsKnown, OnEvents
from bot.replies import Part, PartKind, Reply

REDRAW_EVERY_S = 1.5


class SlackAdapter:
    """A ChatAdapter that edits, fetches files, links, knows members, and finds its own messages again."""

    def __init__(self, keys: SlackKeys, options: SlackOptions, clock: Clock) -> None:
        if not keys.bot.startswith("xoxb-"):
            raise BadSetting('slack_bot_token: that is no bot\'s token; copy it from "OAuth & Permissions", as xoxb-…')
        if keys.app and not keys.app.startswith("xapp-"):
            raise BadSetting('slack_app_token: that is no app\'s token; copy it from "Basic Information", as xapp-…')
        if not (keys.app or keys.secret):
            raise BadSetting("slack_app_token: give the app's token, or slack_signing_secret for Slack to call us")
        self._keys = keys
        self._options = options
        self._web = Web(keys.bot, options.api)
        self._world = World(self._web, clock, options.commands)
        self._posts = Posts(self._web, self._world.threads, clock)
        self._opening = asyncio.Lock()
        self._me: Myself | None = None
        self._team = ""
        self._frames = Frames()

    @property
    def platform(self) -> Platform:
        return SLACK

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        me = await self._open()
        place = {bookmark.account: bookmark.value for bookmark in bookmarks}

        async def hear(events: Sequence[Event], bookmark: Bookmark | None) -> None:
            await on_events(events, bookmark)
            if bookmark is not None:
                place[bookmark.account] = bookmark.value

        while self._keys.app:
            hearing = Hearing(self._world, me, hear, place.get(me.account, ""))
            await connected(self._web, self._keys.app, self._options.heartbeat_s, hearing)
        hearing = Hearing(self._world, me, hear, place.get(me.account, ""))
        async with called(self._options.listen, self._keys.secret, hearing):
            await hearing.fill()
            await until_one_ends(self._tend(hearing), self._look(hearing), hearing.draw_homes())

    async def introduce(self) -> Introduction:
        me = await self._open()
        if self._keys.app:
            await self._web.ticket(self._keys.app)
        where = f"Open {self._team} in Slack, find {me.name} under Apps, and write to it in its Messages tab."
        advice: tuple[str, ...] = (where, f"In a channel: /invite @{me.name}, then mention it.")
        if not self._keys.app:
            advice += ("Put the public address of slack_listen into the app's settings, wherever it asks for one.",)
        return Introduction(account=me.account, name=f"@{me.name} in {self._team}", advice=advice)

    def spare_strangers(self, is_known: IsKnown) -> None:
        self._world.is_known = is_known

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        return rendered(to, reply, self._me.name if self._me else NAME)

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        await self._open()
        sent = await self._sent(to, part, key)
        self._world.homes.answered(to.chat)
        return sent

    async def _sent(self, to: Conversation, part: Part, key: str) -> MessageId:
        body = read(part.body)
        match part.kind:
            case PartKind.EDIT if part.target:
                return await self._posts.edit(to, part.target, body, key)
            case PartKind.REACTION if part.target:
                return await self._posts.react(to, part.target, body, key)
            case PartKind.DELETION if part.target:
                return await self._posts.delete(to, part.target)
            case PartKind.TEXT:
                return await self._posts.post(to, body, key)
            case _:
                raise Undeliverable(f"Slack has no way to show a {part.kind} here")

    async def find(self, to: Conversation, key: str) -> MessageId | None:
        await self._open()
        return await self._posts.find(to, key)

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId:
        await self._open()
        message = await self._posts.post(to, growing(text), key)
        self._frames.shown((to.chat, message))
        return message

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None:
        if self._frames.due((to.chat, message), REDRAW_EVERY_S):
            await self._posts.redraw(to, message, growing(text))

    def link(self, where: Conversation, message: MessageId) -> str | None:
        return link(self._me.workspace, where, message) if self._me else None

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        await self._open()
        return await fetched(self._web, self._options.api, attachment.ref, limit)

    async def is_member(self, where: Conversation, user: UserId) -> bool:
        try:
            return user in await self._world.people.members(where.chat)
        except DeliveryError:
            return False

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._web.aclose()

    async def _tend(self, hearing: Hearing) -> None:
        """Tell now and then that Slack answers us. Whether it reaches us too, nobody knows: so no bookmark moves."""
        while True:
            if await _is_had(self._web.ask("auth.test")):
                await hearing.alive(gapless=False)
            await asyncio.sleep(ALIVE_EVERY_S)

    async def _look(self, hearing: Hearing) -> None:
        """Search the history now and then for what no call told of."""
        while True:
            await asyncio.sleep(self._options.look_every_s)
            await _is_had(hearing.fill())

    async def _open(self) -> Myself:
        """Ask Slack who we are, once; a wrong token shows here."""
        async with self._opening:
            if self._me is None:
                told = await self._web.ask("auth.test")
                if not (text(told, "team_id") and text(told, "user_id")):
                    raise Undeliverable("slack_bot_token: this token belongs to no workspace; install the app in one")
                self._team = text(told, "team")
                self._me = Myself(
                    account=AccountId(text(told, "team_id")),
                    user=text(told, "user_id"),
                    name=text(told, "user"),
                    workspace=text(told, "url"),
                )
            return self._me


async def _is_had(work: Coroutine[None, None, object]) -> bool:
    """Whether it could be done. Where Slack cannot be reached just now, it may still reach us."""
    try:
        await work
    except AccountRefused:
        raise
    except DeliveryError as trouble:
        if not trouble.retry:
            raise
        return False
    return True
