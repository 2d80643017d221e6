"""Keeping one shelf abreast of the journal.

A mark in the journal says up to which message the shelf is durable. What came after it and was not put
here since is put here from the journal: after a crash or an outage, and, for a new embedder, from the
very first message on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.crashes import CrashPoint, crash_point
from bot.ids import EventKey
from bot.records import Note
from memory.annals import Annals, Progress
from memory.shelf import Shelf

PAGE = 512


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
    """A shelf with its mark. One thread at a time."""

    def __init__(self, shelf: Shelf, annals: Annals, progress: Progress) -> None:
        self.shelf = shelf
        self._annals = annals
        self._progress = progress
        self._settled: set[EventKey] = set()
        self._taken: set[EventKey] = set()

    @property
    def unmarked(self) -> int:
        """How many notes were put here that the mark does not cover."""
        return len(self._settled)

    def put(self, notes: Sequence[Note]) -> None:
        """Index notes. Raises IndexFault or ModelError; a later step then makes good for it."""
        # One that was forgotten while its message was still being handled does not come back.
        notes = [note for note in notes if note.origin.key not in self._taken]
        self.shelf.put(notes)
        self._settled.update(note.origin.key for note in notes)

    def take(self, notes: Collection[Note]) -> None:
        """Remove all that came of these notes, durably."""
        crash_point(CrashPoint.FORGET_BEFORE_INDEX)
        self.shelf.take(notes)
        # The journal may still hold them for a moment: no step brings them back.
        self._taken.update(note.origin.key for note in notes)
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
            self.shelf.put(lacking)
            self._mark(reached)
            self._settled.difference_update(passed)
        return Reached(seq=reached, goal=goal)

    def _holds_or_took(self, note: Note) -> bool:
        return note.origin.key in self._settled or note.origin.key in self._taken

    def _mark(self, reached: int) -> None:
        points = self.shelf.index.flush()
        crash_point(CrashPoint.FLUSH_BEFORE_MARK)
        self._progress.set(self.shelf.name, str(Mark(seq=reached, points=points)))
        crash_point(CrashPoint.FLUSH_AFTER_MARK)
