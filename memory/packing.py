"""Files in a zip, with a manifest that tells what must come out of it again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from bot.errors import BadInput, StoreDamaged

MANIFEST = "manifest.json"
VERSION = 1

_NOT_WHOLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError)
"""What reading a damaged zip raises; encrypted ones and unknown methods are RuntimeErrors."""


def pack(files: Mapping[str, Path], target: Path) -> Path:
    """Write a durable zip of files, each under its name in it."""
    manifest = {"version": VERSION, "files": {name: _digest(file) for name, file in files.items()}}
    target.touch(mode=0o600)
    with target.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            for name, file in files.items():
                archive.write(file, name)
            archive.writestr(MANIFEST, json.dumps(manifest))
        raw.flush()
        os.fsync(raw.fileno())
    return target


def unpack(source: Path, target: Path, *, must_have: str) -> None:
    """Unpack into a new folder, and check every file against the manifest.

    Raises BadInput for what is not there or was made by a later version, StoreDamaged for what is not whole.
    """
    if not source.is_file():
        raise BadInput(f"there is no file {source}")
    target.mkdir(mode=0o700)
    try:
        with zipfile.ZipFile(source) as archive:
            for name, digest in _listed(archive, source, must_have).items():
                _unpack_one(archive, name, target, digest)
    except _NOT_WHOLE as error:
        raise StoreDamaged(f"{source} is no whole backup of Satchel ({error}); take another one") from error


def _listed(archive: zipfile.ZipFile, source: Path, must_have: str) -> dict[str, str]:
    """The files that the manifest names, each with its digest."""
    manifest = json.loads(archive.read(MANIFEST))
    version = manifest.get("version") if isinstance(manifest, dict) else None
    if not isinstance(version, int):
        raise ValueError("its manifest cannot be read")
    if version > VERSION:
        raise BadInput(f"{source} was made by a later version of Satchel; update, then try again")
    files = manifest.get("files")
    if not isinstance(files, dict) or must_have not in files:
        raise ValueError(f"it holds no {must_have}")
    return files


def _unpack_one(archive: zipfile.ZipFile, name: str, target: Path, digest: str) -> None:
    path = (target / name).resolve()
    if not path.is_relative_to(target.resolve()) or path.exists():
        raise ValueError(f"{name} leads elsewhere")
    for parent in reversed(path.relative_to(target.resolve()).parents):
        (target / parent).mkdir(mode=0o700, exist_ok=True)
    with archive.open(name) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)
    if _digest(path) != digest:
        raise ValueError(f"{name} is not what was packed")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def synced(folder: Path) -> None:
    """The names in a folder outlive a power loss when this returns."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
