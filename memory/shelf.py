"""One index with the embedder that fills it: notes go in, hits come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.crashes import CrashPoint, crash_point
from bot.ids import EventKey, record_id
from bot.ports import Embedder, IndexUpkeep, Point, Vector, VectorIndex
from bot.records import Note, Record
from memory.chunking import chunked, most_pieces
from memory.finding.sparse import date_words, document_vector, terms_of
from memory.signs import packed

MOST_AT_ONCE = 1_024


class Index(VectorIndex, IndexUpkeep, Protocol):
    """An index that can also be kept whole, and knows the journal that it was filled from."""

    def seal(self, seal: str) -> None:
        """Durable when this returns: it bears this seal, some hexadecimal digits, and no other."""
        ...

    def bears(self, seal: str) -> bool:
        """Whether it bears this seal; "" is that of one that was never sealed. True where nobody can tell."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """`setting` is the embedder as the settings name it; `name` tells this index from any other.

    `dimension` is the length of the index's vectors, known also while an embedder cannot be asked.
    """

    name: str
    setting: str
    dimension: int
    embedder: Embedder
    index: Index

    def put(self, notes: Sequence[Note]) -> set[EventKey]:
        """Index notes; repeating it changes nothing. Those for which the model has no vector: words alone find them."""
        unread: set[EventKey] = set()
        records = [record for note in notes for record in records_of(note)]
        for start in range(0, len(records), MOST_AT_ONCE):
            batch = records[start : start + MOST_AT_ONCE]
            given = self.embedder.passages([record.text for record in batch])
            sound = np.array([np.isfinite(row).all() for row in given], np.bool_)
            unread.update(record.origin.key for record, fine in zip(batch, sound, strict=True) if not fine)
            vectors = np.where(sound[:, None], given, np.float32(0))
            points = [point_of(record, vector) for record, vector in zip(batch, vectors, strict=True)]
            crash_point(CrashPoint.REMEMBER_BEFORE_UPSERT)
            self.index.upsert(points)
            crash_point(CrashPoint.REMEMBER_AFTER_UPSERT)
        return unread

    def revise(self, notes: Sequence[Note], sizes: Mapping[EventKey, int]) -> set[EventKey]:
        """Put notes' words into the place of the old ones of all that `sizes` (in bytes) names. Never are both found.

        Returns as `put`.
        """
        pieces = {note.origin.key: len(records_of(note)) for note in notes}
        surplus = {key: range(pieces.get(key, 0), most_pieces(size)) for key, size in sizes.items()}
        self.index.delete([record_id(key, part) for key, parts in surplus.items() for part in parts])
        return self.put(notes)

    def take(self, sizes: Mapping[EventKey, int]) -> None:
        """Remove all that came of these messages, of which only the sizes need still be known, in bytes."""
        self.index.delete([record_id(key, part) for key, size in sizes.items() for part in range(most_pieces(size))])


def records_of(note: Note) -> tuple[Record, ...]:
    """The findable pieces of a note, under ids that are the same each time. None for a note without words."""
    if not note.text.strip():
        return ()
    return tuple(
        Record(
            id=record_id(note.origin.key, part),
            space=note.space,
            text=text,
            origin=note.origin,
            part=part,
            said_by=note.said_by,
            said_at=note.said_at,
            place=note.place,
            episode=note.episode,
            trust=note.trust,
            passed_by=note.passed_by,
        )
        for part, text in enumerate(chunked(note.text))
    )


def point_of(record: Record, vector: Vector) -> Point:
    """A record with what it is found by: its words, the date it was said on, its meaning."""
    terms = terms_of(f"{record.text} {date_words(record.said_at.date())}")
    return Point(record=record, dense=vector, sparse=document_vector(terms), signs=packed(record, terms))
