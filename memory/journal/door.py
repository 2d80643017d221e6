"""Strangers who wait to be let in."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bot.errors import BadInput
from bot.ids import Contact, EventKey, PersonId, Platform, UserId
from bot.ports.people import Admitted, Knock
from memory.journal.admissions import admitted, not_to_be_told, to_be_told, told
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
"""So long after a code was shown, its holder may be shown it once more: it may have been overlooked."""

MOST_WAITING = 3
"""On each platform."""

RESTS = timedelta(hours=1)
"""So long others come first where somebody let a code lapse while nobody else could get one."""

TURNED_AWAY = timedelta(days=1)
LONGEST_NAME = 80

_RESTING = "-"
"""What the codes of those begin with who get none for a while."""

_WAITING = """SELECT code, platform, account, user, words.body, until, cause, repeated FROM knocks
    JOIN words ON words.id = knocks.words WHERE code NOT LIKE '-%' ORDER BY until, code"""
_RESTS = "SELECT count(*) FROM knocks WHERE platform = ? AND account = ? AND user = ? AND code LIKE '-%'"
_FULL = "SELECT platform FROM knocks WHERE code NOT LIKE '-%' GROUP BY platform HAVING count(*) >= ?"
_OURS = """SELECT account FROM conversations WHERE platform = ?1 UNION SELECT account FROM contacts WHERE platform = ?1
    UNION SELECT account FROM knocks WHERE platform = ?1 UNION SELECT account FROM bookmarks WHERE platform = ?1"""


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """Who waits, the event that their code was shown for last, and whether that was the second time."""

    knock: Knock
    cause: EventKey
    repeated: bool


class SqliteDoor:
    """The port Door."""

    def __init__(self, database: Database, make_code: Callable[[], str] = _code) -> None:
        self._database = database
        self._make_code = make_code

    def knock(self, contact: Contact, name: str, cause: EventKey, at: datetime) -> Knock | None:
        with self._database.transaction() as connection:
            _let_go(connection, at)
            waiting = _waiting(connection)
            mine = next((each for each in waiting if each.knock.contact == contact), None)
            if mine:
                return _again(connection, mine, cause, at)
            taken = sum(each.knock.contact.platform == contact.platform for each in waiting)
            if taken >= MOST_WAITING or _rests(connection, contact):
                return None
            new = Knock(code=self._make_code(), contact=contact, name=name[:LONGEST_NAME], until=at + HOLDS)
            _add(connection, new, cause)
        return new

    def waiting(self, at: datetime) -> tuple[Knock, ...]:
        with self._database.transaction() as connection:
            _let_go(connection, at)
            waiting = tuple(each.knock for each in _waiting(connection))
        # Also of those whom another process let in: their names may lie in the log that we both write.
        self._database.empty_log()
        return waiting

    def admit(self, code: str, person: PersonId, at: datetime) -> Contact:
        with self._database.transaction() as connection:
            knock = _shown(connection, code, at)
            link(connection, knock.contact, person)
            to_be_told(connection, knock.contact)
            _remove(connection, knock.code)
        self._database.empty_log()
        return knock.contact

    def reject(self, code: str, at: datetime) -> Contact:
        with self._database.transaction() as connection:
            knock = _shown(connection, code, at)
            _rest(connection, knock.code, at + TURNED_AWAY)
        self._database.empty_log()
        return knock.contact

    def add(self, platform: Platform, user: UserId, person: PersonId) -> None:
        with self._database.transaction() as connection:
            ours = connection.execute(_OURS, (platform,)).fetchall()
            if not ours:
                raise BadInput(f"nobody has written to the bot on {platform} yet: write to it there once")
            for (account,) in ours:
                contact = contact_of(platform, account, user)
                link(connection, contact, person)
                to_be_told(connection, contact)
                _forget(connection, contact)
        self._database.empty_log()

    def admitted(self) -> tuple[Admitted, ...]:
        with self._database.reading() as connection:
            return admitted(connection)

    def told(self, number: int) -> None:
        with self._database.transaction() as connection:
            told(connection, number)

    def revoke(self, contact: Contact) -> bool:
        with self._database.transaction() as connection:
            not_to_be_told(connection, contact)
            drop_private(connection, contact)
            return unlink(connection, contact)


def _shown(connection: sqlite3.Connection, code: str, at: datetime) -> Knock:
    """Who waits with that code. Raises BadInput."""
    _let_go(connection, at)
    shown = code.strip().upper()
    knock = next((each.knock for each in _waiting(connection) if each.knock.code == shown), None)
    if knock is None:
        raise BadInput(
            f"nobody waits with the code {shown[:LENGTH]}: a code holds once and for an hour; "
            "`satchel pair` lists who waits, and a message to the bot gives whoever waits no more a new one"
        )
    return knock


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


def _waiting(connection: sqlite3.Connection) -> tuple[_Waiting, ...]:
    return tuple(
        _Waiting(
            knock=Knock(
                code=code,
                contact=contact_of(platform, account, user),
                name=bytes_to_text(name),
                until=datetime.fromtimestamp(until, UTC),
            ),
            cause=EventKey(UUID(bytes=cause)),
            repeated=bool(repeated),
        )
        for code, platform, account, user, name, until, cause, repeated in connection.execute(_WAITING).fetchall()
    )


def _again(connection: sqlite3.Connection, mine: _Waiting, cause: EventKey, at: datetime) -> Knock | None:
    """Their code, to the event that it was shown for last, and once to another: it may have been overlooked."""
    if mine.cause == cause:
        return mine.knock
    if mine.repeated or at < mine.knock.until - HOLDS + TOLD_AGAIN:
        return None
    connection.execute("UPDATE knocks SET cause = ?, repeated = 1 WHERE code = ?", (cause.bytes, mine.knock.code))
    return mine.knock


def _let_go(connection: sqlite3.Connection, at: datetime) -> None:
    """Those who were not let in within the time: where all places were taken, it is the others' turn."""
    full = {platform for (platform,) in connection.execute(_FULL, (MOST_WAITING,)).fetchall()}
    query = "SELECT code, platform, until FROM knocks WHERE until <= ?"
    for code, platform, until in connection.execute(query, (at.timestamp(),)).fetchall():
        again = datetime.fromtimestamp(until, UTC) + RESTS
        if platform in full and again > at and not code.startswith(_RESTING):
            _rest(connection, code, again)
        else:
            _remove(connection, code)


def _rest(connection: sqlite3.Connection, code: str, until: datetime) -> None:
    """Give its holder none until then; what they call themselves is forgotten."""
    _blank_name(connection, code)
    connection.execute(
        "UPDATE knocks SET code = ?, until = ? WHERE code = ?", (f"{_RESTING}{code}", until.timestamp(), code)
    )


def _rests(connection: sqlite3.Connection, contact: Contact) -> bool:
    asked = connection.execute(_RESTS, (contact.platform, contact.account, contact.user))
    return bool(asked.fetchone()[0])


def _forget(connection: sqlite3.Connection, contact: Contact) -> None:
    """Who was let in waits no more."""
    query = "SELECT code FROM knocks WHERE platform = ? AND account = ? AND user = ?"
    for (code,) in connection.execute(query, (contact.platform, contact.account, contact.user)).fetchall():
        _remove(connection, code)


def _remove(connection: sqlite3.Connection, code: str) -> None:
    _blank_name(connection, code)
    connection.execute("DELETE FROM knocks WHERE code = ?", (code,))


def _blank_name(connection: sqlite3.Connection, code: str) -> None:
    (words,) = connection.execute("SELECT words FROM knocks WHERE code = ?", (code,)).fetchone()
    blank(connection, words)
