"""Taking messages out for good: found no more, then out of every file, then searched for."""

from __future__ import annotations

from collections.abc import Collection

from bot.ids import EventKey
from bot.ports import Archive, Erased
from memory.annals import Annals
from memory.backups import Backups
from memory.folder import DataFolder
from memory.needles import is_short
from memory.shelves import Shelves
from memory.traces import search_apart

SERVER = "the Qdrant server, which cleans its files in its own time"
NOT_WORDS = ("lock", "lock.pid", "satchel.toml")


class Erasure:
    """Implements Eraser. Each step may be repeated, so a crash between two is mended by doing all again."""

    def __init__(
        self, shelves: Shelves, archive: Archive, annals: Annals, backups: Backups, folder: DataFolder
    ) -> None:
        self._shelves = shelves
        self._archive = archive
        self._annals = annals
        self._backups = backups
        self._folder = folder

    def erase(self, keys: Collection[EventKey]) -> Erased:
        notes = self._annals.of(keys)
        self._shelves.take(notes)
        self._archive.erase(keys)
        unreached: tuple[str, ...] = () if self._shelves.purge() else (SERVER,)
        unreached += self._backups.erase(keys)
        if not notes:
            # Begun before a crash, finished now: the words to look for are gone already.
            return Erased(messages=len(keys), files=0, traces=0, unreached=unreached)
        searched = search_apart(self._folder.path, [note.text for note in notes], leave_out=NOT_WORDS)
        return Erased(
            messages=len(notes),
            files=searched.files,
            traces=searched.traces,
            short=sum(is_short(note.text) for note in notes),
            unreached=unreached,
        )
