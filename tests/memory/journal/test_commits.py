"""Transactions that wait for each other are made durable together, and fail apart."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from memory.journal.commits import Commits

LONG_S = 60.0


class Desk:
    """A table that many write to; `commits` counts what reached the disk."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._threads = ThreadPoolExecutor(8)
        connection.execute("CREATE TABLE said (word TEXT CHECK (word <> 'bad'))")
        self.all = Commits(connection)
        self.commits = 0
        connection.set_trace_callback(self._count)

    def _count(self, statement: str) -> None:
        self.commits += statement == "COMMIT"

    def say(self, word: str) -> None:
        with self.all.transaction() as connection:
            connection.execute("INSERT INTO said VALUES (?)", (f"before {word}",))
            connection.execute("INSERT INTO said VALUES (?)", (word,))

    def say_together(self, *words: str) -> list[BaseException | None]:
        """Have all of them wait for the first; how each of them ends."""
        first, rest = words[0], words[1:]
        with self._threads as threads, ExitStack() as leaving:
            connection = leaving.enter_context(self.all.transaction())
            connection.execute("INSERT INTO said VALUES (?)", (first,))
            told = [threads.submit(self.say, word) for word in rest]
            while self.all._coming < len(rest):  # nothing rings when a thread comes to stand before a lock
                time.sleep(0.001)
            ended = _fault_of(leaving.close)
            return [ended, *(each.exception(LONG_S) for each in told)]

    def said(self) -> set[str]:
        """What somebody else reads: of what was said whole, the word alone."""
        with closing(sqlite3.connect(self.path)) as other:
            words = {word for (word,) in other.execute("SELECT word FROM said")}
        return words - {f"before {word}" for word in words}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "desk.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0)) as connection:
        yield Desk(path, connection)


def test_those_that_wait_for_each_other_share_one_commit(desk: Desk) -> None:
    assert desk.say_together("one", "two", "three") == [None, None, None]
    assert (desk.commits, desk.said()) == (1, {"one", "two", "three"})


def test_one_that_fails_takes_back_only_its_own(desk: Desk) -> None:
    one, bad, two = desk.say_together("one", "bad", "two")
    assert (one, type(bad), two) == (None, sqlite3.IntegrityError, None)
    assert desk.said() == {"one", "two"}


def test_a_commit_that_fails_fails_for_all_who_share_it(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM said").fetchall()
        ended = desk.say_together("one", "two", "three")
    assert [type(fault) for fault in ended] == [sqlite3.OperationalError] * 3
    assert desk.said() == set()
    desk.say("later")
    assert desk.said() == {"later"}


def test_who_wants_to_be_alone_ends_what_is_left_to_somebody_on_the_way(desk: Desk) -> None:
    desk.all._coming += 1  # one who stands before the lock, and is overtaken
    with desk._threads as threads:
        told = threads.submit(desk.say, "one")
        while desk.all._shared is None:
            time.sleep(0.001)
        with desk.all.alone() as connection:
            assert not connection.in_transaction
        told.result(LONG_S)
    assert desk.said() == {"one"}


def _fault_of(end: Callable[[], None]) -> BaseException | None:
    try:
        end()
    except sqlite3.Error as fault:
        return fault
    return None
