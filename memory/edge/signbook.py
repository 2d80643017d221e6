"""What the ranking reads of every record of a shard, at hand by number and by place, in two files.

As payloads of the shard's points they would cost more to read than the search itself, most of all the first
time. Rows are only ever added: the last one of a record counts, and one that is `gone` ends it. A third file
tells how much of the two is whole. What a crash leaves behind that is put there again from the journal.

A record's number is the first 64 bits of its id: Edge hands out and looks for whole numbers ten times as
fast as UUIDs. Of a million records two share theirs with a chance of one in two million.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bot.errors import StoreDamaged
from bot.ids import RecordId
from bot.ports import Signs
from memory.edge.durable import replace_text
from memory.edge.growing import Extent, Growing
from memory.signs import spans

FILES = "signs.*"
_HEADS, _TERMS, _WHOLE = "signs.heads", "signs.terms", "signs.whole"
_TERM = np.dtype("<u4")
_HEAD = np.dtype(
    [
        ("key", "V16"),
        ("start", "<i8"),
        ("place", "<i8"),
        ("said_at", "<f8"),
        ("episode", "<u4"),
        ("speaker", "<u4"),
        ("length", "<u4"),
        ("asks", "u1"),
        ("gone", "u1"),
        ("spare", "<u2"),
    ]
)
_MANY = 4_096
"""So many that came later are few enough to be looked up beside the others."""

Rows = NDArray[np.int64]


def number_of(record: RecordId) -> int:
    """What Edge knows a record by."""
    return record.int >> 64


class SignBook:
    """The signs of a shard's records. One thread at a time; raises OSError where its files fail."""

    def __init__(self, folder: Path) -> None:
        """Open it as it was when it was last flushed, or begin it. Raises StoreDamaged."""
        self._whole = folder / _WHOLE
        self._flushed = _extents(self._whole)
        heads, terms = self._flushed
        self._heads = Growing(folder / _HEADS, _HEAD, heads)
        self._terms = Growing(folder / _TERMS, _TERM, terms)
        if _terms_told(self._heads.items) > terms.items:
            raise StoreDamaged(f"{self._whole} tells of fewer terms than its heads need")
        self._sort()

    def __len__(self) -> int:
        """How many records are here."""
        replaced = self._rows_of_known(list(self._recent))
        return len(self._known) + sum(row >= 0 for row in self._recent.values()) - int((replaced >= 0).sum())

    def put(self, ids: Collection[RecordId], signs: Signs) -> None:
        """Add records, or replace them."""
        heads = _heads(ids)
        heads["length"] = signs.lengths
        for name in ("place", "said_at", "episode", "speaker", "asks"):
            heads[name] = getattr(signs, name)
        self._add(heads, signs.terms)

    def drop(self, ids: Collection[RecordId]) -> None:
        """These records are gone; unknown ones are no error."""
        known = self.rows(map(number_of, ids)) >= 0
        heads = _heads(ids)[known]
        heads["gone"] = 1
        self._add(heads, np.zeros(0, _TERM))

    def rows(self, numbers: Iterable[int]) -> Rows:
        """Where the records of these numbers stand; -1 for one that is unknown."""
        wanted = list(numbers)
        rows = self._rows_of_known(wanted)
        for at, number in enumerate(wanted):
            if number in self._recent:
                rows[at] = self._recent[number]
        return rows

    def at(self, places: Sequence[int]) -> set[int]:
        """The numbers of all records at these places."""
        wanted = np.array(places, np.int64)
        starts, ends = np.searchsorted(self._places, wanted, "left"), np.searchsorted(self._places, wanted, "right")
        numbers: list[int] = self._by_place[spans(starts, ends - starts)].tolist()
        numbers += [number for place in places for number in self._recent_at.get(place, ())]
        return {number for number, row in zip(numbers, self.rows(numbers).tolist(), strict=True) if row >= 0}

    def keys(self, rows: Rows) -> NDArray[np.void]:
        """The ids of these rows, 16 bytes each."""
        return self._heads.items["key"][rows]

    def ids(self, numbers: Iterable[int]) -> tuple[RecordId, ...]:
        """Of the records of these numbers that are here."""
        rows = self.rows(numbers)
        return tuple(RecordId(UUID(bytes=key.tobytes())) for key in self.keys(rows[rows >= 0]))

    def signs(self, rows: Rows) -> Signs:
        """The columns of these rows."""
        heads = self._heads.items[rows]
        lengths = heads["length"].astype(np.int64)
        return Signs(
            place=heads["place"],
            episode=heads["episode"].astype(np.int64),
            speaker=heads["speaker"].astype(np.int64),
            asks=heads["asks"].astype(np.bool_),
            said_at=heads["said_at"],
            lengths=lengths,
            terms=self._terms.items[spans(heads["start"], lengths)],
        )

    def flush(self) -> None:
        """What is here outlives a power loss when this returns."""
        if len(self._recent) > _MANY:
            self._sort()
        heads, terms = self._heads.extent, self._terms.extent
        if (heads, terms) == self._flushed:
            return
        self._terms.sync()
        self._heads.sync()
        replace_text(self._whole, f"{heads.items} {heads.crc} {terms.items} {terms.crc}")
        self._flushed = heads, terms

    def rewritten(self, folder: Path) -> SignBook:
        """A new book in `folder`, durable, with nothing but what is here now."""
        rows = _last_of_each(self._heads.items)[1]
        fresh = SignBook(folder)
        fresh._add(self._heads.items[rows], self.signs(rows).terms)
        fresh.flush()
        return fresh

    def _add(self, heads: NDArray[Any], terms: NDArray[np.uint32]) -> None:
        first = self._heads.extent.items
        lengths = heads["length"].astype(np.int64)
        heads["start"] = self._terms.extent.items + np.cumsum(lengths) - lengths
        self._terms.add(terms)
        self._heads.add(heads)
        numbers, columns = _numbers(heads).tolist(), (heads["place"].tolist(), heads["gone"].tolist())
        for row, (number, place, gone) in enumerate(zip(numbers, *columns, strict=True), first):
            self._recent[number] = -1 if gone else row
            if not gone:
                self._recent_at.setdefault(place, []).append(number)

    def _sort(self) -> None:
        """Know all that is here by number and by place; what comes later is looked up beside it."""
        heads = self._heads.items
        self._known, self._known_rows = _last_of_each(heads)
        places = heads["place"][self._known_rows]
        order = np.argsort(places)
        self._places, self._by_place = places[order], self._known[order]
        self._recent: dict[int, int] = {}
        self._recent_at: dict[int, list[int]] = {}

    def _rows_of_known(self, numbers: Sequence[int]) -> Rows:
        """As `rows`, of what was here when all was sorted."""
        wanted = np.array(numbers, np.uint64)
        if not len(self._known):
            return np.full(len(wanted), -1, np.int64)
        at = np.minimum(np.searchsorted(self._known, wanted), len(self._known) - 1)
        return np.where(self._known[at] == wanted, self._known_rows[at], -1)


def _last_of_each(heads: NDArray[Any]) -> tuple[NDArray[np.uint64], Rows]:
    """The numbers of all records that are not gone, ascending, and the rows that count."""
    numbers, from_end = np.unique(_numbers(heads)[::-1], return_index=True)
    rows = len(heads) - 1 - from_end
    there = heads["gone"][rows] == 0
    return numbers[there], rows[there]


def _numbers(heads: NDArray[Any]) -> NDArray[np.uint64]:
    """What Edge knows the records of these rows by."""
    return np.frombuffer(heads["key"].tobytes(), ">u8")[::2].astype(np.uint64)


def _heads(ids: Collection[RecordId]) -> NDArray[Any]:
    heads = np.zeros(len(ids), _HEAD)
    heads["key"] = np.frombuffer(b"".join(record.bytes for record in ids), "V16")
    return heads


def _terms_told(heads: NDArray[Any]) -> int:
    """How many terms there must be for these rows."""
    return int((heads["start"] + heads["length"]).max(initial=0))


def _extents(told: Path) -> tuple[Extent, Extent]:
    """How much of heads and terms is whole; nothing where nothing is told."""
    if not told.exists():
        return Extent(), Extent()
    try:
        heads, heads_crc, terms, terms_crc = map(int, told.read_bytes().split())
    except ValueError as error:
        raise StoreDamaged(f"{told} does not tell how much is whole") from error
    return Extent(items=heads, crc=heads_crc), Extent(items=terms, crc=terms_crc)
