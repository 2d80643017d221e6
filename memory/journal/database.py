"""One SQLite file: how it is opened, written, checked and copied."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import RLock
from typing import Any

from bot.errors import BadInput, FolderInUse, StoreDamaged
from memory.folder import DataFolder, refusal
from memory.journal.commits import Commits
from memory.journal.faults import DAMAGED, faults
from memory.journal.migrations import migrate, refuse_newer, refuse_older

PATIENCE = timedelta(seconds=30)

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",  # macOS: a plain fsync does not reach the disk
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -4096",  # KiB: what is not in it lies in the system's memory of files
    "wal_autocheckpoint = 4000",  # pages of 4 KiB: an import rewrites fewer of them
)

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'marks'"


class Database:
    """One connection to write for all threads, one of them at a time, and one to read; every commit is fsynced.

    Never open the journal's files by hand in a process that has them open here: POSIX drops all of a
    process's locks on a file as soon as it closes any descriptor of it.
    """

    def __init__(self, path: Path, *, patience: timedelta = PATIENCE, reader: bool = False) -> None:
        """Open, bringing an older file forward; a `reader` changes nothing and needs no lock on the folder."""
        self.path = path
        self._patience = patience.total_seconds()
        self._reading = RLock()
        if not path.exists():
            if not reader:
                _create(path)
        elif _was_emptied(path):
            raise StoreDamaged(DAMAGED.format(path=path, error="it is empty, but the index beside it is not"))
        with faults(path), ExitStack() as opened:
            self._connection = opened.enter_context(closing(self._connected()))
            self._commits = Commits(self._connection)
            self._prepare(reader=reader)
            self._reader = opened.enter_context(closing(self._connected()))
            self._reader.execute("PRAGMA query_only = ON")
            opened.pop_all()

    def _connected(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {self._patience * 1000:.0f}")
        return connection

    def _prepare(self, *, reader: bool) -> None:
        refuse_newer(self._connection, self.path)
        if reader:
            refuse_older(self._connection, self.path)
            self._connection.execute("PRAGMA query_only = ON")
            return
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        migrate(self._connection)
        # A process that died while it was forgetting may have left old words in the log.
        self.empty_log()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit all of the block, or nothing of it; it is durable when this ends."""
        with faults(self.path), self._commits.transaction() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one state of what is durable; in a transaction, the state that it has come to."""
        if self._commits.mine:
            yield self._connection
            return
        with self._reading, faults(self.path):
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.execute("ROLLBACK")

    def rows(self, query: str, values: Sequence[str | bytes | int] = ()) -> list[tuple[Any, ...]]:
        """What one query finds: cheaper than `reading`, for what each message asks."""
        if self._commits.mine:
            return self._connection.execute(query, values).fetchall()
        with self._reading, faults(self.path):
            return self._reader.execute(query, values).fetchall()

    def checkpoint(self) -> None:
        """Empty the log for sure; other threads go on while this waits.

        Raises FolderInUse when another process keeps reading an older state for longer than we wait.
        """
        until = time.monotonic() + self._patience
        while not self.empty_log():
            if time.monotonic() >= until:
                raise FolderInUse(
                    f"another process is still reading {self.path}, so old bytes remain in its log; "
                    "do the same again when that process (a backup?) has ended"
                )
            time.sleep(0.02)

    def empty_log(self) -> bool:
        """Try once, without waiting, to move everything into the main file and empty the log."""
        with faults(self.path), self._commits.alone() as connection, self._reading:
            connection.execute("PRAGMA busy_timeout = 0")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute(f"PRAGMA busy_timeout = {self._patience * 1000:.0f}")
        return not busy

    def write_anew(self) -> None:
        """Leave nothing in the file but what it holds: no copies in pages that SQLite once rearranged. Waits as above.

        A second or two for 100,000 messages, which meanwhile lie in memory a second time.
        """
        with faults(self.path), self._commits.alone() as connection:
            connection.execute("VACUUM")
        self.checkpoint()

    def quick_check(self) -> None:
        """Read the whole file; raises StoreDamaged naming the first fault found."""
        with self.reading() as connection:
            _refuse_damaged(connection, self.path)

    def is_blank(self) -> bool:
        """Whether nothing ever arrived and nothing was spent: marks alone are the program's own."""
        with self.reading() as connection:
            first = (f"SELECT 1 FROM {name} LIMIT 1" for (name,) in connection.execute(_TABLES).fetchall())  # noqa: S608 -- the names are our own
            return not any(connection.execute(query).fetchone() for query in first)

    def copy_to(self, target: Path) -> None:
        """Copy the present state into a new file that is whole by itself, while others go on writing.

        Raises BadInput where the file exists already, StoreDamaged where the copy is as damaged as this file.
        """
        _create(target)
        try:
            with faults(target), closing(sqlite3.connect(self.path)) as ours, closing(sqlite3.connect(target)) as copy:
                ours.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                with faults(self.path):
                    _refuse_damaged(copy, self.path)
        except BaseException:
            target.unlink()
            raise

    def close(self) -> None:
        with faults(self.path), self._commits.alone() as connection, self._reading:
            self._reader.close()
            connection.close()


def _was_emptied(path: Path) -> bool:
    """Whether a file without a byte is all that is left of a journal: one that is new has no index beside it yet."""
    return not path.stat().st_size and any(DataFolder(path.parent).index.glob("*/*/segments"))


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise StoreDamaged(DAMAGED.format(path=path, error=found.splitlines()[-1]))


def _create(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except FileExistsError as error:
        raise BadInput(f"{path} exists already; name a new file") from error
    except OSError as error:
        raise refusal(error, path) from error
