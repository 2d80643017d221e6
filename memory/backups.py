"""Backups: one file that holds all that cannot be rebuilt, made while the bot runs.

A zip of the journal's copy, the media, the layer and the settings, with a manifest of what must come
out of it again. The index is left out: it is built anew from the journal.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from bot.crashes import CrashPoint, crash_point
from bot.errors import BadInput, SatchelError, StoreDamaged
from bot.ids import EventKey
from memory.annals import Progress
from memory.folder import DataFolder, refusal
from memory.journal import Database, Journal, open_journal
from memory.packing import pack, synced, unpack
from memory.shelves import OUR_NAME
from memory.vacancy import vacant

MARK, MISSED, FORMER, CLEAN = "backup ", "missed backup ", "former backup ", "backups are clean of "
"""What marks begin with; the path of a backup follows.

Those of MARK are ours; of these, those of MISSED still hold what was forgotten while they could not be opened.
FORMER are those of the folder that this one was restored from: perhaps that lives on, so they are left alone.
Behind CLEAN a digest follows, of messages of which no backup is to be cleaned again.
"""

_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backups:
    """The backups that were made of one data folder. Where they lie is journaled, so that forgetting finds them."""

    folder: DataFolder
    progress: Progress

    def make(self, target: Path) -> int:
        """Write a backup; returns its size in bytes.

        Raises BadInput where that cannot be, FolderFull, StoreDamaged where the journal is.
        """
        target = target.expanduser().resolve()
        with _refusals(target):
            if target.exists():
                raise BadInput(f"{target} exists; choose another name, a backup overwrites nothing")
            if not target.parent.is_dir():
                raise BadInput(f"there is no folder {target.parent}; make it first")
            for part in (self.folder.media, self.folder.layer, self.folder.index):
                if target.is_relative_to(part.resolve()):
                    raise BadInput(f"{part} is Satchel's own; write the backup into another folder")
        # Known before it is whole: a forgetting that comes now must find it.
        self.progress.set(f"{MARK}{target}", "")
        with _workshop(target) as work:
            pack(_contents(self.folder, work), work / "backup.zip").replace(target)
            synced(target.parent)
            return target.stat().st_size

    def erase(self, keys: Collection[EventKey]) -> tuple[str, ...]:
        """Take messages out of every known backup; returns those that could not be opened, or are not ours to open.

        Done once, however often it is called until `settle`: later backups hold none of it. One that is being made
        just now does not come about, and its maker is told.
        """
        mark, backups = _clean_of(keys), self._marked(MARK)
        if self.progress.get(mark) is not None:
            missed = self._marked(MISSED)
        else:
            missed = tuple(path for path in backups if not _changed(Path(path), partial(_erase, keys)))
            for path in missed:
                self.progress.set(f"{MISSED}{path}", "")
            if backups:
                self.progress.set(mark, "")
        return missed + tuple(path for path in self._marked(FORMER) if Path(path).exists())

    def rewrite(self, bodies: Mapping[EventKey, bytes]) -> None:
        """Write the words that these messages have now over what every known backup holds of them.

        One that cannot be opened now is made good for by `catch_up`.
        """
        for path in self._marked(MARK):
            if not _changed(Path(path), partial(_rewrite, bodies)):
                self.progress.set(f"{MISSED}{path}", "")

    def settle(self, keys: Collection[EventKey]) -> None:
        """Nobody will ask for these messages to be taken out again."""
        if self.progress.get(mark := _clean_of(keys)) is not None:
            self.progress.drop(mark)

    def catch_up(
        self, gone: Callable[[], Collection[EventKey]], edited: Callable[[], Mapping[EventKey, bytes]]
    ) -> None:
        """Take what is `gone`, and the old words of what is `edited`, out of the backups that can be opened again."""
        missed = [path for path in self._marked(MISSED) if Path(path).exists()]
        if not missed:
            return
        keys, bodies = gone(), edited()

        def change(journal: Journal) -> None:
            _rewrite(bodies, journal)
            _erase(keys, journal)

        for path in missed:
            if _changed(Path(path), change):
                self.progress.drop(f"{MISSED}{path}")

    def _marked(self, mark: str) -> tuple[str, ...]:
        return tuple(name.removeprefix(mark) for name in self.progress.names(mark))


def restore(source: Path, folder: DataFolder) -> None:
    """Unpack a backup into a folder that does not exist or holds nothing yet. All of it, checked, or nothing.

    Raises BadInput, StoreDamaged, FolderIsNewer, FolderNotWritable, FolderFull, FolderInUse.
    """
    # Where a link leads is what is replaced, not the link.
    folder = DataFolder(folder.path.resolve())
    with vacant(folder, source), _workshop(folder.path) as work:
        inside = DataFolder(work / "data")
        unpack(source, inside.path, must_have=folder.journal.name)
        with _unpacked(inside, source) as journal:
            _begin_a_life_of_its_own(journal.progress, source)
        crash_point(CrashPoint.RESTORE_BEFORE_RENAME)
        if folder.path.exists():
            folder.path.replace(work / "blank")
        inside.path.replace(folder.path)
        synced(folder.path.parent)


def sweep(folder: DataFolder) -> None:
    """Remove what a killed restore left beside a folder: it holds all that the backup held, in the clear."""
    shutil.rmtree(_workshop_of(folder.path.resolve()), ignore_errors=True)


@contextmanager
def _unpacked(inside: DataFolder, source: Path) -> Iterator[Journal]:
    """The journal that came out of `source`, found whole. Raises StoreDamaged, FolderIsNewer."""
    try:
        with closing(open_journal(inside.journal)) as journal:
            journal.database.quick_check()
            yield journal
    except StoreDamaged as error:
        raise StoreDamaged(f"{source} holds a damaged journal; take another backup") from error


def _begin_a_life_of_its_own(progress: Progress, source: Path) -> None:
    """The original may live on: its index on a server is not this one's, nor are its backups."""
    progress.drop(OUR_NAME)
    for mark in (MARK, MISSED):
        for name in progress.names(mark):
            progress.drop(name)
            progress.set(f"{FORMER}{name.removeprefix(mark)}", "")
    progress.set(f"{FORMER}{source.expanduser().resolve()}", "")


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A folder beside `target` to prepare it in; what a killed try left there goes first."""
    work = _workshop_of(target)
    with _refusals(target):
        try:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(mode=0o700)
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _clean_of(keys: Collection[EventKey]) -> str:
    return CLEAN + sha256(b"".join(sorted(key.bytes for key in keys))).hexdigest()


def _workshop_of(target: Path) -> Path:
    return target.with_name(f".{target.name}{_UNFINISHED}")


def _is_of_a_workshop(place: Path) -> bool:
    """Whether a killed backup or restore left it behind."""
    return any(name.startswith(".") and name.endswith(_UNFINISHED) for name in place.parts)


def _contents(folder: DataFolder, work: Path) -> dict[str, Path]:
    """What goes into a backup: where it will lie in a data folder, and where it lies now."""
    copy = work / folder.journal.name
    with closing(Database(folder.journal, reader=True)) as reader:
        reader.copy_to(copy)
    places = [place for part in (folder.settings, folder.media, folder.layer) for place in (part, *part.rglob("*"))]
    inside = {place.relative_to(folder.path): place for place in places if place.is_file()}
    files = {str(name): place for name, place in inside.items() if not _is_of_a_workshop(name)}
    return files | {copy.name: copy}


def _erase(keys: Collection[EventKey], journal: Journal) -> None:
    journal.archive.erase(keys)


def _rewrite(bodies: Mapping[EventKey, bytes], journal: Journal) -> None:
    journal.revisions.rewrite(bodies)
    journal.archive.clean()


def _changed(path: Path, change: Callable[[Journal], None]) -> bool:
    """Write a backup anew, its journal changed; False if it cannot be opened. One that was deleted holds nothing."""
    try:
        shutil.rmtree(_workshop_of(path), ignore_errors=True)
        if path.parent.is_dir() and not path.exists():
            return True
        with _workshop(path) as work:
            inside = DataFolder(work / "data")
            unpack(path, inside.path, must_have=inside.journal.name)
            with _unpacked(inside, path) as journal:
                change(journal)
            files = {str(file.relative_to(inside.path)): file for file in inside.path.rglob("*") if file.is_file()}
            pack(files, work / "backup.zip").replace(path)
            synced(path.parent)
    except (SatchelError, OSError):
        return False
    return True
