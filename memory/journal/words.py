"""The one table that holds what people wrote: appended to, overwritten in place, never moved."""

from __future__ import annotations

import sqlite3

from memory.journal.codec import text_to_bytes


def write(connection: sqlite3.Connection, body: bytes) -> int:
    """Append `body`; returns the number it is found under."""
    number = connection.execute("INSERT INTO words (body) VALUES (?)", (body,)).lastrowid
    assert number is not None
    return number


def replace(connection: sqlite3.Connection, old: int | None, text: str) -> int | None:
    """Write a text in place of an older one (None: there was none), of which no byte stays."""
    if old is not None:
        blank(connection, old)
    return write(connection, text_to_bytes(text)) if text else None


def blank(connection: sqlite3.Connection, number: int) -> None:
    """Overwrite a row with zeros of the same length: SQLite then changes the very same bytes."""
    connection.execute("UPDATE words SET body = zeroblob(length(body)) WHERE id = ?", (number,))


def next_number(connection: sqlite3.Connection) -> int:
    """The number that the next row gets."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM words").fetchone()[0])
