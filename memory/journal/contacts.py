"""The accounts that were let in, and whose they are."""

from __future__ import annotations

import sqlite3

from bot.ids import AccountId, Contact, PersonId, Platform, UserId
from memory.journal.database import Database


class SqliteContacts:
    """The port Contacts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def person(self, contact: Contact) -> PersonId | None:
        query = "SELECT person FROM contacts WHERE platform = ? AND account = ? AND user = ?"
        return next((PersonId(person) for (person,) in self._database.rows(query, _address(contact))), None)

    def known(self) -> tuple[tuple[Contact, PersonId], ...]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT platform, account, user, person FROM contacts ORDER BY id").fetchall()
        return tuple((contact_of(*address), PersonId(person)) for *address, person in rows)

    def link(self, contact: Contact, person: PersonId) -> None:
        with self._database.transaction() as connection:
            link(connection, contact, person)


def link(connection: sqlite3.Connection, contact: Contact, person: PersonId) -> None:
    """Let an account in as this person."""
    connection.execute(
        """INSERT INTO contacts (platform, account, user, person) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET person = excluded.person""",
        (*_address(contact), person),
    )


def unlink(connection: sqlite3.Connection, contact: Contact) -> bool:
    """Let it out again; False where it was not in."""
    gone = connection.execute("DELETE FROM contacts WHERE platform = ? AND account = ? AND user = ?", _address(contact))
    return gone.rowcount > 0


def contact_of(platform: str, account: str, user: str) -> Contact:
    """A contact as the tables hold it."""
    return Contact(platform=Platform(platform), account=AccountId(account), user=UserId(user))


def _address(contact: Contact) -> tuple[str, str, str]:
    return contact.platform, contact.account, contact.user
