"""A process is killed at each named point of the journal; the next one finds all or nothing, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.crashes import CrashPoint
from bot.ids import MessageId
from memory.journal import Journal, open_journal
from tests.builders import HOME, MORNING, chat, kept, replied, scope
from tests.memory.journal.child import SAID, accept, finish, forget, keep, send

Action = Callable[[Journal], None]


class Process:
    """Runs actions on one journal file, in processes that die."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "journal.sqlite3"

    def lives_through(self, *actions: Action) -> None:
        journal = open_journal(self._path)
        for action in actions:
            action(journal)
        journal.close()

    def dies_at(self, point: CrashPoint, action: Action) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.memory.journal.child", str(self._path), action.__name__],
            env={**os.environ, "SATCHEL_CRASH_AT": point},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr

    def files(self) -> bytes:
        return b"".join(path.read_bytes() for path in self._path.parent.iterdir())

    def next(self) -> Journal:
        return open_journal(self._path)


@pytest.fixture
def process(tmp_path: Path) -> Process:
    return Process(tmp_path)


@pytest.fixture
def afterwards(process: Process) -> Iterator[Callable[[], Journal]]:
    opened: list[Journal] = []

    def reopen() -> Journal:
        opened.append(process.next())
        return opened[-1]

    yield reopen
    for journal in opened:
        journal.close()


def test_killed_before_accepting_the_message_is_taken_when_it_comes_again(
    process: Process, afterwards: Callable[[], Journal]
) -> None:
    process.dies_at(CrashPoint.INBOX_BEFORE_COMMIT, accept)
    journal = afterwards()
    assert journal.inbox.pending() == ()
    assert len(journal.inbox.accept([SAID], None)) == 1


def test_killed_after_accepting_the_message_is_pending_and_not_taken_twice(
    process: Process, afterwards: Callable[[], Journal]
) -> None:
    process.dies_at(CrashPoint.INBOX_AFTER_COMMIT, accept)
    journal = afterwards()
    assert [received.event for received in journal.inbox.pending()] == [SAID]
    assert journal.inbox.accept([SAID], None) == ()


def test_killed_before_finishing_nothing_of_the_outcome_is_there(
    process: Process, afterwards: Callable[[], Journal]
) -> None:
    process.lives_through(accept)
    process.dies_at(CrashPoint.FINISH_BEFORE_COMMIT, finish)
    journal = afterwards()
    (received,) = journal.inbox.pending()
    assert (journal.annals.notes(0, 10), journal.outbox.waiting()) == ((), ())
    journal.inbox.finish(received.seq, kept())
    assert journal.transcript.count(scope()) == 1


def test_killed_after_finishing_all_of_the_outcome_is_there_once(
    process: Process, afterwards: Callable[[], Journal]
) -> None:
    process.lives_through(accept)
    process.dies_at(CrashPoint.FINISH_AFTER_COMMIT, finish)
    journal = afterwards()
    assert journal.inbox.pending() == ()
    ((seq, _),) = journal.annals.notes(0, 10)
    journal.inbox.finish(seq, replied("a second time"))
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert (outgoing.part.body, outgoing.doubtful) == ("kept", False)


@pytest.mark.parametrize(
    ("point", "there"), [(CrashPoint.ARCHIVE_BEFORE_COMMIT, 0), (CrashPoint.ARCHIVE_AFTER_COMMIT, 1)]
)
def test_killed_in_an_import_the_next_one_completes_it(
    process: Process, afterwards: Callable[[], Journal], point: CrashPoint, there: int
) -> None:
    process.dies_at(point, keep)
    journal = afterwards()
    assert journal.transcript.count(scope()) == there
    assert len(journal.archive.keep([(SAID, HOME)])) == 1 - there
    assert journal.transcript.count(scope()) == 1


def test_killed_while_sending_the_part_comes_back_doubtful(process: Process, afterwards: Callable[[], Journal]) -> None:
    process.lives_through(accept, finish)
    process.dies_at(CrashPoint.OUTBOX_CLAIMED, send)
    outgoing = afterwards().outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert (outgoing.part.body, outgoing.doubtful, outgoing.tries) == ("kept", True, 2)


def test_killed_after_settling_nothing_is_sent_again(process: Process, afterwards: Callable[[], Journal]) -> None:
    process.lives_through(accept, finish)
    process.dies_at(CrashPoint.OUTBOX_SETTLED, send)
    journal = afterwards()
    assert journal.outbox.waiting() == ()
    assert journal.ledger.holds(chat(), MessageId("r1"))


def test_killed_before_forgetting_the_message_is_whole(process: Process, afterwards: Callable[[], Journal]) -> None:
    process.lives_through(keep)
    process.dies_at(CrashPoint.FORGET_BEFORE_COMMIT, forget)
    journal = afterwards()
    assert [note.text for _, note in journal.annals.notes(0, 10)] == [SAID.text]
    journal.archive.erase([SAID.key])
    assert journal.transcript.count(scope()) == 0
    journal.close()
    assert b"4711" not in process.files()


def test_killed_while_forgetting_the_next_start_leaves_no_byte(process: Process) -> None:
    process.lives_through(keep)
    process.dies_at(CrashPoint.FORGET_AFTER_COMMIT, forget)
    process.next().close()
    assert b"4711" not in process.files()
