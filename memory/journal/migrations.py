"""The journal's tables, as the named steps that lead from an empty file to today's.

What people wrote lies in `words` alone. Its rows are appended and overwritten in place, never moved or
removed: where SQLite rearranges a page it leaves copies behind that secure_delete does not reach. The
other tables, whose rows grow and move, hold numbers, hashes and opaque ids only.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DataFolderError, FolderIsNewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way forward; the version of a file is how many of them it went."""

    name: str
    statements: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step(
        name="what arrived and what came of it",
        statements=(
            "CREATE TABLE words (id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
            """CREATE TABLE conversations (
                id INTEGER PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, chat TEXT NOT NULL,
                messages INTEGER NOT NULL, episode BLOB, last REAL, size INTEGER,
                UNIQUE (platform, account, chat))""",
            """CREATE TABLE events (
                seq INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, state TEXT NOT NULL,
                conversation INTEGER NOT NULL REFERENCES conversations (id), thread TEXT,
                place INTEGER NOT NULL, episode BLOB NOT NULL, spoken INTEGER NOT NULL, about BLOB,
                space TEXT, kept INTEGER NOT NULL, said_at REAL, speaker INTEGER, words INTEGER NOT NULL,
                answer INTEGER, tries INTEGER NOT NULL DEFAULT 0, why INTEGER)""",
            "CREATE INDEX events_pending ON events (seq) WHERE state = 'pending'",
            "CREATE INDEX events_lost ON events (conversation) WHERE space IS NULL AND state IN ('done', 'dead')",
            "CREATE INDEX events_place ON events (place)",
            "CREATE INDEX events_kept ON events (space, seq) WHERE kept",
            "CREATE INDEX events_time ON events (space, said_at) WHERE kept",
            "CREATE INDEX events_passed ON events (space, seq) WHERE NOT kept AND space IS NOT NULL",
            "CREATE INDEX events_about ON events (about) WHERE about IS NOT NULL",
            """CREATE TABLE speakers (
                id INTEGER PRIMARY KEY, space TEXT NOT NULL, digest BLOB NOT NULL,
                words INTEGER NOT NULL, notes INTEGER NOT NULL, UNIQUE (space, digest))""",
            "CREATE TABLE rests (key BLOB, seq INTEGER, PRIMARY KEY (key, seq)) WITHOUT ROWID",
            "CREATE INDEX rests_seq ON rests (seq)",
        ),
    ),
    Step(
        name="what is to be sent and done",
        statements=(
            """CREATE TABLE outbox (
                id INTEGER PRIMARY KEY, cause INTEGER NOT NULL REFERENCES events (seq), part INTEGER NOT NULL,
                conversation INTEGER NOT NULL REFERENCES conversations (id), thread TEXT,
                words INTEGER NOT NULL, key TEXT NOT NULL,
                state TEXT NOT NULL DEFAULT 'pending', due_at REAL NOT NULL DEFAULT 0,
                tries INTEGER NOT NULL DEFAULT 0, doubts INTEGER NOT NULL DEFAULT 0, why INTEGER,
                remote TEXT, sent_at REAL, UNIQUE (cause, part))""",
            """CREATE INDEX outbox_open ON outbox (conversation, thread, id)
                WHERE state IN ('pending', 'sending', 'unknown')""",
            "CREATE INDEX outbox_remote ON outbox (conversation, remote) WHERE remote IS NOT NULL",
            "CREATE TABLE intentions (seq INTEGER PRIMARY KEY REFERENCES events (seq), keys BLOB NOT NULL)",
            "CREATE TABLE drafts (seq INTEGER PRIMARY KEY REFERENCES events (seq), remote TEXT NOT NULL)",
            "CREATE INDEX drafts_remote ON drafts (remote)",
            """CREATE TABLE bookmarks (
                platform TEXT, account TEXT, value TEXT NOT NULL, PRIMARY KEY (platform, account)) WITHOUT ROWID""",
            """CREATE TABLE work (
                id INTEGER PRIMARY KEY, cause BLOB NOT NULL, task TEXT NOT NULL, digest BLOB NOT NULL UNIQUE,
                words INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open', due_at REAL NOT NULL,
                tries INTEGER NOT NULL DEFAULT 0, why INTEGER)""",
            "CREATE INDEX work_open ON work (due_at, id) WHERE state = 'open'",
            "CREATE INDEX work_cause ON work (cause)",
            """CREATE TABLE spend (
                id INTEGER PRIMARY KEY, day TEXT NOT NULL, person TEXT NOT NULL, amount REAL NOT NULL,
                settled INTEGER NOT NULL DEFAULT 0, model TEXT, tokens_in INTEGER, tokens_out INTEGER)""",
            "CREATE INDEX spend_day ON spend (day, person)",
            "CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        ),
    ),
    Step(
        name="what is decided and not yet done",
        statements=(
            "DELETE FROM intentions WHERE seq IN (SELECT seq FROM events WHERE state <> 'pending')",
            "ALTER TABLE intentions ADD COLUMN done INTEGER NOT NULL DEFAULT 0",
        ),
    ),
    Step(
        name="since when a part is tried",
        statements=("ALTER TABLE outbox ADD COLUMN since REAL",),
    ),
    Step(
        name="who is who",
        statements=(
            """CREATE TABLE contacts (
                id INTEGER PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, user TEXT NOT NULL,
                person TEXT NOT NULL, UNIQUE (platform, account, user))""",
            """CREATE TABLE knocks (
                code TEXT PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, user TEXT NOT NULL,
                words INTEGER NOT NULL, cause BLOB NOT NULL, until REAL NOT NULL)""",
            """CREATE TABLE homes (
                platform TEXT, account TEXT, chat TEXT, space TEXT NOT NULL,
                PRIMARY KEY (platform, account, chat)) WITHOUT ROWID""",
        ),
    ),
    Step(
        name="what tells that something may be missing",
        statements=("CREATE INDEX outbox_notices ON outbox (conversation, thread) WHERE part = -1",),
    ),
    Step(
        name="for whose eyes alone a part is",
        statements=("ALTER TABLE outbox ADD COLUMN reader BLOB",),
    ),
    Step(
        name="when it arrived, which may be long after it was said",
        statements=("ALTER TABLE events ADD COLUMN arrived REAL",),
    ),
    Step(
        name="who was shown a code again, and who was let in and is to be told",
        statements=(
            "ALTER TABLE knocks ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0",
            """CREATE TABLE admissions (
                id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL, account TEXT NOT NULL,
                user TEXT NOT NULL, conversation INTEGER NOT NULL REFERENCES conversations (id), thread TEXT)""",
        ),
    ),
    Step(
        name="what was edited, and what was taken back before it came",
        statements=(
            "ALTER TABLE events ADD COLUMN revised REAL",
            "ALTER TABLE events ADD COLUMN revision INTEGER",
            "CREATE INDEX events_revised ON events (seq) WHERE revised IS NOT NULL",
            """CREATE TABLE rewrites (
                key BLOB PRIMARY KEY, seq INTEGER NOT NULL, indexed INTEGER NOT NULL) WITHOUT ROWID""",
            "CREATE TABLE withdrawn (key BLOB PRIMARY KEY) WITHOUT ROWID",
        ),
    ),
    Step(
        name="what is left to do of what was edited, and to say of what is to be forgotten",
        statements=(
            "ALTER TABLE rewrites ADD COLUMN filed INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE intentions ADD COLUMN messages INTEGER",
        ),
    ),
    Step(
        name="where what is forgotten stood, and which edits stand for messages that never came",
        statements=(
            "CREATE INDEX events_erased ON events (place) WHERE state = 'erased'",
            "ALTER TABLE events ADD COLUMN stands_in INTEGER NOT NULL DEFAULT 0",
            "UPDATE events SET stands_in = 1 WHERE revision = seq",
            "CREATE INDEX events_standing_in ON events (key) WHERE stands_in",
        ),
    ),
)


def version(connection: sqlite3.Connection) -> int:
    """How many steps this file went."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise FolderIsNewer, before anything is written, where a later Satchel wrote the file."""
    if (found := version(connection)) > len(STEPS):
        raise FolderIsNewer(
            f"{path} was written by a newer Satchel (its version is {found}, this one knows up to {len(STEPS)}); "
            "install that version or a later one"
        )


def refuse_older(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DataFolderError where the file must be brought forward first: a reader changes nothing."""
    if version(connection) < len(STEPS):
        raise DataFolderError(f"{path} is of an older Satchel; start Satchel once to bring it up to date")


def migrate(connection: sqlite3.Connection) -> None:
    """Go the missing steps, each in a transaction of its own."""
    while version(connection) < len(STEPS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            _go_one(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _go_one(connection: sqlite3.Connection) -> None:
    # Asked again under the lock: another process may just have gone this step.
    if (done := version(connection)) < len(STEPS):
        for statement in STEPS[done].statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {done + 1}")
