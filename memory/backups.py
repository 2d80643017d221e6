"""Backups: one file that holds all that cannot be rebuilt, made while the bot runs.

A zip of the journal's copy, the media, the layer and the settings, with a manifest of what must come
out of it again. The index is left out: it is built anew from the journal.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.crashes import CrashPoint, crash_point
from bot.errors import BadInput, DataFolderError, StoreDamaged
from bot.ids import EventKey
from memory.annals import Progress
from memory.folder import DataFolder
from memory.journal import Database, open_journal

MARK = "backups"
MANIFEST = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Backups:
    """The backups that were made of one data folder. Where they lie is journaled, so that forgetting finds them."""

    folder: DataFolder
    progress: Progress

    def make(self, target: Path) -> int:
        """Write a backup; returns its size in bytes. Raises BadInput if the file exists."""
        target = target.expanduser().resolve()
        if target.exists():
            raise BadInput(f"{target} exists; choose another name, a backup overwrites nothing")
        # Known before it is whole: a forgetting that comes now must find it.
        self.progress.set(MARK, json.dumps(sorted({*self._known(), str(target)})))
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".satchel-backup-") as work:
            draft = _written(self.folder, Path(work))
            draft.replace(target)
        _sync(target.parent)
        return target.stat().st_size

    def erase(self, keys: Collection[EventKey]) -> tuple[str, ...]:
        """Take messages out of every known backup; returns those that could not be opened."""
        unreached, known = [], self._known()
        for path in map(Path, known):
            if path.parent.is_dir() and not path.exists():
                known = [each for each in known if each != str(path)]
            elif not _erased(path, keys):
                unreached.append(str(path))
        self.progress.set(MARK, json.dumps(known))
        return tuple(unreached)

    def _known(self) -> list[str]:
        return list(json.loads(self.progress.get(MARK) or "[]"))


def restore(source: Path, folder: DataFolder) -> None:
    """Unpack a backup into a folder that does not exist or is empty. All of it, checked, or nothing."""
    if folder.path.exists() and any(folder.path.iterdir()):
        raise BadInput(f"{folder.path} is not empty; restore into a new folder: satchel --data NEW restore {source}")
    folder.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.path.parent, prefix=".satchel-restore-") as work:
        inside = Path(work) / "data"
        _unpacked(source, inside)
        Database(inside / folder.journal.name).close()
        crash_point(CrashPoint.RESTORE_BEFORE_RENAME)
        if folder.path.exists():
            folder.path.rmdir()
        inside.replace(folder.path)
    _sync(folder.path.parent)


def _written(folder: DataFolder, work: Path) -> Path:
    """A backup of the folder as a file in `work`."""
    journal = work / folder.journal.name
    reader = Database(folder.journal, reader=True)
    try:
        reader.copy_to(journal)
    finally:
        reader.close()
    places = [(journal, journal.name)]
    for part in (folder.settings, folder.media, folder.layer):
        files = sorted(part.rglob("*")) if part.is_dir() else [part]
        places += [(file, str(file.relative_to(folder.path))) for file in files if file.is_file()]
    return _zipped(places, work / "backup.zip")


def _zipped(places: list[tuple[Path, str]], target: Path) -> Path:
    manifest = {"version": VERSION, "files": {name: _digest(file) for file, name in places}}
    target.touch(mode=0o600)
    with target.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            for file, name in places:
                archive.write(file, name)
            archive.writestr(MANIFEST, json.dumps(manifest))
        raw.flush()
        os.fsync(raw.fileno())
    return target


def _unpacked(source: Path, target: Path) -> None:
    """Unpack a backup and check every file against the manifest. Raises BadInput, StoreDamaged."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            _refuse(manifest, source)
            target.mkdir(mode=0o700)
            for name, digest in manifest["files"].items():
                _unpack(archive, name, target, digest)
    except FileNotFoundError as error:
        raise BadInput(f"there is no file {source}") from error
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError, EOFError, OSError) as error:
        raise StoreDamaged(f"{source} is no whole backup of Satchel ({error}); take another one") from error


def _refuse(manifest: dict[str, object], source: Path) -> None:
    version = manifest["version"]
    if not isinstance(version, int) or version > VERSION:
        raise BadInput(f"{source} was made by a newer version of Satchel; update, then restore it")


def _unpack(archive: zipfile.ZipFile, name: str, target: Path, digest: str) -> None:
    path = (target / name).resolve()
    if not path.is_relative_to(target.resolve()):
        raise zipfile.BadZipFile(f"{name} leads out of the folder")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.open(name) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)
    if _digest(path) != digest:
        raise zipfile.BadZipFile(f"{name} is not what was packed")


def _erased(path: Path, keys: Collection[EventKey]) -> bool:
    """Write a backup anew without some messages; False if it cannot be opened."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".satchel-backup-") as work:
            inside = Path(work) / "data"
            _unpacked(path, inside)
            journal = open_journal(DataFolder(inside).journal)
            try:
                journal.archive.erase(keys)
            finally:
                journal.close()
            files = sorted(file for file in inside.rglob("*") if file.is_file())
            draft = _zipped([(file, str(file.relative_to(inside))) for file in files], Path(work) / "backup.zip")
            draft.replace(path)
    except (BadInput, DataFolderError, OSError):
        return False
    _sync(path.parent)
    return True


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
