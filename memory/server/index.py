"""A VectorIndex on a Qdrant server."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from threading import Lock, RLock
from uuid import UUID

import numpy as np
from qdrant_client import QdrantClient, models

from bot.errors import IndexFault
from bot.ids import RecordId
from bot.ports import Lookup, Point, Sightings
from bot.records import Record, Scope
from memory.schema import DENSE, PLACE, SIGNS, SPACE, SPARSE, payload_of, record_of, refuse_others
from memory.server.opening import STAND_IN, ServerOptions, ensure_collection, foreign_errors
from memory.sightings import Column, merged
from memory.vectors import refuse_length, refuse_unfit

BATCH = 256
PAGE = 1_000


class ServerIndex:
    """One collection. The server makes a write durable before it answers."""

    def __init__(
        self, client: QdrantClient, collection: str, dimension: int, options: ServerOptions, *, anew: bool = False
    ) -> None:
        self._client = client
        self._collection = collection
        self._dimension = dimension
        self._options = options
        self._anew = anew
        self._making = Lock()
        self._made = False
        # The imitation of a server, unlike one, has to be spared two calls at once.
        self._turn = RLock() if client.init_options["location"] == STAND_IN else nullcontext()

    def upsert(self, points: Sequence[Point]) -> None:
        refuse_unfit(points, self._dimension)
        with self._server() as client:
            for start in range(0, len(points), BATCH):
                theirs = [_their(point) for point in points[start : start + BATCH]]
                client.upsert(self._collection, theirs, wait=True)

    def search(self, lookup: Lookup) -> Sightings:
        refuse_length(lookup.dense, self._dimension)
        terms = models.SparseVector(indices=list(lookup.sparse.indices), values=list(lookup.sparse.values))
        near = self._nearest(lookup.dense.tolist(), DENSE, lookup) if np.any(lookup.dense) else []
        worded = self._nearest(terms, SPARSE, lookup) if lookup.sparse.indices else []
        try:
            signs = {UUID(str(point.id)): str((point.payload or {})[SIGNS]) for point in (*near, *worded)}
        except LookupError as error:
            raise _changed(error) from error
        return merged(_column(near), _column(worded), signs)

    def fetch(self, ids: Sequence[RecordId], scope: Scope) -> tuple[Record, ...]:
        with self._server() as client:
            found = client.retrieve(self._collection, [str(each) for each in ids], with_payload=True)
        try:
            records = [record_of(UUID(str(point.id)), point.payload or {}) for point in found]
            refuse_others(records)
        except ValueError as error:
            raise _changed(error) from error
        return tuple(record for record in records if record.space in scope.spaces)

    def delete(self, ids: Collection[RecordId]) -> None:
        if not ids:
            # The server refuses a request that names nothing.
            return
        with self._server() as client:
            selector = models.PointIdsList(points=[str(each) for each in ids])
            client.delete(self._collection, selector, wait=True)

    def ids(self) -> Iterator[RecordId]:
        offset = None
        while True:
            with self._server() as client:
                page, offset = client.scroll(
                    self._collection, limit=PAGE, offset=offset, with_payload=False, with_vectors=False
                )
            yield from (RecordId(UUID(str(point.id))) for point in page)
            if offset is None:
                return

    def flush(self) -> int:
        with self._server() as client:
            return client.count(self._collection, exact=True).count

    def seal(self, seal: str) -> None:
        """Nothing on a server is made for that."""

    def bears(self, seal: str) -> bool:  # noqa: ARG002 -- as the protocol has it
        return True

    def purge(self) -> bool:
        with self._server() as client:
            vacuum = models.OptimizersConfigDiff(deleted_threshold=0.001, vacuum_min_vector_number=100)
            client.update_collection(self._collection, optimizers_config=vacuum)
        return False

    def close(self, *, destroy: bool = False) -> None:
        try:
            if destroy:
                with foreign_errors():
                    self._client.delete_collection(self._collection)
        finally:
            self._client.close()

    @contextmanager
    def _server(self) -> Iterator[QdrantClient]:
        """The server, asked for the collection at the first call: it may be down when we start."""
        with foreign_errors(), self._turn:
            with self._making:
                if not self._made:
                    if self._anew:
                        self._client.delete_collection(self._collection)
                    ensure_collection(self._client, self._collection, self._dimension, self._options)
                    self._made = True
            yield self._client

    def _nearest(
        self, vector: list[float] | models.SparseVector, name: str, lookup: Lookup
    ) -> list[models.ScoredPoint]:
        within = models.FieldCondition(
            key=SPACE, match=models.MatchAny(any=[str(space) for space in sorted(lookup.scope.spaces)])
        )
        spaces = models.Filter(must=[within])
        params = models.SearchParams(idf=models.IdfCorpusParams(corpus=spaces)) if name == SPARSE else None
        with self._server() as client:
            return client.query_points(
                self._collection,
                query=vector,
                using=name,
                query_filter=spaces if lookup.among is None else _among(lookup.among, within),
                limit=lookup.depth,
                with_payload=[SIGNS],
                search_params=params,
            ).points


def _changed(error: Exception) -> IndexFault:
    return IndexFault(
        f"the collection on the Qdrant server was changed by others ({error}); start `satchel reindex --anew`"
    )


def _among(places: Collection[int], within: models.FieldCondition) -> models.Filter:
    one_of = models.FieldCondition(key=PLACE, match=models.MatchAny(any=list(places)))
    return models.Filter(must=[one_of, within])


def _their(point: Point) -> models.PointStruct:
    sparse = models.SparseVector(indices=list(point.sparse.indices), values=list(point.sparse.values))
    vectors = {DENSE: point.dense.tolist(), SPARSE: sparse}
    return models.PointStruct(
        id=str(point.record.id), vector=vectors, payload=payload_of(point.record) | {SIGNS: point.signs}
    )


def _column(points: Sequence[models.ScoredPoint]) -> Column:
    return Column(
        ids=[RecordId(UUID(str(point.id))) for point in points],
        scores=[point.score for point in points],
    )
