"""What a shard brought: of two queries with the signs from its book, and of records what its payloads tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from qdrant_edge import Record as Retrieved
from qdrant_edge import ScoredPoint

from bot.errors import StoreDamaged
from bot.ids import RecordId
from bot.ports import Sightings
from bot.records import Record
from memory.edge.signbook import SignBook, number_of
from memory.schema import record_of, refuse_others


def sightings(book: SignBook, near: Sequence[ScoredPoint], worded: Sequence[ScoredPoint]) -> Sightings:
    """Both lists as one table, without what a crash left in the shard alone: that comes from the journal."""
    points = (*near, *worded)
    numbers = [int(point.id) for point in points]
    scores = np.array([point.score for point in points], np.float32)
    column = {number: at for at, number in enumerate(dict.fromkeys(numbers))}
    at, first_worded = [column[number] for number in numbers], len(near)
    dense, sparse = np.full((2, len(column)), np.nan, np.float32)
    dense[at[:first_worded]] = scores[:first_worded]
    sparse[at[first_worded:]] = scores[first_worded:]
    rows = book.rows(column)
    known = rows >= 0
    rows = rows[known]
    return Sightings(keys=book.keys(rows), dense=dense[known], sparse=sparse[known], signs=book.signs(rows))


def records_told(asked: Sequence[RecordId], found: Sequence[Retrieved]) -> tuple[Record, ...]:
    """The records found, of those asked for. Raises StoreDamaged: a shard may lose payloads without a word."""
    known = {number_of(each): each for each in asked}
    try:
        there = [(known.get(int(point.id)), point.payload or {}) for point in found]
        records = tuple(record_of(each, payload) for each, payload in there if each is not None)
        refuse_others(records)
        return records
    except ValueError as error:
        raise StoreDamaged(f"the index has lost what a record says ({error})") from error
