"""Adds to the settings file what a person answered, and leaves the rest of it as it stands."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import tomlkit

from bot.errors import FolderNotWritable
from bot.settings import reading, text_of


def with_more(path: Path, answers: Mapping[str, str]) -> dict[str, object]:
    """What would stand in the file. Raises BadSetting where it cannot be read."""
    return {**_read(path).unwrap(), **answers}


def stored(path: Path, answers: Mapping[str, str]) -> None:
    """Write it, readable by its owner alone; whole or not at all. Raises FolderNotWritable."""
    document = _read(path)
    document.update(answers)
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(tomlkit.dumps(document))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise FolderNotWritable(f"{path} cannot be written ({error.strerror}); allow writing there") from error


def _read(path: Path) -> tomlkit.TOMLDocument:
    with reading(path):
        return tomlkit.parse(text_of(path))
