"""What our own messages in a chat are about."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from bot.ids import Conversation, EventKey, MessageId, event_key
from bot.ports.answers import Offer
from memory.journal.codec import bytes_to_text
from memory.journal.courses import conversation_number
from memory.journal.database import Database
from memory.journal.filing import rows_in

_SAID_THERE = """SELECT key FROM events WHERE key IN (?1, ?2) AND state <> 'erased'
    UNION SELECT key FROM events WHERE about = ?1 AND state NOT IN ('erased', 'merged')"""
_OURS = """SELECT cause FROM outbox WHERE conversation = ?1 AND remote = ?2
    UNION SELECT seq FROM drafts JOIN events USING (seq) WHERE events.conversation = ?1 AND remote = ?2"""
_RESTS = "SELECT key FROM rests WHERE seq IN ({})"
# An edit that was merged into its message stands for that.
_ANSWERED = "SELECT iif(state = 'merged', about, key) FROM events WHERE seq IN ({}) AND state <> 'erased'"
_KEPT = f"{_ANSWERED} AND kept"
# What a person may choose from is shown by what leaves no words of its own behind.
_LAST = """SELECT seq, (SELECT arrived FROM events WHERE seq = ?3) - arrived, words.body
    FROM events LEFT JOIN words ON words.id = answer AND state = 'erased'
    WHERE place >= ?1 << 32 AND place < ?1 + 1 << 32 AND thread IS ?2 AND seq < ?3
    ORDER BY place DESC, seq DESC LIMIT 1"""
_LAST_ANSWERED = """SELECT seq FROM events
    WHERE place >= ?1 << 32 AND place < ?1 + 1 << 32 AND thread IS ?2 AND seq < ?3
    ORDER BY place DESC, seq DESC LIMIT 1"""
_CITED = """SELECT rests.key FROM events JOIN rests ON rests.seq = events.seq
    WHERE events.seq = ? AND state = 'done' AND NOT kept AND answer IS NOT NULL"""
_LIVE = "SELECT seq FROM events WHERE key IN (SELECT key FROM rests WHERE seq = ?) AND state <> 'erased'"
_NUMBER = re.compile(r"^#(\d{1,18}) · ", re.MULTILINE)
# What the buttons of an offer would send stands below it, a line each.
_EVERYTHING = re.compile(r"^/forget everything yes (#\d+\.\d+\.[0-9a-f]{8})$", re.MULTILINE)
_ASKER = re.compile(r"^/forget #\d+ #\.([0-9a-f]{8})$", re.MULTILINE)


class SqliteAnswers:
    """The port Answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def behind(self, where: Conversation, message: MessageId) -> tuple[EventKey, ...] | None:
        with self._database.reading() as connection:
            said = tuple(_said_there(connection, where, message))
            if said:
                return said
            ours = connection.execute(_OURS, (conversation_number(connection, where), message)).fetchall()
            return tuple(_behind(connection, [seq for (seq,) in ours])) if ours else None

    def offered(self, where: Conversation, before: int) -> Offer | None:
        with self._database.reading() as connection:
            asked = (conversation_number(connection, where), where.thread, before)
            seq, age_s, answer = connection.execute(_LAST, asked).fetchone() or (0, None, None)
            if answer is None or age_s is None:
                return None
            live = {each for (each,) in connection.execute(_LIVE, (seq,))}
        return _offer(bytes_to_text(answer), live, timedelta(seconds=age_s))

    def cited(self, where: Conversation, before: int) -> tuple[EventKey, ...]:
        with self._database.reading() as connection:
            asked = (conversation_number(connection, where), where.thread, before)
            last = connection.execute(_LAST_ANSWERED, asked).fetchone() or (0,)
            return tuple(EventKey(UUID(bytes=key)) for (key,) in connection.execute(_CITED, last))


def _offer(answer: str, live: set[int], age: timedelta) -> Offer | None:
    everything, asker = _EVERYTHING.search(answer), _ASKER.search(answer)
    seqs = tuple(number for number in dict.fromkeys(map(int, _NUMBER.findall(answer))) if number in live)
    if not seqs and everything is None:
        return None
    return Offer(seqs=seqs, age=age, everything=everything[1] if everything else "", asker=asker[1] if asker else "")


def _said_there(connection: sqlite3.Connection, where: Conversation, message: MessageId) -> Iterator[EventKey]:
    """Under that id, as new, as a command, or changed into words for us."""
    keys = (event_key(where, message, "received").bytes, event_key(where, message, "command").bytes)
    for (key,) in connection.execute(_SAID_THERE, keys):
        yield EventKey(UUID(bytes=key))


def _behind(connection: sqlite3.Connection, seqs: list[int]) -> Iterator[EventKey]:
    rested = [key for (key,) in rows_in(connection, _RESTS, seqs)]
    answered = rows_in(connection, _KEPT if rested else _ANSWERED, seqs)
    for key in dict.fromkeys((*rested, *(key for (key,) in answered))):
        yield EventKey(UUID(bytes=key))
