"""Who said what is kept, by space: the names that a question may call somebody by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from hashlib import sha256

from bot.ids import SpaceId
from memory.journal.codec import text_to_bytes
from memory.journal.words import blank, write


class Speakers:
    """The speakers of what one transaction keeps, each looked up once and saved once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[tuple[SpaceId, str], int] = {}
        self._notes: Counter[int] = Counter()

    def count(self, space: SpaceId, name: str) -> int:
        """Count one more note of theirs; returns the speaker's number."""
        number = self._numbers.get((space, name))
        if number is None:
            number = self._numbers[space, name] = self._load(space, name)
        self._notes[number] += 1
        return number

    def instead_of(self, number: int, space: SpaceId, name: str) -> int:
        """Count one note less of that speaker, as `leave`, and one more of this one."""
        new = self.count(space, name)
        self.leave(number)
        return new

    def leave(self, number: int) -> None:
        """Count one note less of that speaker, who leaves no name if it was the last."""
        self._notes[number] -= 1
        self.save()
        row = self._connection.execute("SELECT words FROM speakers WHERE id = ? AND notes = 0", (number,)).fetchone()
        if row is not None:
            blank(self._connection, row[0])
            self._connection.execute("DELETE FROM speakers WHERE id = ?", (number,))

    def save(self) -> None:
        self._connection.executemany(
            "UPDATE speakers SET notes = notes + ? WHERE id = ?",
            [(notes, number) for number, notes in self._notes.items()],
        )

    def _load(self, space: SpaceId, name: str) -> int:
        body = text_to_bytes(name)
        digest = sha256(body).digest()[:16]
        row = self._connection.execute(
            "SELECT id FROM speakers WHERE space = ? AND digest = ?", (space, digest)
        ).fetchone()
        if row is None:
            row = self._connection.execute(
                "INSERT INTO speakers (space, digest, words, notes) VALUES (?, ?, ?, 0) RETURNING id",
                (space, digest, write(self._connection, body)),
            ).fetchone()
        return int(row[0])
