"""What is to be said: each part once, in order."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from bot.crashes import CrashPoint, crash_point
from bot.ids import AccountId, ChatId, Conversation, Platform, ThreadId
from bot.ports.sending import Outgoing, Sent, Settled
from bot.replies import Part
from memory.journal.codec import bytes_to_part, part_to_bytes
from memory.journal.courses import conversation_number
from memory.journal.database import Database
from memory.journal.words import replace, write

# All name the open states as the index does, so that SQLite uses it.
_FIRST_OPEN = """SELECT id, body, key, state, due_at, tries, doubts, since,
        (SELECT coalesce(arrived, said_at) FROM events WHERE part = 0 AND seq = cause)
    FROM (SELECT * FROM outbox
        WHERE conversation = ? AND thread IS ? AND state IN ('pending', 'sending', 'unknown') ORDER BY id LIMIT 1)
    JOIN (SELECT id AS number, body FROM words) ON number = words"""
_NEXT_DUE = """SELECT next.due_at FROM outbox AS this JOIN outbox AS next
    ON next.conversation = this.conversation AND next.thread IS this.thread
    WHERE this.id = ? AND next.state IN ('pending', 'sending', 'unknown') ORDER BY next.id LIMIT 1"""
_WAITING = """SELECT min(outbox.id), due_at, platform, account, chat, thread
    FROM outbox JOIN conversations ON conversations.id = conversation
    WHERE state IN ('pending', 'sending', 'unknown') GROUP BY conversation, thread ORDER BY due_at, outbox.id"""
# A notice has no place among a reply's parts; the index of notices names it so. What is erased has no answer any more.
_NOTICES = """SELECT notice.id FROM outbox AS this JOIN outbox AS notice
    ON notice.conversation = this.conversation AND notice.thread IS this.thread AND notice.part = -1
    JOIN events ON events.seq = notice.cause
    WHERE this.id = ? AND events.answer IS NOT NULL"""
_TO_BE_TOLD = f"{_NOTICES} AND notice.state NOT IN ('sent', 'dropped')"
_REFUSED = f"{_NOTICES} AND notice.state = 'dead'"
_TELL = """INSERT OR IGNORE INTO outbox (cause, part, conversation, thread, words, key, reader)
    SELECT cause, -1, conversation, thread, ?, ?, reader FROM outbox WHERE id = ?"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A part as the table holds it; `doubts` counts the tries that may have arrived."""

    id: int
    body: bytes
    key: str
    state: str
    due_at: float
    tries: int
    doubts: int
    since: float | None
    answers_from: float | None


class SqliteOutbox:
    """The port Outbox. `tries` of what is claimed counts this try.

    A part whose fate is unknown is tried once more and then given up. One that a dead process was
    sending comes back until it is settled. `waiting` leaves out conversations of which a part is
    under way now: there is nothing to claim.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        # What is 'sending' in the table and not in here was being sent by a process that died.
        self._under_way: set[int] = set()

    def claim(self, to: Conversation, now: datetime) -> Outgoing | None:
        with ExitStack() as refused:
            with self._database.transaction() as connection:
                row = _first_open(connection, to)
                if row is None or row.due_at > now.timestamp() or row.id in self._under_way:
                    return None
                doubts = row.doubts + (row.state == "sending")
                since = now.timestamp() if row.since is None else row.since
                connection.execute(
                    "UPDATE outbox SET state = 'sending', tries = tries + 1, doubts = ?, since = ? WHERE id = ?",
                    (doubts, since, row.id),
                )
                # Others may look before it is durable, and would take it for what a dead process left.
                self._under_way.add(row.id)
                refused.callback(self._under_way.discard, row.id)
            refused.pop_all()
        crash_point(CrashPoint.OUTBOX_CLAIMED)
        return Outgoing(
            id=row.id,
            to=to,
            part=bytes_to_part(row.body),
            key=row.key,
            tries=row.tries + 1,
            since=datetime.fromtimestamp(since, UTC),
            doubtful=doubts > 0,
            answers_from=None if row.answers_from is None else datetime.fromtimestamp(row.answers_from, UTC),
        )

    def settle(self, id: int, result: Sent | Settled) -> datetime | None:  # noqa: A002 -- the port's own name
        with self._database.transaction() as connection:
            if isinstance(result, Sent):
                connection.execute(
                    "UPDATE outbox SET state = 'sent', remote = ?, sent_at = ? WHERE id = ? AND state <> 'sent'",
                    (result.message, result.at.timestamp(), id),
                )
                _try_notice_again(connection, id)
            elif _put_back(connection, id, result) == "dead" and result.notice is not None:
                _tell(connection, id, result.notice)
            due = connection.execute(_NEXT_DUE, (id,)).fetchone()
        self._under_way.discard(id)
        crash_point(CrashPoint.OUTBOX_SETTLED)
        return datetime.fromtimestamp(due[0], UTC) if due else None

    def waiting(self) -> tuple[tuple[Conversation, datetime], ...]:
        with self._database.reading() as connection:
            rows = connection.execute(_WAITING).fetchall()
        return tuple(
            (_address(*address), datetime.fromtimestamp(due_at, UTC))
            for number, due_at, *address in rows
            if number not in self._under_way
        )


def _address(platform: str, account: str, chat: str, thread: str | None) -> Conversation:
    return Conversation(
        platform=Platform(platform),
        account=AccountId(account),
        chat=ChatId(chat),
        thread=None if thread is None else ThreadId(thread),
    )


def _first_open(connection: sqlite3.Connection, to: Conversation) -> _Row | None:
    row = connection.execute(_FIRST_OPEN, (conversation_number(connection, to), to.thread)).fetchone()
    return None if row is None else _Row(*row)


def _put_back(connection: sqlite3.Connection, number: int, result: Settled) -> str | None:
    """The state that it now is in; None where it was taken away meanwhile."""
    row = connection.execute("SELECT doubts, why FROM outbox WHERE id = ? AND state = 'sending'", (number,)).fetchone()
    if row is None:
        return None
    doubts, before = row
    unknown = result.state == "unknown"
    state = {"retry": "pending", "unknown": "dead" if doubts else "unknown", "dead": "dead"}[result.state]
    connection.execute(
        "UPDATE outbox SET state = ?, due_at = ?, doubts = ?, why = ? WHERE id = ?",
        (
            state,
            result.until.timestamp() if result.until else 0,
            doubts + unknown,
            replace(connection, before, result.why),
            number,
        ),
    )
    return state


def _tell(connection: sqlite3.Connection, number: int, notice: Part) -> None:
    """Put a notice behind what waits there, unless there is one, or this is the one; a reply has one for ever."""
    if connection.execute(_TO_BE_TOLD, (number,)).fetchone() is None:
        (key,) = connection.execute("SELECT key FROM outbox WHERE id = ?", (number,)).fetchone()
        words = write(connection, part_to_bytes(notice))
        connection.execute(_TELL, (words, uuid5(UUID(hex=key), "notice").hex, number))


def _try_notice_again(connection: sqlite3.Connection, number: int) -> None:
    """What was sent shows that the chat works: a notice that it refused may be told now."""
    for (notice,) in connection.execute(_REFUSED, (number,)).fetchall():
        connection.execute("UPDATE outbox SET state = 'pending', due_at = 0, since = NULL WHERE id = ?", (notice,))
