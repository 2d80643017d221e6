"""Drafts whose question is forgotten: what stands of them in front of the person is taken away."""

from __future__ import annotations

import sqlite3
from uuid import UUID, uuid5

from bot.ids import MessageId
from bot.replies import Part, PartKind
from memory.journal.codec import part_to_bytes
from memory.journal.words import write

Standing = tuple[int, bytes, int, str | None, str]

RETRACTION = -2
"""Its place among an answer's parts: before all of them, and before the notice."""

# A draft that became the answer is one no more. A conversation that gave up its name can be sent nothing.
_STANDING = """SELECT seq, key, conversation, thread, drafts.remote FROM drafts
    JOIN events USING (seq) JOIN conversations ON conversations.id = conversation
    WHERE {} AND drafts.remote <> '' AND platform <> ''
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE cause = seq AND outbox.remote = drafts.remote)"""
_OF_SILENCED = _STANDING.format("seq IN silenced")
_OF_ERASED = _STANDING.format("seq = ? AND state = 'erased'")
_RETRACT = """INSERT OR IGNORE INTO outbox (cause, part, conversation, thread, words, key)
    VALUES (?, ?, ?, ?, ?, ?)"""


def drafts_of_silenced(connection: sqlite3.Connection) -> list[Standing]:
    """The drafts of all that is in `silenced`; to be asked before it is erased."""
    return connection.execute(_OF_SILENCED).fetchall()


def retract_late(connection: sqlite3.Connection, seq: int) -> None:
    """Have a draft taken away that came to stand only after its question was forgotten."""
    drafts = connection.execute(_OF_ERASED, (seq,)).fetchall()
    retract(connection, drafts)
    if drafts:
        connection.execute("DELETE FROM drafts WHERE seq = ?", (seq,))


def retract(connection: sqlite3.Connection, drafts: list[Standing]) -> None:
    """Have these taken away, each once."""
    for seq, key, conversation, thread, remote in drafts:
        part = Part(kind=PartKind.DELETION, body="{}", target=MessageId(remote))
        words, name = write(connection, part_to_bytes(part)), uuid5(UUID(bytes=key), "retraction").hex
        connection.execute(_RETRACT, (seq, RETRACTION, conversation, thread, words, name))
