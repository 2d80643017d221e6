"""Strangers who wait to be let in."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bot.errors import BadInput
from bot.ids import Contact, EventKey, PersonId
from bot.ports.people import Knock
from memory.journal.codec import bytes_to_text, text_to_bytes
from memory.journal.contacts import contact_of, link, unlink
from memory.journal.database import Database
from memory.journal.sending import drop_private
from memory.journal.words import blank, write

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without 0 and O, 1 and I, which people take for each other."""

LENGTH = 8
HOLDS = timedelta(hours=1)
TOLD_AGAIN = timedelta(minutes=10)
"""So long after a code was shown, its holder may be shown a new one: a code may be overlooked, or lost."""

MOST_WAITING = 3
LONGEST_NAME = 80

_WAITING = """SELECT code, platform, account, user, words.body, until, cause FROM knocks
    JOIN words ON words.id = knocks.words ORDER BY until, code"""


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class SqliteDoor:
    """The port Door."""

    def __init__(self, database: Database, make_code: Callable[[], str] = _code) -> None:
        self._database = database
        self._make_code = make_code

    def knock(self, contact: Contact, name: str, cause: EventKey, at: datetime) -> Knock | None:
        with self._database.transaction() as connection:
            _let_go(connection, at)
            waiting = _waiting(connection)
            for knock, caused_by in waiting:
                if knock.contact == contact:
                    if caused_by == cause:
                        return knock
                    if at < knock.until - HOLDS + TOLD_AGAIN:
                        return None
                    _remove(connection, knock.code)
            if sum(knock.contact != contact for knock, _ in waiting) >= MOST_WAITING:
                return None
            new = Knock(code=self._make_code(), contact=contact, name=name[:LONGEST_NAME], until=at + HOLDS)
            _add(connection, new, cause)
        return new

    def waiting(self, at: datetime) -> tuple[Knock, ...]:
        with self._database.transaction() as connection:
            _let_go(connection, at)
            waiting = tuple(knock for knock, _ in _waiting(connection))
        # Also of those whom another process let in: their names may lie in the log that we both write.
        self._database.empty_log()
        return waiting

    def admit(self, code: str, person: PersonId, at: datetime) -> Contact:
        shown = code.strip().upper()
        with self._database.transaction() as connection:
            _let_go(connection, at)
            knock = next((knock for knock, _ in _waiting(connection) if knock.code == shown), None)
            if knock is None:
                raise BadInput(
                    f"nobody waits with the code {shown[:LENGTH]}: a code holds once and for an hour; "
                    "`satchel pair` lists who waits, and a message to the bot ten minutes later gives a new one"
                )
            link(connection, knock.contact, person)
            _remove(connection, shown)
        self._database.empty_log()
        return knock.contact

    def revoke(self, contact: Contact) -> bool:
        with self._database.transaction() as connection:
            drop_private(connection, contact)
            return unlink(connection, contact)


def _add(connection: sqlite3.Connection, knock: Knock, cause: EventKey) -> None:
    contact, name = knock.contact, write(connection, text_to_bytes(knock.name))
    connection.execute(
        "INSERT INTO knocks (code, platform, account, user, words, cause, until) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            knock.code,
            contact.platform,
            contact.account,
            contact.user,
            name,
            cause.bytes,
            knock.until.timestamp(),
        ),
    )


def _waiting(connection: sqlite3.Connection) -> tuple[tuple[Knock, EventKey], ...]:
    return tuple(
        (
            Knock(
                code=code,
                contact=contact_of(platform, account, user),
                name=bytes_to_text(name),
                until=datetime.fromtimestamp(until, UTC),
            ),
            EventKey(UUID(bytes=cause)),
        )
        for code, platform, account, user, name, until, cause in connection.execute(_WAITING).fetchall()
    )


def _let_go(connection: sqlite3.Connection, at: datetime) -> None:
    """Those who were not let in within the time."""
    late = connection.execute("SELECT code FROM knocks WHERE until <= ?", (at.timestamp(),)).fetchall()
    for (code,) in late:
        _remove(connection, code)


def _remove(connection: sqlite3.Connection, code: str) -> None:
    (words,) = connection.execute("SELECT words FROM knocks WHERE code = ?", (code,)).fetchone()
    blank(connection, words)
    connection.execute("DELETE FROM knocks WHERE code = ?", (code,))
