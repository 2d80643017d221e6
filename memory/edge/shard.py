"""Opening a shard, and its errors as ours.

There is no write-ahead log: the journal is one already, and the shard's own would keep forgotten words.
Turbo16 vectors are exact to 1e-5, half as large and twice as fast to search as 32-bit floats; a graph over
them (HNSW) would save a millisecond at 100,000 points and cost 2 minutes to build. So the optimizer only
ever writes segments anew without what was deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qdrant_edge import (
    Distance,
    EdgeConfig,
    EdgeOptimizersConfig,
    EdgeShard,
    EdgeSparseVectorParams,
    EdgeVectorParams,
    KeywordIndexParams,
    Modifier,
    Point,
    SparseVector,
    UpdateOperation,
    VectorStorageDatatype,
)

from bot.errors import FolderFull, StoreDamaged, WrongDimension
from bot.ports import Point as OurPoint
from memory.edge.room import refuse_full
from memory.edge.signbook import number_of
from memory.schema import DENSE, SPACE, SPARSE, payload_of

_NEVER = 1_000_000_000
_CONDEMNED = "condemned"
_NO_ROOM = ("No space left", "Not enough space", "File too large")


def open_shard(path: Path, dimension: int) -> EdgeShard:
    """Open the shard in a folder, or make one there. Raises StoreDamaged, WrongDimension, FolderFull.

    Some damage ends the whole process while it loads: the folder is condemned until that went well.
    """
    if (path / _CONDEMNED).exists():
        raise StoreDamaged(f"the index in {path} is damaged: it failed when it was last used")
    refuse_full(path)
    there = (path / "edge_config.json").exists()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    condemn(path)
    try:
        shard = _opened(path, dimension, there=there)
    except WrongDimension:
        _acquit(path)
        raise
    _acquit(path)
    return shard


def condemn(path: Path) -> None:
    """Never open the shard in this folder again: what reads it came upon damage."""
    (path / _CONDEMNED).touch()


def _acquit(path: Path) -> None:
    (path / _CONDEMNED).unlink()


def _opened(path: Path, dimension: int, *, there: bool) -> EdgeShard:
    with foreign_errors(path):
        if there:
            return EdgeShard.load(str(path), _config(dimension))
        shard = EdgeShard.create(str(path), _config(dimension))
        shard.update(UpdateOperation.create_field_index(SPACE, KeywordIndexParams(is_tenant=True)))
        shard.flush()
        return shard


def edge_point(point: OurPoint) -> Point:
    """A point as Edge takes it."""
    sparse = SparseVector(list(point.sparse.indices), list(point.sparse.values))
    return Point(number_of(point.record.id), {DENSE: point.dense.tolist(), SPARSE: sparse}, payload_of(point.record))


@contextmanager
def foreign_errors(path: Path) -> Iterator[None]:
    """Edge raises bare Exceptions, and panics as BaseExceptions, told apart by their words alone."""
    try:
        yield
    except BaseException as error:
        kind = type(error)
        if kind is not Exception and kind.__name__ != "PanicException":
            raise
        if "dimension error" in str(error) or "expected vector size" in str(error):
            raise WrongDimension(f"the index holds vectors of another length: {error}") from error
        if any(words in str(error) for words in _NO_ROOM):
            raise FolderFull(f"no space is left for {path} ({error}); free some, nothing was lost") from error
        raise StoreDamaged(f"the index in {path} cannot be used: {error}") from error


def _config(dimension: int) -> EdgeConfig:
    return EdgeConfig(
        vectors={DENSE: EdgeVectorParams(dimension, Distance.Cosine, datatype=VectorStorageDatatype.Turbo16)},
        sparse_vectors={SPARSE: EdgeSparseVectorParams(modifier=Modifier.Idf)},
        wal_enabled=False,
        max_search_threads=1,
        optimizers=EdgeOptimizersConfig(
            deleted_threshold=1e-12,
            vacuum_min_vector_number=1,
            default_segment_number=1,
            indexing_threshold=_NEVER,
            max_segment_size=_NEVER,
        ),
    )
