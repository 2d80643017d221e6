"""The one table through which SQLite's errors become ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from bot.errors import DataFolderError, FolderFull, FolderInUse, FolderNotWritable, StoreDamaged
from memory.folder import refusal

PROBE = 1 << 20
"""Bytes: more than one commit writes at a time."""

DAMAGED = (
    "{path} is damaged ({error}); it was left as it is. "
    "Restore a backup into an empty folder with `satchel restore`, or move this file away to begin anew"
)
_NOT_WRITABLE = (FolderNotWritable, "{path} cannot be written ({error}); allow writing there or choose another folder")

_TABLE: dict[int, tuple[type[DataFolderError], str]] = {
    sqlite3.SQLITE_FULL: (FolderFull, "no space is left for {path}; free some and try again, nothing was lost"),
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, DAMAGED),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, DAMAGED),
    sqlite3.SQLITE_BUSY: (FolderInUse, "another process is writing to {path}; stop it and try again"),
}
_NEITHER_KNOWN = (
    "{path} could not be read or written ({error}): the disk is all but full, or it fails; "
    "free some space, then run `satchel doctor`; nothing that was confirmed is lost"
)
_OTHERWISE = (DataFolderError, "{path} could not be used ({error}); run `satchel doctor`")


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn an error of SQLite about `path` into a DataFolderError."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the plain code; an error made by Python's own side carries none.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_IOERR:
            raise _refused(path, error) from error
        kind, text = _TABLE.get(code, _OTHERWISE)
        raise kind(text.format(path=path, error=error)) from error


def _refused(path: Path, error: sqlite3.Error) -> DataFolderError:
    """Why the system refused: SQLite does not tell, so a file that would be larger yet is tried in the same place."""
    try:
        sizes = (file.stat().st_size for file in (path, path.with_name(f"{path.name}-wal")) if file.exists())
        with TemporaryFile(dir=path.parent, buffering=0) as probe:
            probe.seek(max(sizes, default=0))
            probe.write(bytes(PROBE))
            os.fsync(probe.fileno())
    except OSError as refused:
        return refusal(refused, path)
    return DataFolderError(_NEITHER_KNOWN.format(path=path, error=error))
