"""Looks into the journal whether messages are committed, at the moment at which the bot says that they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from adapters.matrix.addresses import conversation
from bot.ids import AccountId, MessageId, event_key
from tests.peers.matrix_repeats import spoken
from tests.peers.matrix_sight import Json

KINDS = ("received", "undecryptable")


class Committed:
    """Hooks for a Gate. A sync from a place says that what came with that place is committed.

    The file is read through a connection of its own, which sees what is committed alone.
    """

    def __init__(self, journal: Path, account: str) -> None:
        self._journal = journal
        self._account = AccountId(account)
        self._handed: dict[str, set[tuple[str, str]]] = {}
        self._latest = ""
        self.asked = 0
        self.early: list[str] = []

    def handed(self, place: str, rooms: Json) -> None:
        """On its way to the bot; without a place it belongs to what came last."""
        self._latest = place or self._latest
        heard = {(room, str(event["event_id"])) for room, event in spoken(rooms) if self._is_for_us(event)}
        self._handed.setdefault(self._latest, set()).update(heard)

    def confirmed(self, place: str) -> None:
        for room, event in self._handed.pop(place, ()):
            self.asked += 1
            if not self._is_kept(room, event):
                self.early.append(event)

    def _is_for_us(self, event: Json) -> bool:
        content = event["content"]
        assert isinstance(content, dict)
        edits = isinstance(content.get("m.relates_to"), dict) and "m.new_content" in content
        return event["sender"] != self._account and content.get("msgtype") != "m.notice" and not edits

    def _is_kept(self, room: str, event: str) -> bool:
        where = conversation(self._account, room)
        keys = [event_key(where, MessageId(event), kind).bytes for kind in KINDS]
        with closing(sqlite3.connect(f"file:{self._journal}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM events WHERE key IN (?, ?)", keys).fetchone() is not None
