"""Which threads are with us: those in which we have spoken, and no others."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from adapters.slack.addresses import Myself
from adapters.slack.fields import Raw, moment, number, text, words
from adapters.slack.web import Web
from bot.errors import Undeliverable

REMEMBERED = 10_000
LATELY = 10
CLOCKS_DIFFER = timedelta(minutes=1)

Thread = tuple[str, str]
"""The chat, and the `ts` of the head."""


class Threads:
    """Remembers of each thread whether it is with us.

    Of what began since we came, it knows where we spoke; of what is older, much comes by in the history. Only of
    the rest is Slack asked, once each.
    """

    def __init__(self, web: Web, since: datetime) -> None:
        self._web = web
        self._since = since + CLOCKS_DIFFER
        self._known: OrderedDict[Thread, bool] = OrderedDict()

    def joined(self, thread: Thread) -> None:
        """We speak there: from now on it is with us."""
        self._remember(thread, ours=True)

    def seen(self, chat: str, message: Raw, me: Myself) -> None:
        """Learn from a message that comes by: one of ours in a thread, or a head that tells who answered it."""
        head = text(message, "thread_ts")
        if not head:
            return
        answered_by = words(message, "reply_users")
        if me.user in (text(message, "user"), text(message, "parent_user_id"), *answered_by):
            self.joined((chat, head))
        elif answered_by and len(answered_by) >= (number(message, "reply_users_count") or 0):
            self._known.setdefault((chat, head), False)

    def spoken_in(self, chat: str) -> Sequence[str]:
        """The heads of those in which we spoke lately there, as far as it is remembered."""
        heads = (thread[1] for thread, ours in reversed(self._known.items()) if ours and thread[0] == chat)
        return tuple(islice(heads, LATELY))

    def ours(self, thread: Thread) -> bool | None:
        """Whether it is; None where only Slack can tell."""
        began = moment(thread[1])
        if thread not in self._known and began is not None and began > self._since:
            return False
        return self._known.get(thread)

    async def ask(self, thread: Thread, me: Myself) -> None:
        """Find out. Raises DeliveryError where Slack cannot be asked now."""
        self._remember(thread, ours=await self._asked(thread, me))

    def _remember(self, thread: Thread, *, ours: bool) -> None:
        self._known[thread] = ours or self._known.get(thread, False)
        self._known.move_to_end(thread)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def _asked(self, thread: Thread, me: Myself) -> bool:
        chat, head = thread
        try:
            async for page in self._web.pages("conversations.replies", "messages", channel=chat, ts=head):
                if any(text(message, "user") == me.user for message in page):
                    return True
        except Undeliverable:
            return False
        return False
