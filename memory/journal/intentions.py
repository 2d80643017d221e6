"""What an event set out to forget: decided and out of every read in one commit, done whatever happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from uuid import UUID

from bot.crashes import CrashPoint, crash_point
from bot.ids import EventKey
from bot.ports.upkeep import Decision
from memory.journal.annals import SqliteAnnals
from memory.journal.database import Database
from memory.journal.erasure import erase, going_with
from memory.journal.filing import rows_in

_KEY = 16
_LATER = "SELECT key FROM events WHERE seq > {} AND key IN ({{}})"
# A decision stands until its event is finished: one that is handled again must come to the same.
_OVER = """DELETE FROM intentions
    WHERE done AND EXISTS (SELECT 1 FROM events WHERE seq = intentions.seq AND state <> 'pending')"""
# A list of what may be forgotten answers what left no words behind: it is no answer that anybody looks back at.
_ANSWERS = """SELECT DISTINCT cause FROM rests JOIN outbox ON cause = rests.seq JOIN events ON events.seq = cause
    WHERE outbox.state = 'sent' AND part >= 0 AND events.state <> 'erased'
    AND outbox.conversation = (SELECT conversation FROM events WHERE seq = {}) AND rests.key IN ({{}})"""
_UNDONE = """SELECT intentions.seq, keys FROM intentions JOIN events ON events.seq = intentions.seq
    WHERE NOT done AND (?1 OR state <> 'pending') ORDER BY intentions.seq"""
# Older Satchels told only of the keys, which are those of edits and deletions, too.
_LEFT = "SELECT coalesce(sum(coalesce(messages, length(keys) / 16)), 0) FROM intentions WHERE NOT done"


class SqliteIntentions:
    """The port Intentions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._annals = SqliteAnnals(database)
        self._words: dict[int, tuple[str, ...]] = {}

    def decide(self, seq: int, keys: Collection[EventKey]) -> Decision:
        with self._database.transaction() as connection:
            connection.execute(_OVER)
            row = connection.execute("SELECT keys FROM intentions WHERE seq = ?", (seq,)).fetchone()
            if row is not None or not keys:
                return Decision(keys=_keys(row[0]) if row else ())
            # After a crash it is handled again, and much may have been said since: that was not meant.
            later = {key for (key,) in rows_in(connection, _LATER.format(int(seq)), [key.bytes for key in keys])}
            if not (meant := [key for key in keys if key.bytes not in later]):
                return Decision(keys=())
            # A deletion goes not with the message that it is about: it is still to be finished.
            connection.execute("UPDATE events SET about = NULL WHERE seq = ?", (seq,))
            decided = going_with(connection, meant)
            packed = b"".join(key.bytes for key in decided)
            texts = tuple(note.text for note in self._annals.of(decided))
            connection.execute(
                "INSERT INTO intentions (seq, keys, messages) VALUES (?, ?, ?)", (seq, packed, len(texts))
            )
            answers = _answers(connection, seq, decided)
            # The index may be a server that is away: what is decided is not to be read until it is back.
            erase(connection, decided)
            crash_point(CrashPoint.FORGET_BEFORE_COMMIT)
        crash_point(CrashPoint.FORGET_AFTER_COMMIT)
        self._words[seq] = texts
        return Decision(keys=decided, texts=texts, answers=answers)

    def undone(self, *, pending: bool) -> tuple[tuple[int, tuple[EventKey, ...]], ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_UNDONE, (pending,)).fetchall()
        return tuple((seq, _keys(packed)) for seq, packed in rows)

    def left(self) -> int:
        """How many messages were decided on that are not yet out of every file."""
        ((messages,),) = self._database.rows(_LEFT)
        return int(messages)

    def words(self, seq: int) -> tuple[str, ...]:
        return self._words.get(seq, ())

    def done(self, seq: int) -> None:
        self._words.pop(seq, None)
        with self._database.transaction() as connection:
            connection.execute("UPDATE intentions SET done = 1 WHERE seq = ?", (seq,))


def _answers(connection: sqlite3.Connection, seq: int, keys: Collection[EventKey]) -> int:
    rows = rows_in(connection, _ANSWERS.format(int(seq)), [key.bytes for key in keys])
    return len({cause for (cause,) in rows})


def _keys(packed: bytes) -> tuple[EventKey, ...]:
    return tuple(EventKey(UUID(bytes=packed[at : at + _KEY])) for at in range(0, len(packed), _KEY))
