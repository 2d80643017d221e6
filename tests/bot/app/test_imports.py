"""Taking in a recorded conversation, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.content import Forwarded
from bot.dating import EARLIEST, LATEST
from bot.errors import IndexUnreachable
from bot.events import MessageReceived
from bot.imports import BATCH, BadLine, Imported, Line, Lines, Stores, take_in
from bot.records import Note
from memory.journal import Journal
from tests.builders import HOME, later, message
from tests.fakes.memory import FakeMemory

SAID = [message(f"line {number}", at=later(number), id=f"i{number}") for number in range(BATCH * 2 + 100)]


class FailingMemory(FakeMemory):
    """Goes away after one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[str] = []

    def remember(self, notes: Sequence[Note]) -> None:
        if self.held:
            raise IndexUnreachable("the index is away")
        self.held += [note.text for note in notes]


def lines(entries: Sequence[MessageReceived | BadLine]) -> Lines:
    held = (Line(number=number, read=number, held=entry) for number, entry in enumerate(entries, start=1))
    return Lines(total=len(entries), lines=held)


def stores(journal: Journal, memory: FakeMemory) -> Stores:
    return Stores(archive=journal.archive, memory=memory, kept=journal.annals)


def taken_in(journal: Journal, memory: FakeMemory, entries: Sequence[MessageReceived | BadLine]) -> Imported:
    return take_in(lines(entries), HOME, stores(journal, memory), lambda _: None)


def kept(journal: Journal) -> list[str]:
    return [note.text for _, note in journal.annals.notes(0, len(SAID) * 2)]


def test_all_is_kept_in_order_and_remembered(journal: Journal) -> None:
    assert taken_in(journal, FakeMemory(), SAID) == Imported(new=len(SAID))
    assert kept(journal) == [said.text for said in SAID]


def test_again_adds_what_is_missing(journal: Journal) -> None:
    taken_in(journal, FakeMemory(), SAID[:700])
    assert taken_in(journal, FakeMemory(), SAID) == Imported(new=len(SAID) - 700, known=700)
    assert kept(journal) == [said.text for said in SAID]


def test_bad_lines_are_handed_back_and_hold_up_nothing(journal: Journal) -> None:
    bad = [BadLine(number=number, why="it is no JSON") for number in (1, 2)]
    assert taken_in(journal, FakeMemory(), [bad[0], *SAID[:5], bad[1]]) == Imported(new=5, bad=tuple(bad))


def test_progress_is_what_is_safe(journal: Journal) -> None:
    heard: list[tuple[int, int]] = []
    take_in(lines(SAID), HOME, stores(journal, FakeMemory()), lambda done: heard.append((done, len(kept(journal)))))
    assert heard == [(BATCH, BATCH), (BATCH * 2, BATCH * 2), (len(SAID), len(SAID))]


def test_an_index_that_goes_away_ends_it_and_what_was_taken_in_stays(journal: Journal) -> None:
    with pytest.raises(IndexUnreachable):
        taken_in(journal, FailingMemory(), SAID)
    assert len(kept(journal)) == BATCH * 2
    assert taken_in(journal, FakeMemory(), SAID).known == BATCH * 2
    assert kept(journal) == [said.text for said in SAID]


def test_nothing_in_nothing_out(journal: Journal) -> None:
    assert taken_in(journal, FakeMemory(), []) == Imported()


def test_a_moment_at_the_ends_of_the_calendar_is_moved_to_where_every_zone_can_tell_it(journal: Journal) -> None:
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)
    said = [message("a", at=first), message("b", at=last), message("c", forwarded=Forwarded(sent_at=last))]
    take_in(lines(said), HOME, stores(journal, FakeMemory()), lambda _: None)
    assert [note.said_at for _, note in journal.annals.notes(0, 9)] == [EARLIEST, LATEST, LATEST]
