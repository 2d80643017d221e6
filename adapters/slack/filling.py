"""What was said while we were not connected, out of the conversations' own history."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from adapters.slack.errors import was_answered
from adapters.slack.fields import TS, Raw, text
from adapters.slack.web import Web
from bot.errors import NeverSent, Undeliverable

OVERLAP_S = 600
"""How far before the bookmark it begins: what Slack had still to deliver again then is older."""

THREADS_S = int(timedelta(days=7).total_seconds())
"""How far back it looks for threads that have grown since."""

OLDER_PAGES = 1
MOST_AT_ONCE = 100
KINDS = "public_channel,private_channel,mpim,im"

OnBodies = Callable[[Sequence[Raw]], Awaitable[None]]
OnSight = Callable[[str, Raw], None]
SpokenIn = Callable[[str], Sequence[str]]

_log = logging.getLogger(__name__)


class Filling:
    """The gap since a moment, conversation by conversation; `since` empty: there is none.

    What happens in a conversation now waits until what happened there before was taken in. `sees` is shown every
    message that comes by, with its chat, those before the gap too. `spoken_in` names threads to look at in any case.

    In other threads a reply is found only where the head is younger than THREADS_S, and not more than a page or two of
    the conversation's own messages older than the gap: Slack lists no threads.
    """

    def __init__(self, web: Web, since: str, take: OnBodies, sees: OnSight, spoken_in: SpokenIn) -> None:
        self._web = web
        self._spoken_in = spoken_in
        self._sees = sees
        self._since = Decimal(since) - OVERLAP_S if TS.fullmatch(since) else None
        self._take = take
        self._filled: set[str] = set()
        self._turns: dict[str, asyncio.Lock] = {}
        self._stumbled = False
        self.done = self._since is None

    @property
    def whole(self) -> bool:
        """Whether nothing is missing any more.

        Where Slack stumbles over one conversation, the others go on, and the next filling is to begin where this did.
        """
        return self.done and not self._stumbled

    async def all(self) -> None:
        """Fill every conversation that we are in."""
        if self._since is not None:
            try:
                async for page in self._web.pages("users.conversations", "channels", types=KINDS, exclude_archived=1):
                    for channel in page:
                        await self.of(text(channel, "id"))
            except Undeliverable as refused:
                _log.warning("it cannot be found out where something was said meanwhile: %s", refused)
        self.done = True

    def lacks(self, chat: str) -> bool:
        """Whether something may be missing there."""
        return bool(chat) and not self.done and chat not in self._filled

    async def of(self, chat: str) -> None:
        """Fill one conversation."""
        if self._since is None or not self.lacks(chat):
            return
        async with self._turns.setdefault(chat, asyncio.Lock()):
            if chat not in self._filled:
                await self._fill(chat, self._since)
                self._filled.add(chat)

    async def _fill(self, chat: str, since: Decimal) -> None:
        try:
            missed = sorted([each async for each in self._missed(chat, since)], key=_at)
        except Undeliverable as refused:
            _log.warning("what was said meanwhile in a conversation cannot be had: %s", refused)
            return
        except NeverSent as trouble:
            if not was_answered(trouble):
                raise
            _log.warning("what was said meanwhile in a conversation cannot be had now: %s", trouble)
            self._stumbled = True
            return
        bodies = [body for message in missed for body in _bodies(chat, message, since)]
        for start in range(0, len(bodies), MOST_AT_ONCE):
            await self._take(bodies[start : start + MOST_AT_ONCE])

    async def _missed(self, chat: str, since: Decimal) -> AsyncIterator[Raw]:
        older, grown = 0, set[str]()
        oldest = str(since - THREADS_S)
        async for page in self._web.pages("conversations.history", "messages", channel=chat, oldest=oldest):
            for message in page:
                self._sees(chat, message)
                if _at(message) > since:
                    yield message
                if _moment(text(message, "latest_reply")) > since:
                    grown.add(text(message, "ts"))
                    async for reply in self._replies(chat, text(message, "ts"), since):
                        yield reply
            older += bool(page) and _at(page[-1]) <= since
            if older > OLDER_PAGES:
                break
        for head in self._spoken_in(chat):
            if head not in grown:
                async for reply in self._replies_if_any(chat, head, since):
                    yield reply

    async def _replies_if_any(self, chat: str, head: str, since: Decimal) -> AsyncIterator[Raw]:
        with suppress(Undeliverable):
            async for reply in self._replies(chat, head, since):
                yield reply

    async def _replies(self, chat: str, head: str, since: Decimal) -> AsyncIterator[Raw]:
        pages = self._web.pages("conversations.replies", "messages", channel=chat, ts=head, oldest=str(since))
        async for page in pages:
            for message in page:
                self._sees(chat, message)
                if text(message, "ts") != head and _at(message) > since:
                    yield message


def _bodies(chat: str, message: Raw, since: Decimal) -> Sequence[Raw]:
    """A message as Slack would have told of it; one that was changed since, as that too."""
    said = {**message, "type": "message", "channel": chat, "event_ts": text(message, "ts")}
    edited = text(message, "edited", "ts")
    if text(message, "subtype") == "tombstone" or _moment(edited) > since:
        change = {"type": "message", "subtype": "message_changed", "channel": chat, "message": message}
        return ({"event": said}, {"event": {**change, "event_ts": edited or text(message, "ts")}})
    return ({"event": said},)


def _at(message: Raw) -> Decimal:
    return _moment(text(message, "ts"))


def _moment(ts: str) -> Decimal:
    return Decimal(ts) if TS.fullmatch(ts) else Decimal(0)
