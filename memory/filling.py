"""Keeping one shelf abreast of the journal.

A mark in the journal says up to which message the shelf is durable. What came after it and was not put
here since is put here from the journal: after a crash or an outage, and, for a new embedder, from the
very first message on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bot.crashes import CrashPoint, crash_point
from bot.errors import IndexFault, SatchelError
from bot.ids import EventKey, RecordId
from bot.records import Note, Scope
from memory.annals import Annals, Progress
from memory.shelf import Shelf, records_of

PAGE = 512

MOST_COUNTED = 100
"""How many notes behind the mark are looked at to tell what lacks: three milliseconds where all of them do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Up to which seq a shelf is durable, and how many points it then held: fewer means damage."""

    seq: int = 0
    points: int = 0

    def __str__(self) -> str:
        return f"{self.seq} {self.points}"


def read_mark(progress: Progress, shelf: str) -> Mark:
    """The mark of a shelf by its name; zeros where there is none."""
    seq, _, points = (progress.get(shelf) or "0 0").partition(" ")
    return Mark(seq=int(seq), points=int(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The seq up to which a shelf holds all, and the one to reach."""

    seq: int
    goal: int


class Filling:
    """A shelf with its mark. One thread at a time, but for `lacking`."""

    def __init__(self, shelf: Shelf, annals: Annals, progress: Progress) -> None:
        self.shelf = shelf
        self._annals = annals
        self._progress = progress
        self._settled: set[EventKey] = set()
        self._taken: set[EventKey] = set()
        self._fault = ""

    @property
    def unmarked(self) -> int:
        """How many notes were put here that the mark does not cover."""
        return len(self._settled)

    def put(self, notes: Sequence[Note]) -> None:
        """Index notes. Raises IndexFault or ModelError; a later step then makes good for it."""
        # One that was forgotten while its message was still being handled does not come back.
        notes = [note for note in notes if note.origin.key not in self._taken]
        with self._remembering_why():
            self.shelf.put(notes)
        self._settled.update(note.origin.key for note in notes)

    def take(self, sizes: Mapping[EventKey, int]) -> None:
        """Remove all that came of these messages (their sizes in bytes), durably."""
        crash_point(CrashPoint.FORGET_BEFORE_INDEX)
        # What was read from the journal before they went: no step brings it back.
        self._taken.update(sizes)
        self.shelf.take(sizes)
        self._mark(read_mark(self._progress, self.shelf.name).seq)

    def step(self, most: int) -> Reached:
        """Put some `most` notes that the journal holds behind the mark and the shelf lacks, and move the mark."""
        marked, goal = read_mark(self._progress, self.shelf.name).seq, self._progress.finished()
        reached = marked
        passed: list[EventKey] = []
        lacking: list[Note] = []
        while reached < goal and len(lacking) < most:
            page = [(seq, note) for seq, note in self._annals.notes(reached, PAGE) if seq <= goal]
            passed += [note.origin.key for _, note in page]
            lacking += [note for _, note in page if not self._holds_or_took(note)]
            reached = page[-1][0] if len(page) == PAGE else goal
        if reached > marked:
            with self._remembering_why():
                self.shelf.put(lacking)
                self._mark(reached)
            self._settled.difference_update(passed)
            self._fault = ""
        return Reached(seq=reached, goal=goal)

    def lacking(self, scope: Scope) -> str:
        """How many messages of the scope cannot be found here yet, and why, in words; empty where all can."""
        page = self._annals.notes(read_mark(self._progress, self.shelf.name).seq, MOST_COUNTED)
        doubtful = [note for _, note in page if note.space in scope.spaces and not self._holds_or_took(note)]
        many = self._absent(doubtful, scope)
        if not many:
            return ""
        told = "1 message" if many == 1 else f"{many} messages"
        told = f"at least {told}" if len(page) == MOST_COUNTED else told
        why = f" ({self._fault})" if self._fault else ""
        return f"{told} cannot be found yet{why}; nothing of it is lost, and I go on trying"

    def _absent(self, notes: Sequence[Note], scope: Scope) -> int:
        """How many of these are not here, or not whole. An earlier process may have put them beyond the mark."""
        pieces = [[record.id for record in records_of(note)] for note in notes]
        if not any(pieces):
            return 0
        try:
            records = self.shelf.index.fetch([each for ids in pieces for each in ids], scope)
        except IndexFault:
            records = ()
        there: set[RecordId] = {record.id for record in records}
        return sum(not there.issuperset(ids) for ids in pieces)

    @contextmanager
    def _remembering_why(self) -> Iterator[None]:
        try:
            yield
        except SatchelError as fault:
            self._fault = str(fault)
            raise

    def _holds_or_took(self, note: Note) -> bool:
        return note.origin.key in self._settled or note.origin.key in self._taken

    def _mark(self, reached: int) -> None:
        points = self.shelf.index.flush()
        crash_point(CrashPoint.FLUSH_BEFORE_MARK)
        self._progress.set(self.shelf.name, str(Mark(seq=reached, points=points)))
        crash_point(CrashPoint.FLUSH_AFTER_MARK)
