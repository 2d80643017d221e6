"""What SQLite refuses is told in words that say what to do next."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.errors import DataFolderError, FolderFull, FolderNotWritable
from memory.journal import open_journal
from memory.journal.faults import faults
from tests.builders import HOME, message


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_journal_that_may_not_grow_says_so_and_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with closing(open_journal(path)) as journal:
        journal.archive.keep([(message("the first"), HOME)])
        with no_file_larger_than(path.stat().st_size), pytest.raises(FolderFull, match="ulimit") as told:
            journal.archive.keep([(message("x" * 1_000_000), HOME)])
        assert str(path) in str(told.value)
        assert "disk I/O" not in str(told.value)
        journal.archive.keep([(message("the last"), HOME)])
        assert [note.text for _, note in journal.annals.notes(0, 10)] == ["the first", "the last"]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_where_the_cause_is_not_to_be_known_both_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match=r"all but full.*fails.*free some space.*satchel doctor"):
        refused_by_the_disk(tmp_path / "journal.sqlite3")


def test_a_folder_that_went_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable, match="No such file"):
        refused_by_the_disk(tmp_path / "gone" / "journal.sqlite3")


def refused_by_the_disk(path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    with faults(path):
        raise error
