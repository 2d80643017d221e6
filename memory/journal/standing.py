"""Where words stand in the journal, and whose they are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing

from memory.journal.database import Database
from memory.journal.filing import rows_in
from memory.needles import LONGEST, Needles, forms_of

AT_ONCE = 1 << 22
"""Bytes that are read and searched together: a search of few takes as long as one of many."""

Standing = dict[str, frozenset[tuple[int, str | None]]]

_BODIES = "SELECT id, body FROM words WHERE id > ? ORDER BY id"
# A row that none of these names is nobody's, and should not be there.
_OWNERS = (
    "SELECT words, seq, space FROM events WHERE words IN ({})",
    "SELECT answer, seq, space FROM events WHERE answer IN ({})",
    "SELECT why, seq, space FROM events WHERE why IN ({})",
    "SELECT outbox.words, seq, space FROM outbox JOIN events ON seq = cause WHERE outbox.words IN ({})",
    "SELECT outbox.why, seq, space FROM outbox JOIN events ON seq = cause WHERE outbox.why IN ({})",
    "SELECT work.words, seq, space FROM work JOIN events ON key = cause WHERE work.words IN ({})",
    "SELECT work.why, seq, space FROM work JOIN events ON key = cause WHERE work.why IN ({})",
    "SELECT words, -id, space FROM speakers WHERE words IN ({})",
    "SELECT words, 0, NULL FROM knocks WHERE words IN ({})",
)


def standing(database: Database, texts: Collection[str]) -> Standing:
    """Of these texts those that stand in the journal, each with the seqs, and their spaces, in whose words it does."""
    beginning: dict[bytes, set[str]] = {}
    for text in texts:
        for form in forms_of(text):
            beginning.setdefault(form[:LONGEST], set()).add(text)
    found: dict[int, set[str]] = {}
    for row, needle in _found(database, Needles(texts)):
        found.setdefault(row, set()).update(beginning[needle])
    with database.reading() as connection:
        stands: dict[str, set[tuple[int, str | None]]] = {}
        for query in _OWNERS:
            for row, seq, space in rows_in(connection, query, list(found)):
                for text in found[row]:
                    stands.setdefault(text, set()).add((seq, space))
    return {text: frozenset(places) for text, places in stands.items()}


def _found(database: Database, needles: Needles) -> Iterator[tuple[int, bytes]]:
    """Each row in which a needle begins, with that needle."""
    for rows in bodies(database):
        whole = b"\0".join(body for _, body in rows)
        ends, end = [], 0
        for _, body in rows:
            end += len(body) + 1
            ends.append(end)
        at = 0
        for place, needle in sorted(needles.places_in(whole)):
            while ends[at] <= place:
                at += 1
            yield rows[at][0], needle


def bodies(database: Database) -> Iterator[list[tuple[int, bytes]]]:
    """All rows, some at a time: who else reads is let in between."""
    last = 0
    while rows := _behind(database, last):
        yield rows
        last = rows[-1][0]


def _behind(database: Database, last: int) -> list[tuple[int, bytes]]:
    rows: list[tuple[int, bytes]] = []
    size = 0
    with database.reading() as connection, closing(connection.execute(_BODIES, (last,))) as found:
        while size < AT_ONCE and (row := found.fetchone()):
            rows.append(row)
            size += len(row[1])
    return rows
