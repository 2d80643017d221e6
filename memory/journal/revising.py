"""Edits: the new words of a message take the place of the old ones, of which no byte stays.

A message keeps its row, and so its number, key, place and time; only its words change. The row of an edit that was
handled is `merged`: it holds no words, and only tells that it came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from bot.capture import Message, said_at_of, speaker_of, with_words_of, words_of
from bot.events import Event, MessageEdited, MessageReceived
from bot.graphemes import visible
from bot.ids import EpisodeId, EventKey, SpaceId
from bot.ports.journal import Outcome
from bot.ports.revising import Original, Revision, Rewrite
from memory.journal.codec import bytes_to_event, event_to_bytes
from memory.journal.database import Database
from memory.journal.notes import READ, UNREAD
from memory.journal.speakers import Speakers
from memory.journal.withdrawn import WAITING, merge, merge_edits
from memory.journal.words import blank, write

_ORIGINAL = """SELECT state, space, kept, place, episode, revised, revision, body FROM events
    JOIN words ON words.id = events.words WHERE key = ? AND state <> 'erased'"""
_UNDONE = """SELECT rewrites.key, rewrites.seq, indexed, filed, coalesce(kept, 0),
        coalesce(state = 'pending', 0) OR EXISTS (SELECT 1 FROM events WHERE about = rewrites.key AND state = 'pending')
    FROM rewrites LEFT JOIN events ON events.key = rewrites.key ORDER BY rewrites.seq"""
_REWRITE = "INSERT OR REPLACE INTO rewrites (key, seq, indexed) VALUES (?, ?, ?)"

INSTEAD = -3
"""The first place, and all below it, among an answer's parts: of what is said where that must not be said any more."""

# Of what was said about it: the answers that quote it, and that it was kept, which may repeat it. The answer
# to a question rests on what it quotes, not on the question.
_QUOTING = """INSERT INTO quoting SELECT seq FROM rests WHERE key = :key UNION SELECT seq FROM events
    WHERE key = :key AND kept AND NOT EXISTS (SELECT 1 FROM rests WHERE rests.seq = events.seq)"""
_UNSAYING = (
    # Who still waits for such an answer is told so.
    """UPDATE outbox SET state = 'pending' WHERE state = 'spare' AND cause IN (SELECT cause FROM outbox
        WHERE cause IN quoting AND state IN ('pending', 'sending', 'unknown'))""",
    """UPDATE words SET body = zeroblob(length(body)) WHERE id IN (
        SELECT answer FROM events WHERE seq IN quoting
        UNION ALL SELECT words FROM outbox WHERE cause IN quoting AND part > -3
        UNION ALL SELECT why FROM outbox WHERE cause IN quoting)""",
    "UPDATE outbox SET state = 'dead' WHERE cause IN quoting AND part > -3 AND state <> 'sent'",
    "UPDATE events SET answer = NULL WHERE seq IN quoting",
    "DROP TABLE temp.quoting",
)


class SqliteRevisions:
    """The ports Revisions and Rewrites."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def original(self, of: EventKey) -> Original | None:
        with self._database.reading() as connection:
            row = connection.execute(_ORIGINAL, (of.bytes,)).fetchone()
        event = bytes_to_event(row[-1]) if row else None
        if not isinstance(event, MessageReceived):
            return None
        state, space, kept, place, episode, revised, revision, _ = row
        return Original(
            event=event,
            space=SpaceId(space) if space else None,
            kept=bool(kept),
            pending=state == "pending",
            place=place,
            episode=EpisodeId(UUID(bytes=episode)),
            revised=None if revised is None else (revised, revision),
        )

    def waits(self, of: EventKey) -> bool:
        with self._database.reading() as connection:
            return connection.execute(f"{WAITING} LIMIT 1", (of.bytes,)).fetchone() is not None

    def undone(self) -> tuple[Rewrite, ...]:
        rows = self._database.rows(_UNDONE)
        return tuple(
            Rewrite(
                of=EventKey(UUID(bytes=key)),
                seq=seq,
                indexed=bool(indexed),
                filed=bool(filed),
                readable=kept == READ,
                in_hand=bool(in_hand),
            )
            for key, seq, indexed, filed, kept, in_hand in rows
        )

    def filed(self, rewrites: Collection[Rewrite]) -> None:
        self._settle("UPDATE rewrites SET filed = 1 WHERE key = ? AND seq = ?", rewrites)

    def indexed(self, rewrites: Collection[Rewrite]) -> None:
        self._settle("UPDATE rewrites SET indexed = 1 WHERE key = ? AND seq = ?", rewrites)

    def done(self, rewrites: Collection[Rewrite]) -> None:
        self._settle("DELETE FROM rewrites WHERE indexed AND key = ? AND seq = ?", rewrites)

    def rewrite(self, bodies: Mapping[EventKey, bytes]) -> None:
        """Write these over what this journal, which may be a copy in a backup, holds under the same keys."""
        with self._database.transaction() as connection:
            for key, body in bodies.items():
                # One that a copy would still have to handle is no newer than these words.
                merge_edits(connection, key, pending=True)
                standing = _standing(connection, key)
                if standing is not None and standing[1] != "erased":
                    _rewrite(connection, key, body)

    def _settle(self, query: str, rewrites: Collection[Rewrite]) -> None:
        with self._database.transaction() as connection:
            connection.executemany(query, [(each.of.bytes, each.seq) for each in rewrites])


def revise(connection: sqlite3.Connection, seq: int, outcome: Outcome) -> None:
    """Carry out the outcome's revision: that of the edit of this seq, which is finished."""
    revision = outcome.revises
    assert revision is not None
    edit = _event(connection, seq)
    if revision.heeded and isinstance(edit, MessageEdited):
        when = (edit.at.timestamp(), seq)
        row = _standing(connection, revision.of)
        if row is None:
            _stand_in(connection, seq, revision, edit)
            _note(connection, seq, outcome)
            _stamp(connection, revision, when)
            merge_edits(connection, revision.of)
            return
        original, state, revised = row
        if state != "erased" and (revised is None or when > revised):
            merge_edits(connection, revision.of)
            _rewrite(connection, revision.of, event_to_bytes(with_words_of(_event(connection, original), edit)))
            _note(connection, original, outcome)
            _stamp(connection, revision, when)
    merge(connection, seq)
    (begun,) = connection.execute("SELECT tries FROM events WHERE seq = ?", (seq,)).fetchone()
    if begun:
        # A process that ended over it may have put its words into the index.
        connection.execute(_REWRITE, (revision.of.bytes, seq, False))


def _standing(connection: sqlite3.Connection, of: EventKey) -> tuple[int, str, tuple[float, int] | None] | None:
    """Seq and state of a message, and when it was last edited."""
    row = connection.execute("SELECT seq, state, revised, revision FROM events WHERE key = ?", (of.bytes,)).fetchone()
    return None if row is None else (row[0], row[1], None if row[2] is None else (row[2], row[3]))


def _rewrite(connection: sqlite3.Connection, of: EventKey, body: bytes) -> None:
    """Never shorter than before: its size tells how many pieces an index may hold of it. Wordless, it is no note."""
    words, space, speaker, old = connection.execute(
        "SELECT words, space, speaker, body FROM events JOIN words ON words.id = events.words WHERE key = ?",
        (of.bytes,),
    ).fetchone()
    unsay(connection, of)
    blank(connection, words)
    number, event = write(connection, body.ljust(len(old))), bytes_to_event(body)
    # What was passed on is the sender's own once it is edited, and said when it was passed on.
    says_something = visible(words_of(event))
    if speaker is not None and isinstance(event, Message) and says_something:
        speaker = Speakers(connection).instead_of(speaker, SpaceId(space), speaker_of(event))
    elif speaker is not None:
        Speakers(connection).leave(speaker)
        speaker = None
    connection.execute(
        "UPDATE events SET words = ?, said_at = ?, speaker = ?, kept = iif(?, kept, 0) WHERE key = ?",
        (number, said_at_of(event).timestamp(), speaker, says_something, of.bytes),
    )


def unsay(connection: sqlite3.Connection, of: EventKey) -> None:
    """Take back the answers that quote a message, and that it was kept."""
    connection.execute("CREATE TEMP TABLE quoting (seq INTEGER PRIMARY KEY)")
    connection.execute(_QUOTING, {"key": of.bytes})
    for statement in _UNSAYING:
        connection.execute(statement)


def _stamp(connection: sqlite3.Connection, revision: Revision, when: tuple[float, int]) -> None:
    connection.execute("UPDATE events SET revised = ?, revision = ? WHERE key = ?", (*when, revision.of.bytes))
    connection.execute(_REWRITE, (revision.of.bytes, when[1], revision.indexed))


def _stand_in(connection: sqlite3.Connection, seq: int, revision: Revision, edit: MessageEdited) -> None:
    """What is edited never came: the edit's row becomes that of the message."""
    (words,) = connection.execute("SELECT words FROM events WHERE seq = ?", (seq,)).fetchone()
    blank(connection, words)
    message = MessageReceived(
        where=edit.where,
        message=edit.message,
        sender=edit.sender,
        at=edit.at,
        text=edit.text,
        attachments=edit.attachments,
        audience=edit.audience,
    )
    number = write(connection, event_to_bytes(message))
    connection.execute(
        "UPDATE events SET key = ?, about = NULL, spoken = 1, stands_in = 1, words = ? WHERE seq = ?",
        (revision.of.bytes, number, seq),
    )


def _note(connection: sqlite3.Connection, seq: int, outcome: Outcome) -> None:
    """File the message of this seq as a note, if it is to be one: one that is a note stays one."""
    kept, space = connection.execute("SELECT kept, space FROM events WHERE seq = ?", (seq,)).fetchone()
    assert outcome.revises is not None
    if not (kept or outcome.revises.keep):
        return
    readable = UNREAD if outcome.unread else READ
    if kept:
        connection.execute("UPDATE events SET kept = ? WHERE seq = ?", (readable, seq))
        return
    home = SpaceId(space) if space else outcome.space
    if home is None:
        raise ValueError("a note is kept in a space")
    event = _event(connection, seq)
    speakers = Speakers(connection)
    number = speakers.count(home, speaker_of(event))
    speakers.save()
    connection.execute(
        "UPDATE events SET kept = ?, space = ?, speaker = ? WHERE seq = ?", (readable, home, number, seq)
    )


def _event(connection: sqlite3.Connection, seq: int) -> Any:
    """The event of this seq."""
    query = "SELECT body FROM events JOIN words ON words.id = events.words WHERE seq = ?"
    event: Event = bytes_to_event(connection.execute(query, (seq,)).fetchone()[0])
    return event
