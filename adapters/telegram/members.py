"""Who is in a chat now, as far as Telegram tells."""

from __future__ import annotations

import time
from collections.abc import Callable

from telegram import Bot

from adapters.telegram.comings import is_in
from adapters.telegram.limits import Limits
from bot.errors import DeliveryError
from bot.ids import ChatId, UserId

HOLDS_S = 60.0


class Members:
    """Asks who is in a chat, at most once a minute about each."""

    def __init__(self, bot: Bot, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._limits = limits
        self._now = now
        self._known: dict[tuple[ChatId, UserId], tuple[float, bool]] = {}

    async def has(self, chat: ChatId, user: UserId) -> bool:
        """Whether somebody is in there: False also where Telegram does not tell."""
        since = self._now() - HOLDS_S
        self._known = {who: told for who, told in self._known.items() if told[0] > since}
        if (chat, user) not in self._known:
            try:
                member = await self._limits.ask(
                    "getChatMember", lambda: self._bot.get_chat_member(int(chat), int(user))
                )
            except DeliveryError:
                return False
            self._known[chat, user] = (self._now(), is_in(member))
        return self._known[chat, user][1]

    def changed(self, chat: ChatId) -> None:
        """Somebody came or left: ask anew."""
        self._known = {who: told for who, told in self._known.items() if who[0] != chat}
