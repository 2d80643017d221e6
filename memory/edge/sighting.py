"""What two queries of a shard brought, with the signs from its book."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from qdrant_edge import ScoredPoint

from bot.ports import Sightings
from memory.edge.signbook import SignBook


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
