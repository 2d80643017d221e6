"""Memory, and what it is built on: a vector index and an embedder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bot.ids import EventKey, RecordId
from bot.records import Note, Question, Recalled, Record, Scope

Vector = NDArray[np.float32]


class Memory(Protocol):
    """What was kept, findable. Blocking; safe to call from several threads."""

    def remember(self, notes: Sequence[Note]) -> None:
        """Make notes findable: at once, and under the same ids whenever it is repeated.

        Raises IndexFault or ModelError (an embedding model) when that cannot be done now.
        """
        ...

    def revise(self, note: Note) -> None:
        """Make a note findable by its new words and no more by its old ones; at no moment are both found.

        Called before the journal holds the new words. Durable, idempotent; raises as `remember`.
        """
        ...

    def recall(self, question: Question, scope: Scope, limit: int) -> Recalled:
        """The passages that best answer, best first, at most one a message, and what could not be searched.

        A message that is still being handled is not waited for, and not told of as missing. Raises BadQuery for a
        question without a word in it, IndexFault where nothing can be searched.
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
        """Unit vectors of what is kept, shape (len(texts), dimension); zeros for a text without a token.

        NaN for a text of which the model makes none, though it makes them of others.
        """
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
    """A record with what it is found by; `signs` is what the ranking reads of it, packed."""

    record: Record
    dense: Vector
    sparse: SparseVector
    signs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the ranking reads of n records: columns of shape (n,), but `terms`, all records' one after the other."""

    place: NDArray[np.int64]
    episode: NDArray[np.int64]
    speaker: NDArray[np.int64]
    asks: NDArray[np.bool_]
    said_at: NDArray[np.float64]
    lengths: NDArray[np.int64]
    terms: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """What two searches saw, n records, in no order.

    `keys`: their ids as 16 bytes each, shape (n,). `dense` (cosines) and `sparse` (BM25 scores): float32,
    shape (n,), NaN where that search did not bring the record.
    """

    keys: NDArray[np.void]
    dense: Vector
    sparse: Vector
    signs: Signs

    def ids(self, rows: Iterable[int] | None = None) -> tuple[RecordId, ...]:
        """The ids of some rows, or of all."""
        wanted = range(len(self.keys)) if rows is None else rows
        return tuple(RecordId(UUID(bytes=self.keys[row].tobytes())) for row in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What an index is asked: the scope's best `depth` by cosine and its best `depth` by BM25.

    A `dense` of zeros, or a `sparse` without terms, brings nothing from its side. With `among`, only
    what was said at those places is looked at.
    """

    dense: Vector
    sparse: SparseVector
    scope: Scope
    depth: int
    among: tuple[int, ...] | None = None


class VectorIndex(Protocol):
    """Stores points and finds the nearest. Blocking; safe to call from several threads.

    Raises IndexUnreachable where the index is a server that does not answer.
    """

    def upsert(self, points: Sequence[Point]) -> None:
        """Add or replace points by their records' ids. Raises WrongDimension."""
        ...

    def search(self, lookup: Lookup) -> Sightings:
        """What fits, each record once; BM25 with the IDF of the scope."""
        ...

    def fetch(self, ids: Sequence[RecordId], scope: Scope) -> tuple[Record, ...]:
        """The records of these ids that are in the scope, in no order; unknown ids are left out."""
        ...

    def delete(self, ids: Collection[RecordId]) -> None:
        """Remove points: not found any more when this returns. Unknown ids are no error."""
        ...


class IndexUpkeep(Protocol):
    """What keeps an index whole."""

    def flush(self) -> int:
        """What was upserted and deleted outlives a power loss when this returns; tells how many points there are."""
        ...

    def purge(self) -> bool:
        """Write the index anew without what was deleted; seconds to a minute.

        True: no byte of it is left in the index's files. False: a server will see to it in its own time.
        """
        ...

    def ids(self) -> Iterator[RecordId]:
        """The ids of all points, each once, in no order."""
        ...

    def close(self, *, destroy: bool = False) -> None:
        """Flush and let go of the files, or remove them; the index is not used after it."""
        ...
