"""Who was let in and is still to be told."""

from __future__ import annotations

import sqlite3

from bot.ids import AccountId, ChatId, Contact, Conversation, Platform, ThreadId
from bot.ports.people import Admitted
from memory.journal.contacts import contact_of

_TELL = """INSERT INTO admissions (platform, account, user, conversation, thread)
    SELECT platform, account, user, conversation, thread FROM knocks JOIN events ON events.key = knocks.cause
    WHERE platform = ? AND account = ? AND user = ?"""
_TO_TELL = """SELECT admissions.id, admissions.platform, admissions.account, user, chat, thread
    FROM admissions JOIN conversations ON conversations.id = conversation ORDER BY admissions.id"""
_FORGET = "DELETE FROM admissions WHERE platform = ? AND account = ? AND user = ?"


def to_be_told(connection: sqlite3.Connection, contact: Contact) -> None:
    """Whoever knocked last in a conversation is told there that they were let in; called while they still wait."""
    connection.execute(_TELL, (contact.platform, contact.account, contact.user))


def not_to_be_told(connection: sqlite3.Connection, contact: Contact) -> None:
    """They were let out again."""
    connection.execute(_FORGET, (contact.platform, contact.account, contact.user))


def told(connection: sqlite3.Connection, number: int) -> None:
    """They know it."""
    connection.execute("DELETE FROM admissions WHERE id = ?", (number,))


def admitted(connection: sqlite3.Connection) -> tuple[Admitted, ...]:
    """Who is to be told, first come first."""
    return tuple(
        Admitted(
            number=number,
            contact=contact_of(platform, account, user),
            where=Conversation(
                platform=Platform(platform),
                account=AccountId(account),
                chat=ChatId(chat),
                thread=None if thread is None else ThreadId(thread),
            ),
        )
        for number, platform, account, user, chat, thread in connection.execute(_TO_TELL).fetchall()
    )
