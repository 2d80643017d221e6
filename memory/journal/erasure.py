"""Forgetting: which rows go with a message, and that their words are overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from uuid import UUID

from bot.ids import EventKey
from memory.journal.retracting import drafts_of_silenced, retract

NAMES_WENT = "names went"
"""The mark of names overwritten in rows that SQLite may have moved before: copies of them may be left."""

# `going` holds the messages' keys, `silenced` the events whose replies go with them.
_GOING = (
    # An edit, a reaction or a deletion goes with the message that it is about, and the other way round.
    "INSERT OR IGNORE INTO going SELECT about FROM events WHERE about IS NOT NULL AND key IN going",
    "INSERT OR IGNORE INTO going SELECT key FROM events WHERE about IN going",
)
_SILENCED = (
    "CREATE TEMP TABLE silenced (seq INTEGER PRIMARY KEY)",
    "INSERT OR IGNORE INTO silenced SELECT seq FROM events WHERE key IN going",
    "INSERT OR IGNORE INTO silenced SELECT seq FROM rests WHERE key IN going",
)
_OVERWRITING = (
    """UPDATE speakers SET notes = speakers.notes - gone.notes FROM
        (SELECT speaker, count(*) AS notes FROM events WHERE kept AND key IN going GROUP BY speaker) AS gone
        WHERE gone.speaker = speakers.id""",
    """UPDATE words SET body = zeroblob(length(body)) WHERE id IN (
        SELECT words FROM events WHERE key IN going
        UNION ALL SELECT words FROM speakers WHERE notes = 0
        UNION ALL SELECT why FROM events WHERE seq IN silenced
        UNION ALL SELECT answer FROM events WHERE seq IN silenced
        UNION ALL SELECT words FROM outbox WHERE cause IN silenced
        UNION ALL SELECT why FROM outbox WHERE cause IN silenced
        UNION ALL SELECT words FROM work WHERE cause IN going
        UNION ALL SELECT why FROM work WHERE cause IN going)""",
    "UPDATE events SET answer = NULL WHERE seq IN silenced",
    """UPDATE events SET state = 'erased', kept = 0, spoken = 0, space = NULL, said_at = NULL, speaker = NULL,
        thread = NULL WHERE key IN going""",
    "UPDATE outbox SET state = 'dead' WHERE cause IN silenced AND state <> 'sent'",
    "UPDATE work SET state = 'dead' WHERE cause IN going",
)
_TIDYING = (
    # A conversation of which nothing is left gives up its name.
    """UPDATE conversations SET platform = '', account = '', chat = id WHERE
        id IN (SELECT conversation FROM events WHERE key IN going)
        AND NOT EXISTS (SELECT 1 FROM outbox WHERE conversation = conversations.id
            AND state IN ('pending', 'sending', 'unknown'))
        AND NOT EXISTS (SELECT 1 FROM events WHERE state NOT IN ('erased', 'merged')
            AND place >= conversations.id << 32 AND place < conversations.id + 1 << 32)""",
    f"INSERT OR REPLACE INTO marks SELECT '{NAMES_WENT}', '' WHERE changes()",
    "DELETE FROM speakers WHERE notes = 0",
    "DELETE FROM drafts WHERE seq IN silenced",
    "DELETE FROM rewrites WHERE key IN going",
    "DROP TABLE temp.going",
    "DROP TABLE temp.silenced",
)


def erase(connection: sqlite3.Connection, keys: Collection[EventKey]) -> None:
    """Overwrite the words of these messages, of all that goes with them, and of every reply to or resting on that.

    What stays of a message is its key and its place in the order.
    """
    _gather(connection, keys)
    for statement in _SILENCED:
        connection.execute(statement)
    drafts = drafts_of_silenced(connection)
    for statement in _OVERWRITING:
        connection.execute(statement)
    retract(connection, drafts)
    for statement in _TIDYING:
        connection.execute(statement)


def going_with(connection: sqlite3.Connection, keys: Collection[EventKey]) -> tuple[EventKey, ...]:
    """These keys, each once, and behind them those of all that is erased with them."""
    _gather(connection, keys)
    rows = connection.execute("SELECT key FROM going ORDER BY rowid").fetchall()
    connection.execute("DROP TABLE temp.going")
    return tuple(EventKey(UUID(bytes=key)) for (key,) in rows)


def _gather(connection: sqlite3.Connection, keys: Collection[EventKey]) -> None:
    connection.execute("CREATE TEMP TABLE going (key BLOB PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO going VALUES (?)", [(key.bytes,) for key in keys])
    for statement in _GOING:
        connection.execute(statement)
