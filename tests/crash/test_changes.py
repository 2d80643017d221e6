"""An edit is never half: whenever the program is killed, either the old words are found afterwards or the new ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from memory.shelf import records_of
from tests.crash.changes import NOTES, changed, new, old, told
from tests.scenarios.village import Village, village

EDITING = (
    (CrashPoint.INBOX_AFTER_COMMIT, 3),
    (CrashPoint.REMEMBER_BEFORE_UPSERT, 3),
    (CrashPoint.REMEMBER_AFTER_UPSERT, 3),
    (CrashPoint.FLUSH_BEFORE_MARK, 3),
    (CrashPoint.FINISH_BEFORE_COMMIT, 3),
    (CrashPoint.FINISH_AFTER_COMMIT, 3),
    (CrashPoint.REWRITE_BEFORE_SWAP, 1),
)
DELETING = (
    (CrashPoint.FORGET_AFTER_COMMIT, 3),
    (CrashPoint.FORGET_AFTER_INDEX, 3),
    (CrashPoint.FINISH_BEFORE_COMMIT, 3),
    (CrashPoint.REWRITE_AFTER_SWAP, 1),
)
"""A sample: what ends in another place comes to one of these."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def killed(what: str, data: Path, point: CrashPoint, time: int) -> None:
    """Have the notes changed in a process that ends itself when it comes to that point for the time of that number."""
    process = subprocess.run(
        [sys.executable, "-m", "tests.crash.changes", what, str(data)],
        env={**os.environ, "SATCHEL_CRASH_AT": f"{point}:{time}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr


def held(people: Village) -> Counter[str]:
    """What is kept, which must be what is found."""
    notes = [note for _, note in people.house.journal.annals.notes(0, 100)]
    wanted = Counter(record.id for note in notes for record in records_of(note))
    assert Counter(people.house.shelves.current.index.ids()) == wanted
    return Counter(note.text for note in notes)


async def taken_up(people: Village) -> None:
    await people.app.resume()
    await people.app.settled()


@pytest.mark.parametrize(("point", "time"), EDITING, ids=str)
async def test_a_killed_edit_is_not_done_or_done(data: Path, point: CrashPoint, time: int) -> None:
    async with village(data) as people:
        await told(people)
    killed("edit", data, point, time)
    async with village(data) as people:
        await taken_up(people)
        notes = held(people)
        assert [notes[old(number)] + notes[new(number)] for number in range(NOTES)] == [1] * NOTES
        assert notes.total() == NOTES
        await changed(people, "edit")
        assert held(people) == Counter([old(0), *(new(number) for number in range(1, NOTES))])
        assert people.traces(*(old(number) for number in range(1, NOTES))) == 0
        assert people.house.left_to_clean() == frozenset()


@pytest.mark.parametrize(("point", "time"), DELETING, ids=str)
async def test_a_killed_deletion_is_not_done_or_done(data: Path, point: CrashPoint, time: int) -> None:
    async with village(data) as people:
        await told(people)
    killed("delete", data, point, time)
    async with village(data) as people:
        await taken_up(people)
        notes = held(people)
        assert notes.keys() <= {old(number) for number in range(NOTES)}
        await changed(people, "delete")
        assert held(people) == Counter([old(0)])
        assert people.traces(*(old(number) for number in range(1, NOTES))) == 0
        assert people.house.left_to_clean() == frozenset()
