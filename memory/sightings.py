"""Two lists of hits as one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bot.ids import RecordId
from bot.ports import Sightings, Signs, Vector
from memory.signs import unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one search brought: n ids and their scores."""

    ids: Sequence[RecordId]
    scores: Sequence[float]


def merged(dense: Column, sparse: Column, signs: Mapping[UUID, str]) -> Sightings:
    """One row a record; NaN where a search did not bring it. `signs` holds each record's, packed."""
    row_of = {record: row for row, record in enumerate(dict.fromkeys((*dense.ids, *sparse.ids)))}
    return Sightings(
        keys=np.frombuffer(b"".join(record.bytes for record in row_of), "V16"),
        dense=_scores(dense, row_of),
        sparse=_scores(sparse, row_of),
        signs=unpacked([signs[record] for record in row_of]),
    )


def joined(first: Sightings, more: Sightings) -> Sightings:
    """The sightings of two lookups that share no record."""
    return Sightings(
        keys=np.concatenate([first.keys, more.keys]),
        dense=np.concatenate([first.dense, more.dense]),
        sparse=np.concatenate([first.sparse, more.sparse]),
        signs=_both(first.signs, more.signs),
    )


def some(seen: Sightings, rows: NDArray[np.bool_]) -> Sightings:
    """The rows that are true."""
    signs = seen.signs
    return Sightings(
        keys=seen.keys[rows],
        dense=seen.dense[rows],
        sparse=seen.sparse[rows],
        signs=Signs(
            place=signs.place[rows],
            episode=signs.episode[rows],
            speaker=signs.speaker[rows],
            asks=signs.asks[rows],
            said_at=signs.said_at[rows],
            lengths=signs.lengths[rows],
            terms=signs.terms[np.repeat(rows, signs.lengths)],
        ),
    )


def _scores(column: Column, row_of: dict[RecordId, int]) -> Vector:
    scores = np.full(len(row_of), np.nan, np.float32)
    scores[[row_of[record] for record in column.ids]] = column.scores
    return scores


def _both(first: Signs, more: Signs) -> Signs:
    return Signs(
        place=np.concatenate([first.place, more.place]),
        episode=np.concatenate([first.episode, more.episode]),
        speaker=np.concatenate([first.speaker, more.speaker]),
        asks=np.concatenate([first.asks, more.asks]),
        said_at=np.concatenate([first.said_at, more.said_at]),
        lengths=np.concatenate([first.lengths, more.lengths]),
        terms=np.concatenate([first.terms, more.terms]),
    )
