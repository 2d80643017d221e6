"""The index in use, and the one that is being filled to take its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import RLock

from bot.crashes import CrashPoint, crash_point
from bot.errors import SatchelError
from bot.ids import EventKey
from bot.records import Missing, Note, Scope
from memory.annals import Annals, Progress
from memory.chores import Chore
from memory.filling import Filling
from memory.shelf import Shelf

CURRENT = "shelf"
"""The mark that holds the setting of the embedder in use."""

OUR_NAME = "our name"
"""The mark that holds what tells our collections on a server from another Satchel's."""

AT_ONCE = 2_048
IN_PASSING = 256
FLUSH_EVERY = 20_000

OnProgress = Callable[[int, int], None]
"""Hears the seq reached and the seq to reach."""


class Shelves:
    """Puts notes on every shelf and keeps them abreast of the journal. Safe to call from several threads."""

    def __init__(self, current: Shelf, coming: Shelf | None, annals: Annals, progress: Progress) -> None:
        self._progress = progress
        self._lock = RLock()
        self._following = Chore("the index is not abreast of the journal")
        self._moving = Chore("the new index is not being filled")
        self._current = Filling(current, annals, progress)
        self._coming = None if coming is None else Filling(coming, annals, progress)

    @property
    def current(self) -> Shelf:
        return self._current.shelf

    @property
    def coming(self) -> Shelf | None:
        return None if self._coming is None else self._coming.shelf

    def put(self, notes: Sequence[Note]) -> None:
        """Index notes. Raises IndexFault or ModelError; what is in the journal is then put here later."""
        with self._lock:
            self._current.put(notes)
        if self._current.unmarked >= FLUSH_EVERY:
            self.catch_up()

    def take(self, sizes: Mapping[EventKey, int]) -> None:
        """Remove messages (their sizes in bytes) from every shelf, durably."""
        with self._lock:
            for filling in self._all():
                filling.take(sizes)
        crash_point(CrashPoint.FORGET_AFTER_INDEX)

    def revise(self, notes: Sequence[Note], sizes: Mapping[EventKey, int]) -> None:
        """Put notes' new words into the place of the old ones of all that `sizes` (in bytes) names, durably.

        What has no note among them leaves the index. Raises IndexFault or ModelError.
        """
        with self._lock:
            for filling in self._all():
                filling.revise(notes, sizes)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While the block runs, nobody else puts anything here or takes it away."""
        with self._lock:
            yield

    def purge(self) -> bool:
        """Write every shelf anew without what was taken. True: no byte of it is left in any of their files."""
        done = [filling.shelf.index.purge() for filling in self._all()]
        return all(done)

    def catch_up(self, on_progress: OnProgress | None = None) -> None:
        """Bring the current shelf up to the journal, durably. Raises IndexFault or ModelError."""
        while self._follow(AT_ONCE, on_progress):
            pass

    def move(self, on_progress: OnProgress | None = None) -> None:
        """Fill the coming shelf, if there is one, and put it to use. Raises IndexFault or ModelError."""
        while self._coming is not None:
            self._move(AT_ONCE, on_progress)

    def missing(self, scope: Scope) -> Missing | None:
        """The messages of the scope that the current shelf does not hold yet; None where it holds all."""
        while True:
            filling = self._current
            missing = filling.missing(scope)
            # One whose place another took meanwhile may have been closed, and have told of nothing there.
            if filling is self._current:
                return missing

    @property
    def by_words(self) -> int:
        """How many messages of the current shelf only their words find: its model had no vector for them."""
        return self._current.by_words

    def tend(self) -> None:
        """Housekeeping of a quiet moment, a little of it; what cannot be done now is tried the next time."""
        self._following.attempt(lambda: self._follow(IN_PASSING))
        self._moving.attempt(lambda: self._move(IN_PASSING))

    def close(self) -> None:
        """Make durable what is there and let go of it; what is not there is put there by the next start."""
        # What has just refused would only keep the person waiting.
        with suppress(SatchelError):
            if not self._current.refused:
                self._step(self._current, AT_ONCE)
        for filling in self._all():
            with suppress(SatchelError):
                filling.shelf.index.close()

    def _follow(self, most: int, on_progress: OnProgress | None = None) -> bool:
        return self._step(self._current, most, on_progress)

    def _move(self, most: int, on_progress: OnProgress | None = None) -> None:
        if (coming := self._coming) is not None and not self._step(coming, most, on_progress):
            self._switch()

    def _step(self, filling: Filling, most: int, on_progress: OnProgress | None = None) -> bool:
        """One batch; False when the shelf has all. Other calls go on between batches."""
        with self._lock:
            # Read and put under one lock: what is forgotten meanwhile must not come back.
            reached = filling.step(most)
        crash_point(CrashPoint.REINDEX_AFTER_BATCH)
        if on_progress is not None:
            on_progress(reached.seq, reached.goal)
        return reached.seq < reached.goal

    def _switch(self) -> None:
        """The coming shelf takes the current one's place, and that one's files go."""
        with self._lock:
            if self._coming is None:
                return
            crash_point(CrashPoint.REINDEX_BEFORE_SWITCH)
            old, self._current, self._coming = self._current.shelf, self._coming, None
            self._progress.set(CURRENT, self.current.setting)
        crash_point(CrashPoint.REINDEX_AFTER_SWITCH)
        self._progress.drop(old.name)
        old.index.close(destroy=True)

    def _all(self) -> tuple[Filling, ...]:
        return (self._current,) if self._coming is None else (self._current, self._coming)
