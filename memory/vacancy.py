"""Whether a data folder holds anything of its person's: one that does not may be restored into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import BadInput
from memory.folder import DataFolder, refusal
from memory.journal import Database


@contextmanager
def vacant(folder: DataFolder, source: Path) -> Iterator[None]:
    """Hold a folder that is not there, or holds nothing but what opening it makes.

    Raises BadInput where there is more in it, and then has changed nothing; FolderInUse, FolderNotWritable.
    """
    occupied = BadInput(f"{folder.path} is not empty; restore into a new folder: satchel --data NEW restore {source}")
    try:
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in folder.path.iterdir()} if folder.path.exists() else set()
    except NotADirectoryError:
        raise occupied from None
    except OSError as error:
        raise refusal(error, folder.path) from error
    if not names:
        yield
        return
    if not names <= _made_by_opening(folder):
        raise occupied
    with folder.locked():
        if not _is_blank(folder):
            raise occupied
        yield


def _made_by_opening(folder: DataFolder) -> set[str]:
    journal = folder.journal.name
    parts = (folder.index, folder.media, folder.layer)
    files = {journal, f"{journal}-wal", f"{journal}-shm", "lock", "lock.pid", folder.socket.name}
    return files.union(part.name for part in parts)


def _is_blank(folder: DataFolder) -> bool:
    """Whether nothing was ever told here. Without a journal an index may be all that is left of what was."""
    if any(part.exists() and any(part.iterdir()) for part in (folder.media, folder.layer)):
        return False
    if not folder.journal.exists():
        return not folder.index.exists() or not any(folder.index.iterdir())
    with closing(Database(folder.journal, reader=True)) as journal:
        return journal.is_blank()
