"""Memory, and what it is built on: a vector index and an embedder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.ids import EventKey, RecordId
from bot.records import Hit, Note, Question, Record, RecordKind, Scope

Vector = NDArray[np.float32]


class Memory(Protocol):
    """What was kept, findable. Blocking; safe to call from several threads."""

    def remember(self, notes: Sequence[Note]) -> None:
        """Make notes findable: at once, and under the same ids whenever it is repeated.

        Raises IndexFault or ModelError (an embedding model) when that cannot be done now.
        """
        ...

    def recall(self, question: Question, scope: Scope, limit: int) -> tuple[Hit, ...]:
        """The passages that best answer, best first, at most one a message.

        Raises BadQuery for a question without a word in it.
        """
        ...

    def forget(self, keys: Collection[EventKey]) -> None:
        """Nothing that came of these messages is found any more when this returns."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors. Blocking. Raises ModelError when it cannot."""

    @property
    def name(self) -> str:
        """Names the model and all that changes its vectors: another name means another index."""
        ...

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        ...

    def passages(self, texts: Sequence[str]) -> Vector:
        """Unit vectors of what is kept, shape (len(texts), dimension); zeros for a text without a token."""
        ...

    def query(self, text: str) -> Vector:
        """The unit vector of a question, shape (dimension,)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SparseVector:
    """Weights of hashed words: `indices` ascending and distinct, 32 bits unsigned."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A record with what it is found by."""

    record: Record
    dense: Vector
    sparse: SparseVector


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A record that one search saw, with that search's score."""

    record: Record
    score: float


class VectorIndex(Protocol):
    """Stores points and finds the nearest. Blocking; safe to call from several threads."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace points by their records' ids. Raises WrongDimension, IndexUnreachable."""
        ...

    def search(self, query: Vector | SparseVector, scope: Scope, kind: RecordKind, limit: int) -> tuple[Sighting, ...]:
        """The best points of the scope: by cosine, or by BM25 with the IDF of the scope, best first."""
        ...

    def delete(self, ids: Collection[RecordId]) -> None:
        """Remove points: not found any more when this returns. Unknown ids are no error."""
        ...

    def scan(self, batch: int) -> Iterator[tuple[Point, ...]]:
        """Every point there is, in no order, in batches."""
        ...
