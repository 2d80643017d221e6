"""Small files of our own that only their owner may read: written whole or not at all, and to the disk."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path

from bot.errors import DataFolderError, FolderFull, FolderNotWritable, StoreDamaged


def make_private(folder: Path) -> None:
    """Make a folder for its owner alone. Raises DataFolderError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise _refused(error, folder) from error


def write(path: Path, value: object) -> None:
    """Put a value into a file as JSON; when this returns, it is on the disk. Raises DataFolderError."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(value, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise _refused(error, path) from error


def read(path: Path) -> object:
    """What `write` wrote; None where there is no file. Raises StoreDamaged."""
    try:
        read: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreDamaged(f"{path} cannot be read ({type(error).__name__}); move it away and start again") from error
    return read


def _refused(error: OSError, path: Path) -> DataFolderError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FolderFull(f"no space is left for {path}; free some, nothing was lost")
    return FolderNotWritable(f"{path} cannot be written ({error.strerror or error}); allow writing there")
