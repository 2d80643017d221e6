"""Home pages: drawn anew whenever something changes. Of the drawings of one only the newest is kept."""

from __future__ import annotations

import sqlite3

from bot.errors import StoreDamaged
from bot.events import HomeOpened
from memory.journal.codec import bytes_to_event
from memory.journal.words import blank, write

FIRST_PART = 1
"""A page has no part 0: nobody waited for it as for a reply."""

ROOM = 4096
"""Bytes: a page takes so many, or a multiple, so that the next one mostly finds room in its place."""

# Both are what the outbox has an index of. The number of what is being sent must not become another's.
_DRAWN = """SELECT DISTINCT cause, body FROM (
        SELECT cause FROM outbox WHERE conversation = ?1 AND remote IS NOT NULL
        UNION SELECT cause FROM outbox WHERE conversation = ?1 AND state IN ('pending', 'sending', 'unknown'))
    JOIN events ON events.seq = cause JOIN words ON words.id = events.words
    WHERE cause < ?2 AND NOT EXISTS (SELECT 1 FROM outbox WHERE cause = events.seq AND state = 'sending')"""
_WORDS = "SELECT id, words, why FROM outbox WHERE cause = ?"


class Page:
    """The drawing that an event asks for, to be written where an earlier one stood; nothing stays of those before."""

    def __init__(self, connection: sqlite3.Connection, conversation: int, seq: int) -> None:
        self._connection = connection
        self._free: list[int] = []
        for cause, body in connection.execute(_DRAWN, (conversation, seq)).fetchall():
            if _is_page(body):
                self._take_away(cause)

    def write(self, body: bytes) -> int:
        """The number that it is found under; what is JSON may end in blanks."""
        while self._free:
            number = self._free.pop()
            (room,) = self._connection.execute("SELECT length(body) FROM words WHERE id = ?", (number,)).fetchone()
            if len(body) <= room:
                self._connection.execute("UPDATE words SET body = ? WHERE id = ?", (body.ljust(room), number))
                return number
        return write(self._connection, body.ljust(-(-len(body) // ROOM) * ROOM))

    def _take_away(self, cause: int) -> None:
        for number, words, why in self._connection.execute(_WORDS, (cause,)).fetchall():
            for each in filter(None, (words, why)):
                blank(self._connection, each)
            self._free.append(words)
            self._connection.execute("DELETE FROM outbox WHERE id = ?", (number,))
        self._connection.execute("DELETE FROM rests WHERE seq = ?", (cause,))


def _is_page(body: bytes) -> bool:
    try:
        return isinstance(bytes_to_event(body), HomeOpened)
    except StoreDamaged:
        # Of a message that is forgotten there are no words.
        return False
