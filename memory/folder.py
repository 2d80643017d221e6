"""The data folder: where everything lies, and that only one process works in it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import DataFolderError, FolderFull, FolderInUse, FolderNotWritable


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places in one data folder. Reading needs no lock: a backup is made while the bot runs."""

    path: Path

    @property
    def journal(self) -> Path:
        return self.path / "journal.sqlite3"

    @property
    def index(self) -> Path:
        return self.path / "index"

    @property
    def media(self) -> Path:
        return self.path / "media"

    @property
    def layer(self) -> Path:
        return self.path / "layer"

    @property
    def settings(self) -> Path:
        return self.path / "satchel.toml"

    @property
    def socket(self) -> Path:
        """Where a running bot takes orders from other processes."""
        return self.path / "orders"

    def make(self) -> None:
        """Make the folder, for its owner alone. Raises FolderNotWritable or FolderFull."""
        if self.path.exists() and not self.path.is_dir():
            raise FolderNotWritable(f"{self.path} is a file; choose a folder for the data, e.g. with --data")
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for place in (self.index, self.media, self.layer):
                place.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise refusal(error, self.path) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for this process. Raises FolderInUse, naming the process that holds it."""
        lock = FileLock(self.path / "lock", mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire(blocking=False)
        except Timeout as taken:
            holder = self._holder()
            told = f"{holder} is using {self.path}; stop it first, or choose another folder with --data"
            raise FolderInUse(told, holder) from taken
        except OSError as error:
            raise refusal(error, self.path) from error
        try:
            self._note_pid()
            yield
        finally:
            lock.release()

    @property
    def _pid(self) -> Path:
        return self.path / "lock.pid"

    def _note_pid(self) -> None:
        try:
            self._pid.touch(mode=0o600)
            self._pid.write_text(str(os.getpid()))
        except OSError as error:
            raise refusal(error, self.path) from error

    def _holder(self) -> str:
        try:
            return f"process {int(self._pid.read_text())}"
        except (OSError, ValueError):
            return "another process"


def refusal(error: OSError, path: Path) -> DataFolderError:
    """What to tell of a file operation that the system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FolderFull(f"no space is left for {path}; free some and try again, nothing was lost")
    if error.errno == errno.EFBIG:
        return FolderFull(
            f"{path} cannot be written beyond the size that a file may have here (`ulimit -f`); nothing was lost"
        )
    reason = error.strerror or str(error)
    return FolderNotWritable(f"{path} cannot be written ({reason}); allow writing there or choose another with --data")
