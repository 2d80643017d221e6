"""The index in use, and the one that is being filled to take its place.

A mark in the journal says up to which message a shelf is durable. Whatever came after it is put there
again, from the journal: after a crash, after an outage, or, for a new embedder, from the very first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from threading import RLock

from bot.crashes import CrashPoint, crash_point
from bot.errors import IndexFault, ModelError
from bot.records import Note
from memory.annals import Annals, Progress
from memory.shelf import Shelf

CURRENT = "shelf"
BATCH = 512
FLUSH_EVERY = 20_000


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


OnProgress = Callable[[int, int], None]
"""Hears the seq reached and the seq to reach."""


class Shelves:
    """Puts notes on every shelf and keeps each one's mark. Safe to call from several threads."""

    def __init__(self, current: Shelf, annals: Annals, progress: Progress) -> None:
        self._annals = annals
        self._progress = progress
        self._lock = RLock()
        self._behind: set[str] = set()
        self._unflushed = 0
        self.current = current
        self.coming: Shelf | None = None

    def put(self, notes: Sequence[Note]) -> None:
        """Index notes. Raises IndexFault or ModelError; the journal's notes are then put again later."""
        with self._lock:
            self._unflushed += len(notes)
            if self.coming is not None:
                self._put_aside(self.coming, notes)
            try:
                self.current.put(notes)
            except (IndexFault, ModelError):
                self._behind.add(self.current.name)
                raise
        if self._unflushed >= FLUSH_EVERY:
            self.flush()

    def take(self, notes: Collection[Note]) -> None:
        """Remove notes from every shelf, durably."""
        with self._lock:
            for shelf in self._all():
                shelf.take(notes)
            crash_point(CrashPoint.FORGET_BEFORE_INDEX)
            for shelf in self._all():
                self._mark(shelf, self.mark(shelf).seq)
        crash_point(CrashPoint.FORGET_AFTER_INDEX)

    def purge(self) -> None:
        """No byte of what was taken is left in any shelf's files."""
        for shelf in self._all():
            shelf.index.purge()

    def mark(self, shelf: Shelf) -> Mark:
        """How far a shelf is durable."""
        return read_mark(self._progress, shelf.name)

    def fall_behind(self) -> None:
        """The current shelf lacks something: the next flush brings it up from the journal."""
        self._behind.add(self.current.name)

    @property
    def unflushed(self) -> int:
        """How many notes were put since the last flush."""
        return self._unflushed

    def flush(self) -> None:
        """Make the current shelf durable and move its mark; one that is behind catches up first."""
        with self._lock:
            if self.current.name in self._behind:
                self.catch_up(self.current)
            reached = self._progress.finished()
            self._mark(self.current, reached)
            self._unflushed = 0

    def catch_up(self, shelf: Shelf, on_progress: OnProgress | None = None) -> None:
        """Put on a shelf all that came after its mark."""
        while self.step(shelf, on_progress):
            pass

    def step(self, shelf: Shelf, on_progress: OnProgress | None = None) -> bool:
        """One batch of catching up; False when the shelf has all of it. Other calls go on between batches."""
        with self._lock:
            # Read under the lock: what is forgotten meanwhile must not come back.
            mark, goal = self.mark(shelf).seq, self._progress.finished()
            batch = [(seq, note) for seq, note in self._annals.notes(mark, BATCH) if seq <= goal]
            shelf.put([note for _, note in batch])
            reached = batch[-1][0] if len(batch) == BATCH else goal
            if reached > mark:
                self._mark(shelf, reached)
            self._behind.discard(shelf.name)
        crash_point(CrashPoint.REINDEX_AFTER_BATCH)
        if on_progress is not None:
            on_progress(reached, goal)
        return reached < goal

    def tend(self) -> None:
        """Housekeeping of a quiet moment: be durable, catch up, fill the coming shelf by one batch."""
        if self._unflushed or self._behind:
            self.flush()
        coming = self.coming
        if coming is not None and not self.step(coming):
            self.switch()

    def switch(self) -> None:
        """The coming shelf, which has all, takes the current one's place; that one's files are removed."""
        with self._lock:
            if self.coming is None:
                return
            self.catch_up(self.coming)
            crash_point(CrashPoint.REINDEX_BEFORE_SWITCH)
            old, self.current, self.coming = self.current, self.coming, None
            self._progress.set(CURRENT, self.current.setting)
        crash_point(CrashPoint.REINDEX_AFTER_SWITCH)
        self._progress.drop(old.name)
        old.index.close(destroy=True)

    def close(self) -> None:
        """Make durable what is there and let go of it."""
        self.flush()
        for shelf in self._all():
            shelf.index.close()

    def _mark(self, shelf: Shelf, reached: int) -> None:
        points = shelf.index.flush()
        crash_point(CrashPoint.FLUSH_BEFORE_MARK)
        self._progress.set(shelf.name, str(Mark(seq=reached, points=points)))
        crash_point(CrashPoint.FLUSH_AFTER_MARK)

    def _put_aside(self, shelf: Shelf, notes: Sequence[Note]) -> None:
        try:
            shelf.put(notes)
        except (IndexFault, ModelError):
            # Its mark does not pass what it lacks: catching up brings it.
            self._behind.add(shelf.name)

    def _all(self) -> tuple[Shelf, ...]:
        return (self.current,) if self.coming is None else (self.current, self.coming)
