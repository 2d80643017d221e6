"""Small files that are replaced whole: a crash leaves the old one or the new one. And what else may lie there."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreDamaged
from memory.folder import refusal


def replace_text(path: Path, text: str) -> None:
    """From now on the file holds this text, also after a power loss."""
    draft = path.with_name(f"{path.name}.new")
    if draft.is_dir() and not draft.is_symlink():
        shutil.rmtree(draft)
    else:
        draft.unlink(missing_ok=True)
    with draft.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def reading_back(path: Path) -> Iterator[None]:
    """A folder in the place of a file, or the other way round, is damage; whatever else is refused is told as that.

    Raises StoreDamaged, DataFolderError.
    """
    try:
        yield
    except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
        raise StoreDamaged(f"{error.filename} is not what was put there") from error
    except OSError as error:
        raise refusal(error, path) from error


def refuse_strange(path: Path) -> None:
    """Raise StoreDamaged for what is neither file nor folder, here or below: a pipe would be waited for for ever."""
    if not path.is_dir():
        places = [path] if os.path.lexists(path) else []
    else:
        places = [Path(folder, name) for folder, folders, files in os.walk(path) for name in (*folders, *files)]
    for place in places:
        mode = place.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise StoreDamaged(f"{place} is not what was put there")
