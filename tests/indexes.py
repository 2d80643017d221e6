"""Every kind of index, opened and reopened, and what tests put into them and ask of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Protocol

import numpy as np

from bot.ids import RecordId, SpaceId
from bot.ports import Lookup, Point, Sightings
from memory.edge import EdgeIndex
from memory.finding.sparse import asked_terms
from memory.server import STAND_IN, ServerIndex, ServerOptions, open_client
from memory.shelf import Index, point_of, records_of
from tests.builders import HOME, note, scope
from tests.fakes.embedder import HashedWords

EMBEDDER = HashedWords()
_places = count()


class Kind(Protocol):
    """A kind of index that can be opened in a folder, again and again."""

    def __init__(self, folder: Path) -> None: ...

    def open(self) -> Index: ...


class EmbeddedIndexes:
    """Qdrant Edge."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> Index:
        return EdgeIndex(self._folder / "index", EMBEDDER.dimension)


class ServedIndexes:
    """The client's own imitation of a server, which begins empty each time."""

    def __init__(self, folder: Path) -> None:
        pass

    def open(self) -> Index:
        return ServerIndex(open_client(STAND_IN, None), "notes", EMBEDDER.dimension, ServerOptions())


KINDS: dict[str, type[Kind]] = {"edge": EmbeddedIndexes, "server": ServedIndexes}


def points(*texts: str, space: SpaceId = HOME) -> list[Point]:
    """The points of one note a text."""
    notes = [note(text, space=space, place=next(_places)) for text in texts]
    records = [record for each in notes for record in records_of(each)]
    vectors = EMBEDDER.passages([record.text for record in records])
    return [point_of(record, vector) for record, vector in zip(records, vectors, strict=True)]


def asked(text: str, *spaces: SpaceId, depth: int = 100, among: Sequence[Point] | None = None) -> Lookup:
    """A question by meaning and words, of HOME unless spaces are named."""
    return Lookup(
        dense=EMBEDDER.query(text),
        sparse=asked_terms(text).vector(),
        scope=scope(*spaces),
        depth=depth,
        among=None if among is None else tuple(point.record.place for point in among),
    )


def ids_of(some: Sequence[Point]) -> set[RecordId]:
    return {point.record.id for point in some}


def by_meaning(seen: Sightings) -> dict[RecordId, float]:
    """The cosine of each record that the search by meaning brought."""
    return _scores(seen, seen.dense.tolist())


def by_words(seen: Sightings) -> dict[RecordId, float]:
    """The BM25 score of each record that the search by words brought."""
    return _scores(seen, seen.sparse.tolist())


def _scores(seen: Sightings, column: list[float]) -> dict[RecordId, float]:
    return {record: score for record, score in zip(seen.ids(), column, strict=True) if not np.isnan(score)}
