"""A VectorIndex on Qdrant Edge."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock
from uuid import UUID

import numpy as np
from qdrant_edge import (
    EdgeShard,
    FacetRequest,
    FieldCondition,
    Filter,
    HasIdCondition,
    IdfParams,
    MatchValue,
    Query,
    QueryRequest,
    ScrollRequest,
    SearchParams,
    UpdateOperation,
)
from qdrant_edge import SparseVector as EdgeSparse

from bot.crashes import CrashPoint, crash_point
from bot.errors import IndexFault, IndexUnreachable, StoreDamaged
from bot.ids import RecordId, SpaceId
from bot.ports import Lookup, Point, Sightings
from bot.records import Record, Scope
from memory.edge.durable import reading_back, refuse_strange
from memory.edge.generations import Generations
from memory.edge.rewrite import cleaned
from memory.edge.room import refuse_full
from memory.edge.shard import condemn, edge_point, foreign_errors, open_shard
from memory.edge.sighting import records_told, sightings
from memory.edge.signbook import FILES, SignBook, number_of
from memory.folder import refusal
from memory.schema import DENSE, SPACE, SPARSE
from memory.signs import unpacked
from memory.vectors import refuse_length, refuse_unfit

MOST_SPACES = 1_000_000
PAGE = 2_000


class EdgeIndex:
    """The shard in the current folder below `root`. Nothing is durable before `flush`."""

    def __init__(self, root: Path, dimension: int) -> None:
        """Open it, or make it. Raises StoreDamaged for files that cannot be read, WrongDimension, DataFolderError."""
        self._generations = Generations(root=root)
        self._dimension = dimension
        self._lock = RLock()
        self._purging = Lock()
        self._missed: list[Callable[[EdgeShard], None]] | None = None
        with reading_back(root):
            self._generations.sweep()
            self._folder = self._generations.current()
            refuse_strange(self._folder)
            self._shard = open_shard(self._folder, dimension)
            self._book = SignBook(self._folder)
            self._seal = self._generations.sealed()
        self._open = True
        self._spaces = self._all_spaces()

    def upsert(self, points: Sequence[Point]) -> None:
        refuse_unfit(points, self._dimension)
        theirs = [edge_point(point) for point in points]
        ids, signs = [point.record.id for point in points], unpacked([point.signs for point in points])
        refuse_full(self._folder)
        with self._lock, self._writing():
            self._book.put(ids, signs)
            # Before the change: one that fails halfway must not leave a space that no search shuts out.
            self._spaces.update(point.record.space for point in points)
            self._change(lambda shard: shard.update(UpdateOperation.upsert_points(theirs)))

    def delete(self, ids: Collection[RecordId]) -> None:
        gone: list[int | UUID | str] = [number_of(each) for each in ids]
        refuse_full(self._folder)
        with self._lock, self._writing():
            self._change(lambda shard: shard.update(UpdateOperation.delete_points(gone)))
            self._book.drop(ids)

    def search(self, lookup: Lookup) -> Sightings:
        refuse_length(lookup.dense, self._dimension)
        terms = EdgeSparse(list(lookup.sparse.indices), list(lookup.sparse.values))
        with self._working() as shard:
            near = shard.query(self._nearest(lookup.dense.tolist(), DENSE, lookup)) if np.any(lookup.dense) else []
            worded = shard.query(self._nearest(terms, SPARSE, lookup)) if lookup.sparse.indices else []
            return sightings(self._book, near, worded)

    def fetch(self, ids: Sequence[RecordId], scope: Scope) -> tuple[Record, ...]:
        with self._working() as shard:
            records = records_told(ids, shard.retrieve([number_of(each) for each in ids], True, False))
        return tuple(record for record in records if record.space in scope.spaces)

    def ids(self) -> Iterator[RecordId]:
        offset = None
        while True:
            with self._working() as shard:
                page, offset = shard.scroll(ScrollRequest(offset=offset, limit=PAGE, with_payload=False))
                ids = self._book.ids(int(point.id) for point in page)
            yield from ids
            if offset is None:
                return

    def flush(self) -> int:
        """Of book and shard the smaller one counts: where they differ, one of them is damaged."""
        with self._working() as shard, self._writing():
            self._book.flush()
            shard.flush()
            return min(shard.info().points_count, len(self._book))

    def seal(self, seal: str) -> None:
        with self._lock, self._writing():
            self._generations.seal(seal)
            self._seal = seal.encode()

    def bears(self, seal: str) -> bool:
        return self._seal == seal.encode()

    def purge(self) -> bool:
        """Cleans a copy of the shard and swaps; what changes meanwhile is done in both."""
        with self._purging, self._condemning():
            target = self._generations.next()
            try:
                self._copy(target)
                cleaned(target, self._dimension)
                crash_point(CrashPoint.REWRITE_BEFORE_SWAP)
                self._swap(target)
                crash_point(CrashPoint.REWRITE_AFTER_SWAP)
            except OSError as error:
                raise refusal(error, target) from error
            finally:
                self._missed = None
                self._generations.sweep()
        return True

    def close(self, *, destroy: bool = False) -> None:
        with self._purging, self._working() as shard, self._writing():
            self._open = False
            shard.close()
            self._book.flush()
        if destroy:
            shutil.rmtree(self._generations.root)

    @contextmanager
    def _working(self) -> Iterator[EdgeShard]:
        """The shard, for one thread at a time."""
        with self._lock, self._condemning():
            if not self._open:
                raise IndexUnreachable("another index has just taken this one's place; try again")
            yield self._shard

    @contextmanager
    def _condemning(self) -> Iterator[None]:
        """Damage that shows only while the shard is in use is mended by the next start."""
        try:
            with foreign_errors(self._folder):
                yield
        except StoreDamaged as error:
            condemn(self._folder)
            raise IndexFault(f"{error}. Start Satchel again: it is then built anew from the journal") from error

    def _change(self, change: Callable[[EdgeShard], None]) -> None:
        with self._working() as shard:
            change(shard)
            if self._missed is not None:
                self._missed.append(change)

    def _copy(self, target: Path) -> None:
        with self._lock:
            self.flush()
            shutil.copytree(self._folder, target, ignore=shutil.ignore_patterns(FILES), copy_function=_copied)
            self._missed = []

    def _swap(self, target: Path) -> None:
        fresh = open_shard(target, self._dimension)
        with self._lock:
            with foreign_errors(target):
                for change in self._missed or ():
                    change(fresh)
                fresh.flush()
            book = self._book.rewritten(target)
            self._generations.switch(target)
            old, self._shard, self._folder, self._book = self._shard, fresh, target, book
            with suppress(StoreDamaged), foreign_errors(target):
                old.close()

    def _nearest(self, vector: list[float] | EdgeSparse, name: str, lookup: Lookup) -> QueryRequest:
        """Where the scope is all there is, it is left out: that is twice as fast."""
        spaces = _within(lookup.scope)
        among = None if self._spaces <= lookup.scope.spaces else spaces
        corpus = spaces if among or self._holds_remains() else None
        return QueryRequest(
            limit=lookup.depth,
            query=Query.Nearest(vector, using=name),
            filter=among if lookup.among is None else self._among(lookup.among, among),
            with_payload=False,
            params=SearchParams(idf=IdfParams(corpus=corpus)) if corpus and name == SPARSE else None,
        )

    def _among(self, places: Sequence[int], spaces: Filter | None) -> Filter:
        one_of = HasIdCondition(set(self._book.at(places)))
        return Filter(must=[one_of, spaces] if spaces else [one_of])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise refusal(error, self._folder) from error

    def _holds_remains(self) -> bool:
        """Words of deleted and replaced points count as frequent until they are purged, unless a corpus is named."""
        info = self._shard.info()
        return info.indexed_vectors_count != info.points_count

    def _all_spaces(self) -> set[SpaceId]:
        with foreign_errors(self._folder):
            facets = self._shard.facet(FacetRequest(SPACE, limit=MOST_SPACES, exact=True))
            some, _ = self._shard.scroll(ScrollRequest(limit=1, with_payload=True))
            points = self._shard.info().points_count
        # A shard that lost its payloads, or what it knows them by, loads without a word.
        records_told(self._book.ids(int(point.id) for point in some), some)
        if sum(hit.count for hit in facets.hits) != points:
            raise StoreDamaged(f"the index in {self._folder} does not know where all its points belong")
        return {SpaceId(str(hit.value)) for hit in facets.hits}


def _copied(source: str, target: str) -> None:
    """As shutil's, which would go on after the first refusal and tell of all of them at once."""
    try:
        shutil.copy2(source, target)
    except OSError as error:
        raise refusal(error, Path(target).parent) from error


def _within(scope: Scope) -> Filter:
    """One of several is three times dearer as MatchAny."""
    return Filter(should=[FieldCondition(SPACE, match=MatchValue(str(space))) for space in sorted(scope.spaces)])
