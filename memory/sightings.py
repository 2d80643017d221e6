"""Two lists of hits as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.ids import RecordId
from bot.ports import Sightings


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one search brought: n ids, their scores and signs."""

    ids: Sequence[RecordId]
    scores: Sequence[float]
    signs: Sequence[str]


def merged(dense: Column, sparse: Column) -> Sightings:
    """One row a record; NaN where a search did not bring it."""
    row_of = {record: row for row, record in enumerate(dense.ids)}
    signs = list(dense.signs)
    for record, sign in zip(sparse.ids, sparse.signs, strict=True):
        if record not in row_of:
            row_of[record] = len(row_of)
            signs.append(sign)
    return Sightings(
        ids=tuple(row_of),
        dense=_scores(dense, row_of),
        sparse=_scores(sparse, row_of),
        signs=tuple(signs),
    )


def _scores(column: Column, row_of: dict[RecordId, int]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    scores = np.full(len(row_of), np.nan, np.float32)
    scores[[row_of[record] for record in column.ids]] = column.scores
    return scores


def joined(first: Sightings, more: Sightings) -> Sightings:
    """The sightings of two lookups that share no record."""
    return Sightings(
        ids=first.ids + more.ids,
        dense=np.concatenate([first.dense, more.dense]),
        sparse=np.concatenate([first.sparse, more.sparse]),
        signs=first.signs + more.signs,
    )
