"""The journal's file: versions, damage, a full disk, readers, copies."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.errors import (
    BadInput,
    DataFolderError,
    FolderFull,
    FolderInUse,
    FolderIsNewer,
    FolderNotWritable,
    StoreDamaged,
)
from bot.ports import Outcome
from memory.journal import Journal, open_journal
from memory.journal.migrations import STEPS
from tests.builders import HOME, message, scope

COPY = """
import sys
from pathlib import Path
from memory.journal import open_journal
open_journal(Path(sys.argv[1]), reader=True).database.copy_to(Path(sys.argv[2]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    journal = open_journal(path, patience=timedelta(milliseconds=50))
    yield journal
    journal.close()


def a_full_journal(path: Path, many: int = 300) -> None:
    journal = open_journal(path)
    journal.archive.keep([(message(f"line {number}"), HOME) for number in range(many)])
    journal.close()


def test_its_files_are_its_owners_alone(path: Path, journal: Journal) -> None:
    journal.inbox.accept([message()], None)
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"journal.sqlite3": 0o600, "journal.sqlite3-wal": 0o600, "journal.sqlite3-shm": 0o600}


def test_every_commit_reaches_the_disk(journal: Journal) -> None:
    with journal.database.transaction() as connection:
        kept = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert kept == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


def test_an_older_file_goes_the_missing_steps(path: Path) -> None:
    with closing(sqlite3.connect(path)) as older:
        for statement in STEPS[0].statements:
            older.execute(statement)
        older.execute("PRAGMA user_version = 1")
        older.commit()
    with pytest.raises(DataFolderError, match="start Satchel once"):
        open_journal(path, reader=True)
    journal = open_journal(path)
    journal.archive.keep([(message("still works"), HOME)])
    journal.close()
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (len(STEPS),)


def test_the_steps_have_names_of_their_own() -> None:
    assert len({step.name for step in STEPS}) == len(STEPS)


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    a_full_journal(path)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for reader in (False, True):
        with pytest.raises(FolderIsNewer, match="its version is 99"):
            open_journal(path, reader=reader)
    assert path.read_bytes() == before


def test_a_file_that_is_no_journal_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes(b"these are my holiday pictures" * 500)
    with pytest.raises(StoreDamaged, match="was left as it is"):
        open_journal(path)
    assert path.read_bytes() == b"these are my holiday pictures" * 500


def test_damage_inside_is_found_and_named(path: Path) -> None:
    a_full_journal(path, many=3000)
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half:] = b"\xa5" * (len(data) - half)
    path.write_bytes(data)
    journal = open_journal(path)
    with pytest.raises(StoreDamaged, match=r"journal\.sqlite3 is damaged.*Restore a backup"):
        journal.database.quick_check()
    journal.close()


def test_of_a_damaged_journal_there_is_no_copy(path: Path) -> None:
    a_full_journal(path)
    with path.open("r+b") as file:
        file.seek(9 * 512)
        file.write(b"\xa5" * 20 * 512)
    journal = open_journal(path)
    with pytest.raises(StoreDamaged, match=r"journal\.sqlite3 is damaged.*Restore a backup"):
        journal.database.copy_to(path.with_name("copy"))
    journal.close()
    assert not path.with_name("copy").exists()


@pytest.mark.parametrize("reader", [False, True])
def test_an_emptied_journal_beside_an_index_is_damage_and_left_alone(path: Path, reader: bool) -> None:
    a_full_journal(path)
    path.write_bytes(b"")
    (path.parent / "index" / "words" / "1" / "segments").mkdir(parents=True)
    with pytest.raises(StoreDamaged, match=r"is empty, but the index.*Restore a backup"):
        open_journal(path, reader=reader)
    assert path.read_bytes() == b""


def test_a_journal_that_was_killed_at_its_birth_is_begun_again(path: Path) -> None:
    path.touch()
    (path.parent / "index").mkdir()
    open_journal(path).close()
    assert path.read_bytes()


def test_a_whole_journal_passes_the_check(journal: Journal) -> None:
    journal.archive.keep([(message(), HOME)])
    journal.database.quick_check()


def test_a_full_disk_loses_nothing_and_frees_itself(journal: Journal) -> None:
    journal.archive.keep([(message("before"), HOME)])
    with journal.database.transaction() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    large = message("x" * 100_000)
    with pytest.raises(FolderFull, match="free some and try again"):
        journal.inbox.accept([large], None)
    assert journal.inbox.pending() == ()
    with journal.database.transaction() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    assert [received.event for received in journal.inbox.accept([large], None)] == [large]
    assert journal.transcript.count(scope()) == 1


def test_a_reader_reads_beside_a_writer_and_writes_nothing(path: Path, journal: Journal) -> None:
    journal.archive.keep([(message("one"), HOME)])
    reader = open_journal(path, reader=True)
    journal.archive.keep([(message("two"), HOME)])
    assert reader.transcript.count(scope()) == 2
    with pytest.raises(FolderNotWritable, match="cannot be written"):
        reader.inbox.accept([message()], None)
    reader.close()


def test_a_second_writer_is_told_that_it_is_not_alone(path: Path, journal: Journal) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FolderInUse, match="another process is writing"):
            journal.inbox.accept([message()], None)
    assert len(journal.inbox.accept([message()], None)) == 1


def test_a_missing_journal_cannot_be_read(path: Path) -> None:
    with pytest.raises(FolderNotWritable):
        open_journal(path, reader=True)
    assert not path.exists()


def test_a_closed_journal_says_so(path: Path) -> None:
    journal = open_journal(path)
    journal.close()
    with pytest.raises(DataFolderError, match="closed"):
        journal.inbox.pending()


def test_another_process_copies_the_journal_while_this_one_writes(path: Path, journal: Journal) -> None:
    journal.archive.keep([(message(f"before {number}"), HOME) for number in range(2000)])
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            journal.archive.keep([(message("meanwhile"), HOME)])

    writer = Thread(target=write)
    writer.start()
    (path.parent / "backup").mkdir()
    copy = path.parent / "backup" / "copy.sqlite3"
    subprocess.run([sys.executable, "-c", COPY, str(path), str(copy)], check=True)
    stop.set()
    writer.join()
    assert [file.name for file in copy.parent.iterdir()] == ["copy.sqlite3"]
    assert copy.stat().st_mode & 0o777 == 0o600
    backup = open_journal(copy)
    backup.database.quick_check()
    texts = [note.text for _, note in backup.annals.notes(0, 10_000)]
    assert texts[:2000] == [f"before {number}" for number in range(2000)]
    assert len(texts) <= journal.transcript.count(scope())
    backup.close()


def test_a_copy_never_replaces_a_file(path: Path, journal: Journal) -> None:
    other = path.with_name("mine.txt")
    other.write_text("mine")
    with pytest.raises(BadInput, match="name a new file"):
        journal.database.copy_to(other)
    assert other.read_text() == "mine"


def test_marks_and_progress_outlive_a_restart(path: Path) -> None:
    first = open_journal(path)
    assert first.progress.handled() == (0, frozenset())
    one, two, _ = first.inbox.accept([message(), message(), message()], None)
    assert first.progress.handled() == (0, frozenset())
    first.inbox.fail(two.seq, "poison", Outcome(space=None))
    assert first.progress.handled() == (two.seq, frozenset({one.seq}))
    first.inbox.fail(one.seq, "poison", Outcome(space=None))
    assert first.progress.handled() == (two.seq, frozenset())
    first.progress.set("flushed", "41")
    first.progress.set("flushed", "42")
    first.progress.set("gone", "1")
    first.progress.drop("gone")
    first.close()
    again = open_journal(path)
    assert (again.progress.get("flushed"), again.progress.get("gone")) == ("42", None)
    again.close()
