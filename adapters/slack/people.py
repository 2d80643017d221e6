"""Who is who on Slack, looked up when it is needed and remembered for a while."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

from adapters.slack.addresses import SLACK, Myself
from adapters.slack.fields import text, words
from adapters.slack.reading import Names
from adapters.slack.web import PAGE, Web
from bot.errors import DeliveryError, NeverSent, Undeliverable
from bot.ids import ChatId, Conversation

REMEMBERED = 10_000
NAMES_HOLD_S = 3_600.0
MEMBERS_HOLD_S = 60.0
PATIENCE_S = 1.0
"""How long a name is waited for: Slack wants to hear within three seconds that an event has arrived."""


class People:
    """Names, direct conversations and members. A name that cannot be had is the id."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._people: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._channels: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._direct: dict[str, str] = {}
        self._members: dict[str, tuple[float, frozenset[str]]] = {}

    async def names(
        self, people: Collection[str], channels: Collection[str], me: Myself, first: Collection[str] = ()
    ) -> Names:
        """What these are called; those who are to be asked about first hold the others up."""
        self._people[me.user] = (time.monotonic(), me.name)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.gather(*(_learn(self._people, each, self._person) for each in first))
                await asyncio.gather(
                    *(_learn(self._people, each, self._person) for each in {*people} - {*first}),
                    *(_learn(self._channels, each, self._channel) for each in channels),
                )
        return self.known(people, channels)

    def known(self, people: Collection[str], channels: Collection[str]) -> Names:
        """What these are called, as far as it is known already."""
        return Names(people=_known(self._people, people), channels=_known(self._channels, channels))

    async def direct(self, user: str, me: Myself) -> Conversation:
        """The direct conversation with somebody. Raises DeliveryError."""
        if user not in self._direct:
            opened = await self._web.post("conversations.open", users=user)
            chat = text(opened, "channel", "id")
            if not chat:
                raise NeverSent("Slack opened no direct conversation; try again")
            self._direct[user] = chat
        return Conversation(platform=SLACK, account=me.account, chat=ChatId(self._direct[user]))

    async def members(self, chat: str) -> frozenset[str]:
        """Who is in a channel now, or was a minute ago. Raises DeliveryError."""
        known = self._members.get(chat)
        if known and time.monotonic() - known[0] < MEMBERS_HOLD_S:
            return known[1]
        found: set[str] = set()
        cursor = ""
        while True:
            page = await self._web.ask("conversations.members", channel=chat, limit=PAGE, cursor=cursor)
            found.update(words(page, "members"))
            if not (cursor := text(page, "response_metadata", "next_cursor")):
                break
        self._members[chat] = (time.monotonic(), frozenset(found))
        return self._members[chat][1]

    async def _person(self, user: str) -> str:
        found = await self._web.look_up("users.info", user=user)
        return (
            text(found, "user", "profile", "display_name").strip()
            or text(found, "user", "profile", "real_name").strip()
            or text(found, "user", "name")
        )

    async def _channel(self, channel: str) -> str:
        found = await self._web.look_up("conversations.info", channel=channel)
        return text(found, "channel", "name")


async def _learn(
    known: OrderedDict[str, tuple[float, str]], one: str, look_up: Callable[[str], Awaitable[str]]
) -> None:
    if one in known and time.monotonic() - known[one][0] < NAMES_HOLD_S:
        return
    try:
        name = await look_up(one)
    except Undeliverable:
        name = one
    except DeliveryError:
        return
    known[one] = (time.monotonic(), name or one)
    while len(known) > REMEMBERED:
        known.popitem(last=False)


def _known(known: OrderedDict[str, tuple[float, str]], asked: Collection[str]) -> dict[str, str]:
    return {one: known[one][1] for one in asked if one in known}
