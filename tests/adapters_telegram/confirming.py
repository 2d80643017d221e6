"""Looks into the journal whether an update is committed, at the moment at which Telegram lets it go."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from adapters.telegram.addresses import TELEGRAM
from bot.ids import AccountId, ChatId, Conversation, MessageId, event_key
from tests.peers.telegram.peer import TOKEN
from tests.peers.telegram.wire import Json, number_in, thing_in


class Committed:
    """A hook for `on_confirm`: reads the file through a connection of its own, which sees what is committed alone."""

    def __init__(self, journal: Path) -> None:
        self._connection = sqlite3.connect(journal, check_same_thread=False)
        self._account = AccountId(TOKEN.partition(":")[0])
        self.asked = 0

    def __call__(self, update: Json) -> bool:
        message = thing_in(update, "message")
        if "text" not in message and "forum_topic_created" in message:
            return True
        chat = ChatId(str(number_in(thing_in(message, "chat"), "id")))
        where = Conversation(platform=TELEGRAM, account=self._account, chat=chat)
        key = event_key(where, MessageId(str(number_in(message, "message_id"))), "received")
        found = self._connection.execute("SELECT 1 FROM events WHERE key = ?", (key.bytes,)).fetchone()
        self.asked += 1
        return found is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
