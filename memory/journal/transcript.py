"""The archive as a person reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal
from uuid import UUID

from bot.capture import Message, noted_words, of_another, words_of
from bot.events import Unreadable
from bot.ids import Conversation, EventKey, SpaceId
from bot.ports.journal import Said, Tally, Turn
from bot.records import Scope
from memory.journal.codec import bytes_to_event, bytes_to_text
from memory.journal.courses import conversation_number
from memory.journal.database import Database
from memory.journal.filing import rows_apart, rows_in

_ENDLESS = 2**63  # SQLite's numbers end here; what people type does not
_SAID = "SELECT seq, key, space, kept, body FROM events JOIN words ON words.id = events.words"
_HERE = "(?3 IS NULL OR (+place >= ?3 << 32 AND +place < ?3 + 1 << 32 AND thread IS ?4))"
_TURNS = """SELECT seq, key, words.body, replies.body FROM events JOIN words ON words.id = events.words
    LEFT JOIN words AS replies ON replies.id = events.answer
    WHERE spoken AND place >= ? << 32 AND place < ? + 1 << 32 AND thread IS ? AND seq < ? AND space IN ({})
    ORDER BY place DESC LIMIT ?"""
# What asks to forget leaves no words either.
_FORGOT = """SELECT 1 FROM events WHERE state = 'erased'
    AND place >= ? << 32 AND place < ? + 1 << 32 AND thread IS ? AND seq > ? AND seq < ? LIMIT 1"""

# What was not for us, or could not even be judged, has no space: nobody may forget it but who may forget all
# that its conversation holds, and where that is nothing, who asks for it right there.
_LOST = """WITH losing AS (
        SELECT DISTINCT conversation AS id FROM events WHERE space IS NULL AND state IN ('done', 'dead'))
    SELECT seq, key FROM events WHERE space IS NULL AND state IN ('done', 'dead') AND conversation IN (
        SELECT id FROM losing WHERE coalesce(
            (SELECT min(space IN ({0})) FROM events
                WHERE space IS NOT NULL AND place >= losing.id << 32 AND place < losing.id + 1 << 32),
            losing.id IS ?))"""
_KEYS = "SELECT seq, key FROM events WHERE space = ? AND {} AND seq > ? ORDER BY seq LIMIT ?"
_TALLY = "SELECT count(*), sum(kept > 0) FROM events WHERE spoken AND state NOT IN ('erased', 'merged') AND key IN ({})"
PAGE = 5_000


class SqliteTranscript:
    """The port Transcript. "Newest" is what arrived last; our turns carry the time of what they answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recent(
        self, scope: Scope, limit: int, *, only_kept: bool = True, where: Conversation | None = None
    ) -> tuple[Said, ...]:
        choices = ("kept",) if only_kept else ("kept", "NOT kept AND spoken")
        found: list[tuple[Any, ...]] = []
        with self._database.reading() as connection:
            number = None if where is None else conversation_number(connection, where)
            for space in scope.spaces if where is None or number is not None else ():
                for choice in choices:
                    query = f"{_SAID} WHERE space = ?1 AND {choice} AND {_HERE} ORDER BY seq DESC LIMIT ?2"
                    found.extend(connection.execute(query, (space, limit, number, where and where.thread)))
        found.sort(key=lambda row: int(row[0]), reverse=True)
        return tuple(_said(found[:limit]))

    def turns(self, where: Conversation, scope: Scope, before: int, limit: int) -> tuple[Turn, ...]:
        turns: list[Turn] = []
        query = _TURNS.format(",".join("?" * len(scope.spaces)))
        with self._database.reading() as connection:
            number = conversation_number(connection, where)
            asked = (number, number, where.thread, before, *scope.spaces, limit)
            rows = connection.execute(query, asked).fetchall()
            for seq, key, body, reply in reversed(rows):
                event = bytes_to_event(body)
                turns.append(_persons(EventKey(UUID(bytes=key)), event))
                if reply is not None:
                    rests_on = _rests_on(connection, seq)
                    turns.append(Turn(by="satchel", text=bytes_to_text(reply), at=event.at, rests_on=rests_on))
        return tuple(turns[-limit:]) if limit > 0 else ()

    def find(self, keys: Collection[EventKey], scope: Scope) -> tuple[Said, ...]:
        return self._those("key", [key.bytes for key in dict.fromkeys(keys)], scope)

    def numbered(self, numbers: Collection[int], scope: Scope) -> tuple[Said, ...]:
        """The messages of these seqs, as far as they are in the scope, in the order of seq."""
        return self._those("seq", [number for number in set(numbers) if number < _ENDLESS], scope)

    def forgot(self, where: Conversation, after: int, before: int) -> bool:
        with self._database.reading() as connection:
            number = conversation_number(connection, where)
            found = connection.execute(_FORGOT, (number, number, where.thread, after, before))
            return found.fetchone() is not None

    def keys(self, scope: Scope, where: Conversation | None = None, until: int | None = None) -> tuple[EventKey, ...]:
        """Every event of the scope, kept or not, in no order: what to erase so that all of it is forgotten."""
        with self._database.reading() as connection:
            here = None if where is None else conversation_number(connection, where)
            query = _LOST.format(",".join("?" * len(scope.spaces)))
            rows = connection.execute(query, (*scope.spaces, here)).fetchall()
        rows += (row for space in scope.spaces for row in self.pages(space))
        return tuple(EventKey(UUID(bytes=key)) for seq, key in rows if until is None or seq <= until)

    def pages(self, space: SpaceId) -> Iterator[tuple[int, bytes]]:
        """The seq and key of each of its events, read some at a time: who else reads is let in between."""
        for choice in ("kept", "NOT kept"):
            last = 0
            while page := self._database.rows(_KEYS.format(choice), (space, last, PAGE)):
                yield from page
                last = page[-1][0]

    def count(self, scope: Scope) -> int:
        query = "SELECT count(*) FROM events WHERE kept AND space = ?"
        with self._database.reading() as connection:
            return sum(int(connection.execute(query, (space,)).fetchone()[0]) for space in scope.spaces)

    def tally(self, keys: Collection[EventKey]) -> Tally:
        """How many messages there are among these that are not forgotten, and how many of them are kept."""
        counted = list(rows_apart(self._database, _TALLY, [key.bytes for key in dict.fromkeys(keys)]))
        return Tally(messages=sum(row[0] for row in counted), kept=sum(row[1] or 0 for row in counted))

    def _those(self, column: Literal["key", "seq"], values: Sequence[bytes | int], scope: Scope) -> tuple[Said, ...]:
        with self._database.reading() as connection:
            rows = rows_in(connection, f"{_SAID} WHERE {column} IN ({{}})", values)
            seen = sorted(row for row in rows if row[2] in scope.spaces)
        return tuple(_said(seen))


def _persons(key: EventKey, event: Any) -> Turn:
    return Turn(by="person", text=words_of(event), at=event.at, rests_on=frozenset({key}))


def _rests_on(connection: sqlite3.Connection, seq: int) -> frozenset[EventKey]:
    rows = connection.execute("SELECT key FROM rests WHERE seq = ?", (seq,))
    return frozenset(EventKey(UUID(bytes=key)) for (key,) in rows)


def _said(rows: list[tuple[Any, ...]]) -> Iterator[Said]:
    for seq, key, space, kept, body in rows:
        event = bytes_to_event(body)
        # Of what nobody could read, who said it may take it out again.
        if isinstance(event, Message | Unreadable) and event.sender is not None:
            yield Said(
                seq=seq,
                key=EventKey(UUID(bytes=key)),
                where=event.where,
                message=event.message,
                space=SpaceId(space),
                said_by=event.sender.name,
                sender=event.sender.id,
                said_at=event.at,
                forwarded=of_another(event),
                text=noted_words(event) if kept else words_of(event),
                kept=bool(kept),
            )
