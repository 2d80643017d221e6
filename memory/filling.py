"""Keeping one shelf abreast of the journal.

A mark in the journal says up to which message the shelf is durable. What came after it and was not put
here since is put here from the journal: after a crash or an outage, and, for a new embedder, from the
very first message on. What is still being handled is stepped over, however long that takes, and is put
here when it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from uuid import uuid4

from bot.crashes import CrashPoint, crash_point
from bot.errors import IndexFault, ModelError, SatchelError
from bot.ids import EventKey, RecordId
from bot.records import Missing, Note, Scope
from memory.annals import Annals, Progress
from memory.by_words import ByWords
from memory.shelf import Shelf, records_of

PAGE = 512

_MARK = re.compile(r"\d+ \d+( [0-9a-f]{32}( \d+(,\d+)*)?)?")

MOST_COUNTED = 100
"""How many messages are counted that cannot be found yet; where there are more, it is "at least" so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Up to which seq a shelf is durable, and how many points it then held: fewer means damage.

    `seal`: what its index was sealed with at that moment; one that bears another is not of this state of the journal.
    `passed`: the seqs that it passed while they were being handled.
    """

    seq: int = 0
    points: int = 0
    seal: str = ""
    passed: frozenset[int] = frozenset()

    def __str__(self) -> str:
        told = (self.seq, self.points, self.seal, ",".join(map(str, sorted(self.passed))))
        return " ".join(map(str, told)).rstrip()


def is_mark(told: str) -> bool:
    """Whether a text tells how far a shelf was filled."""
    return bool(_MARK.fullmatch(told))


def read_mark(progress: Progress, shelf: str) -> Mark:
    """The mark of a shelf by its name; zeros where there is none."""
    seq, points, seal, passed = (*(progress.get(shelf) or "0 0").split(" "), "", "")[:4]
    return Mark(
        seq=int(seq),
        points=int(points),
        seal=seal,
        passed=frozenset(map(int, filter(None, passed.split(",")))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The seq up to which a shelf holds all, and the one to reach."""

    seq: int
    goal: int


class Filling:
    """A shelf with its mark, which nobody else moves. One thread at a time, but for `missing`."""

    def __init__(self, shelf: Shelf, annals: Annals, progress: Progress) -> None:
        self.shelf = shelf
        self._annals = annals
        self._progress = progress
        self._settled: set[EventKey] = set()
        self._taken: set[EventKey] = set()
        self._marked = read_mark(progress, shelf.name)
        self._fault = ""
        self._by_words = ByWords(progress, shelf.name)
        self._again = self._by_words.keys
        self.refused = False
        """Whether the last thing that was to be put here could not be."""
        # From now on a copy of index or journal of before does not go with the other.
        self._write(self._sealed(self._marked))

    @property
    def unmarked(self) -> int:
        """How many notes were put here that the mark does not cover."""
        return len(self._settled)

    def put(self, notes: Sequence[Note]) -> None:
        """Index notes. Raises IndexFault or ModelError; a later step then makes good for it."""
        # One that was forgotten while its message was still being handled does not come back.
        notes = [note for note in notes if note.origin.key not in self._taken]
        self._put(notes)
        self._settled.update(note.origin.key for note in notes)

    def take(self, sizes: Mapping[EventKey, int]) -> None:
        """Remove all that came of these messages (their sizes in bytes), durably."""
        crash_point(CrashPoint.FORGET_BEFORE_INDEX)
        # What was read from the journal before they went: no step brings it back.
        self._taken.update(sizes)
        self.shelf.take(sizes)
        self._by_words.settle(sizes, ())
        self._mark(self._marked.seq, self._marked.passed)

    def revise(self, notes: Sequence[Note], sizes: Mapping[EventKey, int]) -> None:
        """Put notes' new words into the place of the old ones of all that `sizes` (in bytes) names, durably."""
        sizes = {key: size for key, size in sizes.items() if key not in self._taken}
        if not sizes:
            return
        with self._remembering_why():
            bare = self.shelf.revise([note for note in notes if note.origin.key in sizes], sizes)
        self._by_words.settle(sizes, bare)
        self._settled.update(sizes)
        self._again -= sizes.keys()
        self._mark(self._marked.seq, self._marked.passed)

    def step(self, most: int) -> Reached:
        """Put some `most` notes that the journal holds behind the mark and the shelf lacks, and move the mark."""
        goal, pending = self._progress.handled()
        marked, late = self._marked.seq, self._marked.passed - pending
        notes = [note for _, note in self._annals.numbered(late)]
        lacking = self._lacking(notes)
        reached = marked
        while reached < goal and len(lacking) < most:
            page = [(seq, note) for seq, note in self._annals.notes(reached, PAGE) if seq <= goal]
            notes += (some := [note for _, note in page])
            lacking += self._lacking(some)
            reached = page[-1][0] if len(page) == PAGE else goal
        if reached > marked or late:
            with self._remembering_why():
                self._put(lacking)
                if unread := self._annals.unread(min([marked, *(seq - 1 for seq in late)]), reached):
                    # A process that ended over it may have put it here before.
                    self.shelf.take(unread)
                self._mark(reached, frozenset(seq for seq in pending if seq < reached))
            self._settled.difference_update(note.origin.key for note in notes)
            self._fault = ""
        self._ask_again()
        return Reached(seq=reached, goal=goal)

    def _lacking(self, notes: Sequence[Note]) -> list[Note]:
        return [note for note in notes if not self._holds_or_took(note.origin.key)]

    @property
    def by_words(self) -> int:
        """How many messages only their words find: the model had no vector for them."""
        return len(self._by_words.keys)

    def _put(self, notes: Sequence[Note]) -> None:
        with self._remembering_why():
            bare = self.shelf.put(notes)
        self._by_words.settle([note.origin.key for note in notes], bare)

    def _ask_again(self) -> None:
        """Once a start: for what the model had no vector, as far as it is still here."""
        if not self._again:
            return
        notes = [note for note in self._annals.of(self._again) if self._holds(note)]
        self._by_words.settle(self._again - {note.origin.key for note in notes}, ())
        self._again = frozenset()
        # Where the model has none for any of them, they stay as they are.
        with suppress(ModelError):
            bare = self.shelf.put(notes)
            self._by_words.settle([note.origin.key for note in notes], bare)
        self._mark(self._marked.seq, self._marked.passed)

    def _holds(self, note: Note) -> bool:
        there = self._there([record.id for record in records_of(note)], Scope(spaces=frozenset({note.space})))
        return note.origin.key not in self._taken and bool(there)

    def missing(self, scope: Scope) -> Missing | None:
        """The messages of the scope that cannot be found here yet; None where all can.

        One look into the journal where little is behind the mark; some milliseconds where thousands are.
        """
        doubtful, absent = self._doubtful(scope), 0
        while absent < MOST_COUNTED and (some := tuple(islice(doubtful, MOST_COUNTED))):
            absent += self._absent(some, scope)
        if not absent:
            return None
        return Missing(messages=min(absent, MOST_COUNTED), at_least=absent >= MOST_COUNTED, why=self._fault)

    def _doubtful(self, scope: Scope) -> Iterator[EventKey]:
        """The notes behind the mark, or passed by it, that were neither put here nor taken since it stands."""
        marked = self._marked
        if marked.passed:
            late = marked.passed - self._progress.handled()[1]
            yield from (key for key in self._annals.keys_of(late, scope) if not self._holds_or_took(key))
        reached = marked.seq
        while page := self._annals.keys(reached, scope, PAGE):
            yield from (key for _, key in page if not self._holds_or_took(key))
            reached = page[-1][0]

    def _absent(self, keys: Collection[EventKey], scope: Scope) -> int:
        """How many of these are not here, or not whole. An earlier process may have put them beyond the mark."""
        pieces = {note.origin.key: [record.id for record in records_of(note)] for note in self._annals.of(keys)}
        there = self._there([each for ids in pieces.values() for each in ids], scope)
        whole = {key for key, ids in pieces.items() if there.issuperset(ids)}
        # Looked for once, and not at each question until the mark moves.
        self._settled.update(whole)
        return len(pieces) - len(whole)

    def _there(self, ids: Sequence[RecordId], scope: Scope) -> set[RecordId]:
        """Those of the records that the index holds; none where it cannot tell."""
        try:
            return {record.id for record in self.shelf.index.fetch(ids, scope)} if ids else set()
        except IndexFault:
            return set()

    @contextmanager
    def _remembering_why(self) -> Iterator[None]:
        try:
            yield
            self.refused = False
        except SatchelError as fault:
            self._fault, self.refused = str(fault), True
            raise

    def _holds_or_took(self, key: EventKey) -> bool:
        return key in self._settled or key in self._taken

    def _mark(self, reached: int, passed: frozenset[int]) -> None:
        mark = self._sealed(Mark(seq=reached, points=self.shelf.index.flush(), passed=passed))
        crash_point(CrashPoint.FLUSH_BEFORE_MARK)
        self._write(mark)
        crash_point(CrashPoint.FLUSH_AFTER_MARK)

    def _sealed(self, mark: Mark) -> Mark:
        """A crash before the mark is written too leaves an index that is not the journal's: it is built anew."""
        seal = uuid4().hex
        self.shelf.index.seal(seal)
        return replace(mark, seal=seal)

    def _write(self, mark: Mark) -> None:
        self._progress.set(self.shelf.name, str(mark))
        self._marked = mark
