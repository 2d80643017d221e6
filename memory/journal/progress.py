"""How far everything has come: what outlives a restart beside the messages themselves."""

from __future__ import annotations

from memory.journal.database import Database

_HANDLED = "SELECT seq FROM events WHERE state <> 'pending' ORDER BY seq DESC LIMIT 1"
_PENDING = "SELECT seq FROM events WHERE state = 'pending' AND seq < ?"


class SqliteProgress:
    """How far the journal is finished, and named marks: short texts, never words of people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def handled(self) -> tuple[int, frozenset[int]]:
        """The largest seq that is not pending, 0 where there is none; and those below it that are."""
        with self._database.reading() as connection:
            row = connection.execute(_HANDLED).fetchone()
            last = int(row[0]) if row else 0
            return last, frozenset(seq for (seq,) in connection.execute(_PENDING, (last,)))

    def get(self, name: str) -> str | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """The mark is durable when this returns."""
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (name, value))

    def names(self, beginning: str) -> tuple[str, ...]:
        """The names of the marks that begin so, in order."""
        query = "SELECT name FROM marks WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name"
        with self._database.reading() as connection:
            return tuple(str(name) for (name,) in connection.execute(query, (beginning,)))

    def drop(self, name: str) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM marks WHERE name = ?", (name,))
