"""The kept notes as the index asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from bot.capture import Message
from bot.ids import EventKey, SpaceId
from bot.records import Note, Scope
from memory.journal.codec import bytes_to_text
from memory.journal.database import Database
from memory.journal.filing import rows_apart, rows_in
from memory.journal.notes import NOTES, READ, UNREAD, messages_of, notes_of
from memory.journal.standing import Standing, standing

_SPEAKERS = "SELECT body FROM speakers JOIN words ON words.id = speakers.words WHERE space = ?"

_WORDED = "state NOT IN ('erased', 'merged')"
# An edit that is being handled may have put its words into the index already.
_SIZES = tuple(
    f"SELECT {key}, length(body) FROM events JOIN words ON words.id = events.words WHERE {key} IN ({{}})"  # noqa: S608 -- these two
    for key in ("key", "about")
)

# What shares its place with a message that stays is no message, and in no index.
_GONE = """SELECT place FROM events AS gone INDEXED BY events_erased WHERE state = 'erased' AND place IN ({})
    AND NOT EXISTS (SELECT 1 FROM events WHERE place = gone.place AND kept)"""

_ANY_CHANGING = "SELECT EXISTS (SELECT 1 FROM rewrites WHERE NOT indexed)"
_CHANGING = "SELECT place FROM events WHERE place IN ({}) AND key IN (SELECT key FROM rewrites WHERE NOT indexed)"

_UNREAD = """SELECT events.key, length(body) FROM events JOIN words ON words.id = events.words
    WHERE kept = ? AND seq > ? AND seq <= ?"""

_EDITED = """SELECT key, body FROM events JOIN words ON words.id = events.words
    WHERE revised IS NOT NULL AND state <> 'erased'"""

_BETWEEN = """SELECT said_at, place FROM events WHERE kept AND space = ? AND said_at >= ? AND said_at < ?
    ORDER BY said_at DESC LIMIT ?"""

_KEYS = "SELECT seq, key FROM events WHERE kept AND kept = ? AND space = ? AND seq > ? ORDER BY seq LIMIT ?"

_KEYS_OF = "SELECT key, space, kept FROM events WHERE kept AND seq IN ({})"


class SqliteAnnals:
    """Kept notes by seq, key and place, and who said them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def notes(self, after: int, limit: int) -> tuple[tuple[int, Note], ...]:
        """Kept notes that may be indexed with their seq, from the first after `after`, in the order of seq."""
        return notes_of(self._kept(after, limit, f"kept = {READ}"))

    def keys(self, after: int, scope: Scope, limit: int) -> tuple[tuple[int, EventKey], ...]:
        """The keys of the scope's kept notes with their seq, as `notes`; a fraction of its cost."""
        with self._database.reading() as connection:
            rows = [row for space in scope.spaces for row in connection.execute(_KEYS, (READ, space, after, limit))]
        return tuple((seq, EventKey(UUID(bytes=key))) for seq, key in sorted(rows)[:limit])

    def numbered(self, seqs: Collection[int]) -> tuple[tuple[int, Note], ...]:
        """Of the notes of these seqs those that are kept, as `notes`."""
        with self._database.reading() as connection:
            rows = list(rows_in(connection, f"{NOTES} WHERE kept = {READ} AND seq IN ({{}})", sorted(seqs)))
        return notes_of(rows)

    def keys_of(self, seqs: Collection[int], scope: Scope) -> tuple[EventKey, ...]:
        """The keys of the scope's kept notes among these seqs; a fraction of the cost of `numbered`."""
        with self._database.reading() as connection:
            rows = list(rows_in(connection, _KEYS_OF, sorted(seqs)))
        return tuple(EventKey(UUID(bytes=key)) for key, space, kept in rows if kept == READ and space in scope.spaces)

    def messages(self, after: int, limit: int) -> tuple[tuple[int, Note, Message], ...]:
        """As `notes`, but all that is kept, each with the message that it was made of."""
        return messages_of(self._kept(after, limit, "kept"))

    def of(self, keys: Collection[EventKey]) -> tuple[Note, ...]:
        """The messages of these keys as notes, kept or not, in the order of seq.

        One that was given up may have been indexed before: what forgets it must know it too.
        """
        wanted = [key.bytes for key in dict.fromkeys(keys)]
        rows = list(rows_apart(self._database, f"{NOTES} WHERE {_WORDED} AND key IN ({{}})", wanted))
        return tuple(note for _, note in notes_of(sorted(rows)))

    def sizes(self, keys: Collection[EventKey]) -> dict[EventKey, int]:
        """The bytes that each of these messages takes, or its longest edit; no fewer once it is erased."""
        wanted, sizes = [key.bytes for key in dict.fromkeys(keys)], Counter[bytes]()
        with self._database.reading() as connection:
            for query in _SIZES:
                for key, size in rows_in(connection, query, wanted):
                    sizes[key] = max(sizes[key], size)
        return {EventKey(UUID(bytes=key)): size for key, size in sizes.items()}

    def unread(self, after: int, until: int) -> dict[EventKey, int]:
        """The sizes of what is kept from the first after `after` to `until`, and of which no index may hold a word."""
        with self._database.reading() as connection:
            rows = connection.execute(_UNREAD, (UNREAD, after, until)).fetchall()
        return {EventKey(UUID(bytes=key)): size for key, size in rows}

    def leaving(self, places: Sequence[int]) -> frozenset[int]:
        """Those of `places` whose messages are forgotten, or say something else, while an index may hold them."""
        with self._database.reading() as connection:
            (changing,) = connection.execute(_ANY_CHANGING).fetchone()
            queries = (_GONE, _CHANGING) if changing else (_GONE,)
            return frozenset(place for query in queries for (place,) in rows_in(connection, query, places))

    def erased(self) -> tuple[EventKey, ...]:
        """The keys of all that was ever erased, in no order."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT key FROM events WHERE state = 'erased'").fetchall()
        return tuple(EventKey(UUID(bytes=key)) for (key,) in rows)

    def edited(self, of: Collection[EventKey] | None = None) -> dict[EventKey, bytes]:
        """Of these messages, or of all, those that were ever edited, as the journal holds them."""
        with self._database.reading() as connection:
            if of is None:
                rows = connection.execute(_EDITED).fetchall()
            else:
                rows = list(rows_in(connection, f"{_EDITED} AND key IN ({{}})", [key.bytes for key in of]))
        return {EventKey(UUID(bytes=key)): body for key, body in rows}

    def between(self, start: float, end: float, scope: Scope, limit: int) -> tuple[int, ...]:
        """The places of what was said from `start` until before `end` (seconds since 1970), the latest `limit`."""
        found: list[tuple[float, int]] = []
        with self._database.reading() as connection:
            for space in scope.spaces:
                found.extend(connection.execute(_BETWEEN, (space, start, end, limit)))
        return tuple(place for _, place in sorted(found, reverse=True)[:limit])

    def spaces(self) -> frozenset[SpaceId]:
        """Every space in which something was ever kept."""
        return frozenset(SpaceId(space) for (space,) in self._database.rows("SELECT DISTINCT space FROM speakers"))

    def standing(self, texts: Collection[str]) -> Standing:
        """Of these texts those that stand in the journal, each with the seqs, and their spaces, in whose words it does.

        A space is None where nobody's is known.
        """
        return standing(self._database, texts)

    def speakers(self, scope: Scope) -> tuple[str, ...]:
        """The names of all who said something that is kept in the scope, each once."""
        with self._database.reading() as connection:
            bodies = [body for space in scope.spaces for (body,) in connection.execute(_SPEAKERS, (space,))]
        return tuple(sorted({bytes_to_text(body) for body in bodies}))

    def _kept(self, after: int, limit: int, which: str) -> list[tuple[Any, ...]]:
        query = f"{NOTES} WHERE {which} AND seq > ? ORDER BY seq LIMIT ?"
        with self._database.reading() as connection:
            return connection.execute(query, (after, limit)).fetchall()
