"""What arrived, and what handling it came to."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from bot.capture import Message, speaker_of
from bot.crashes import CrashPoint, crash_point
from bot.events import Event, HomeOpened
from bot.ids import EpisodeId
from bot.ports.journal import Bookmark, Outcome, Received
from bot.replies import Part
from memory.journal.codec import bytes_to_event, part_to_bytes, text_to_bytes
from memory.journal.database import Database
from memory.journal.filing import file_new, rows_in
from memory.journal.notes import READ, UNREAD
from memory.journal.pages import FIRST_PART, Page
from memory.journal.revising import INSTEAD, revise
from memory.journal.sending import reader_of
from memory.journal.speakers import Speakers
from memory.journal.words import blank, next_number, replace, write

_PENDING = """SELECT seq, body, place, episode, tries FROM events JOIN words ON words.id = events.words
    WHERE state = 'pending' ORDER BY seq"""
# Words are only ever appended: those that an edit brought later have a higher number.
_CHANGED = """SELECT 1 FROM events
    WHERE (state = 'erased' OR (revised IS NOT NULL AND words > {})) AND key IN ({{}})"""


class SqliteInbox:
    """The port Inbox. An event that was erased meanwhile is finished already."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reached(self) -> int:
        with self._database.reading() as connection:
            return next_number(connection) - 1

    def accept(
        self, events: Sequence[Event], bookmark: Bookmark | None, at: datetime | None = None
    ) -> tuple[Received, ...]:
        with self._database.transaction() as connection:
            filed = file_new(connection, [(event, None) for event in events], at)
            if bookmark is not None:
                connection.execute(
                    "INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?)",
                    (bookmark.platform, bookmark.account, bookmark.value),
                )
            crash_point(CrashPoint.INBOX_BEFORE_COMMIT)
        crash_point(CrashPoint.INBOX_AFTER_COMMIT)
        return tuple(new.received for new in filed)

    def pending(self) -> tuple[Received, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_PENDING).fetchall()
        return tuple(
            Received(
                seq=seq, event=bytes_to_event(body), place=place, episode=EpisodeId(UUID(bytes=episode)), tries=tries
            )
            for seq, body, place, episode, tries in rows
        )

    def finish(self, seq: int, outcome: Outcome) -> None:
        """As the port says; an answer that rests on a message erased or edited meanwhile is neither kept nor sent."""
        with self._database.transaction() as connection:
            if _is_pending(connection, seq):
                _file(connection, seq, "done", outcome)
            crash_point(CrashPoint.FINISH_BEFORE_COMMIT)
        crash_point(CrashPoint.FINISH_AFTER_COMMIT)
        if _leaves_nothing(outcome):
            self._database.empty_log()

    def begin(self, seq: int) -> None:
        self._count(seq, 1)

    def spare(self, seq: int) -> None:
        self._count(seq, -1)

    def fail(self, seq: int, why: str, outcome: Outcome) -> None:
        with self._database.transaction() as connection:
            if _is_pending(connection, seq):
                (before,) = connection.execute("SELECT why FROM events WHERE seq = ?", (seq,)).fetchone()
                reason = replace(connection, before, why)
                connection.execute("UPDATE events SET why = ? WHERE seq = ?", (reason, seq))
                _file(connection, seq, "dead", outcome)
        if _leaves_nothing(outcome):
            self._database.empty_log()

    def _count(self, seq: int, tries: int) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE events SET tries = max(tries + ?, 0) WHERE seq = ? AND state = 'pending'", (tries, seq)
            )


def _leaves_nothing(outcome: Outcome) -> bool:
    """Whether the event's words are to be on no page of the log either, and nobody sees to that later."""
    return outcome.unsaid or (outcome.revises is not None and not outcome.revises.heeded)


def _is_pending(connection: sqlite3.Connection, seq: int) -> bool:
    row = connection.execute("SELECT state FROM events WHERE seq = ?", (seq,)).fetchone()
    if row is None:
        raise ValueError(f"the journal has no event {seq}")
    return bool(row[0] == "pending")


def _file(connection: sqlite3.Connection, seq: int, state: str, outcome: Outcome) -> None:
    connection.execute("UPDATE events SET state = ?, space = ? WHERE seq = ?", (state, outcome.space, seq))
    if outcome.keep:
        _keep(connection, seq, outcome)
    if not _rests_on_changed(connection, outcome):
        _answer(connection, seq, outcome)
    elif outcome.instead is not None:
        _answer(connection, seq, outcome.instead)
    if outcome.revises is not None:
        revise(connection, seq, outcome)
    if outcome.unsaid:
        (words,) = connection.execute("SELECT words FROM events WHERE seq = ?", (seq,)).fetchone()
        blank(connection, words)
        connection.execute(
            "UPDATE events SET state = 'erased', spoken = 0, space = NULL, said_at = NULL WHERE seq = ?", (seq,)
        )


def _keep(connection: sqlite3.Connection, seq: int, outcome: Outcome) -> None:
    (body,) = connection.execute(
        "SELECT body FROM events JOIN words ON words.id = words WHERE seq = ?", (seq,)
    ).fetchone()
    event = bytes_to_event(body)
    if outcome.space is None or outcome.unsaid or not isinstance(event, Message):
        raise ValueError("only a message with words of its own is kept, in a space")
    speakers = Speakers(connection)
    number = speakers.count(outcome.space, speaker_of(event))
    speakers.save()
    kept = UNREAD if outcome.unread else READ
    connection.execute("UPDATE events SET kept = ?, speaker = ? WHERE seq = ?", (kept, number, seq))


def _rests_on_changed(connection: sqlite3.Connection, outcome: Outcome) -> bool:
    keys = [key.bytes for key in outcome.rests_on]
    return any(rows_in(connection, _CHANGED.format(int(outcome.as_of)), keys))


def _answer(connection: sqlite3.Connection, seq: int, outcome: Outcome) -> None:
    if outcome.text:
        answer = write(connection, text_to_bytes(outcome.text))
        connection.execute("UPDATE events SET answer = ? WHERE seq = ?", (answer, seq))
    connection.executemany("INSERT INTO rests VALUES (?, ?)", [(key.bytes, seq) for key in outcome.rests_on])
    _queue(connection, seq, outcome.parts)
    if outcome.instead is not None:
        _queue(connection, seq, outcome.instead.parts, spare=True)


def _queue(connection: sqlite3.Connection, seq: int, parts: Sequence[Part], *, spare: bool = False) -> None:
    """Put the parts of an answer into the outbox; `spare` are those that are sent only if others must not be."""
    key, conversation, thread, body = connection.execute(
        "SELECT key, conversation, thread, body FROM events JOIN words ON words.id = words WHERE seq = ?", (seq,)
    ).fetchone()
    event = bytes_to_event(body)
    reader, page = reader_of(event), Page(connection, conversation, seq) if isinstance(event, HomeOpened) else None
    if page and spare:
        # The next page takes its place, whatever becomes of it.
        return
    numbers = count(INSTEAD, -1) if spare else count(FIRST_PART if page else 0)
    rows = [
        (
            seq,
            number,
            conversation,
            thread,
            page.write(part_to_bytes(part)) if page else write(connection, part_to_bytes(part)),
            uuid5(UUID(bytes=key), f"part:{number}").hex,
            reader,
            "spare" if spare else "pending",
        )
        for number, part in zip(numbers, parts, strict=False)
    ]
    connection.executemany(
        """INSERT INTO outbox (cause, part, conversation, thread, words, key, reader, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        rows,
    )
