"""Which threads are with us: those whose head is said to us, or in which we have spoken."""

from __future__ import annotations

from collections import OrderedDict

from adapters.slack.addresses import Myself
from adapters.slack.fields import text
from adapters.slack.said import mentions_us
from adapters.slack.web import Web
from bot.errors import Undeliverable

REMEMBERED = 10_000

Thread = tuple[str, str]
"""The chat, and the `ts` of the head."""


class Threads:
    """Remembers of each thread whether it is with us; Slack is asked once."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._known: OrderedDict[Thread, bool] = OrderedDict()

    def joined(self, thread: Thread) -> None:
        """From now on it is with us."""
        self._remember(thread, ours=True)

    async def is_ours(self, thread: Thread, me: Myself) -> bool:
        """Raises DeliveryError where Slack cannot be asked now: what is said there is not to be lost."""
        if thread not in self._known:
            self._remember(thread, ours=await self._asked(thread, me))
        return self._known[thread]

    def _remember(self, thread: Thread, *, ours: bool) -> None:
        self._known[thread] = ours
        self._known.move_to_end(thread)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def _asked(self, thread: Thread, me: Myself) -> bool:
        chat, head = thread
        try:
            async for page in self._web.pages("conversations.replies", "messages", channel=chat, ts=head):
                for message in page:
                    is_head = text(message, "ts") == head
                    if text(message, "user") == me.user or (is_head and mentions_us(message, me)):
                        return True
        except Undeliverable:
            return False
        return False
