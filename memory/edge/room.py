"""Room on the disk: the engine maps its files into memory, and where they cannot grow the system ends the process."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.errors import FolderFull

LEAST_FREE = 32 << 20
"""Bytes."""

FULL = 28
"""The exit status of a process of ours that found no space."""

DAMAGED = 65
"""That of one that could not work with the shard it was given."""


def refuse_full(path: Path, least: int = LEAST_FREE) -> None:
    """Raise FolderFull while fewer than `least` bytes are free where `path`, or the nearest folder above it, lies."""
    there = next(place for place in (path, *path.parents) if place.exists())
    if shutil.disk_usage(there).free < least:
        raise FolderFull(
            f"no space is left for {path}: the index needs {least >> 20} MB to work in; "
            "free some and try again, nothing was lost"
        )
