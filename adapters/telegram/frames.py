"""How often a growing reply is shown anew, so that Telegram goes on taking it."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.ids import ChatId, Conversation, MessageId

EVERY_S = 1.5
IN_GROUPS_EVERY_S = 4.0
"""A group may be written to twenty times a minute, by all of its members' questions together."""

FORGOTTEN_S = 3600.0


class Frames:
    """When each growing reply was shown last."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._shown: dict[tuple[ChatId, MessageId], float] = {}

    def shown(self, to: Conversation, message: MessageId) -> None:
        """It is shown as of now."""
        since = self._now() - FORGOTTEN_S
        self._shown = {each: at for each, at in self._shown.items() if at > since}
        self._shown[to.chat, message] = self._now()

    def due(self, to: Conversation, message: MessageId) -> bool:
        """Whether it may be shown again, which then counts as done."""
        every = IN_GROUPS_EVERY_S if to.chat.startswith("-") else EVERY_S
        due = self._now() - self._shown.get((to.chat, message), 0.0) >= every
        if due:
            self.shown(to, message)
        return due
