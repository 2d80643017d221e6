"""Opens the index that is in use, and begins the one that the settings now ask for."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

from bot.errors import IndexUnreachable, StoreDamaged
from bot.ports import Embedder
from bot.settings import Settings
from bot.wiring.models import embedder_for
from memory.edge import EdgeIndex
from memory.folder import DataFolder
from memory.journal import Journal
from memory.schema import SCHEMA
from memory.shelf import Index, Shelf
from memory.shelves import CURRENT, OnProgress, Shelves, read_mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelving:
    """Makes shelves for one data folder."""

    folder: DataFolder
    settings: Settings
    journal: Journal

    def open(self, on_progress: OnProgress | None) -> Shelves:
        """The shelves, the current one with all that the journal holds."""
        wanted, progress = self.settings.embedder, self.journal.progress
        setting = progress.get(CURRENT) or wanted
        shelves = Shelves(self.shelf(setting), self.journal.annals, progress)
        progress.set(CURRENT, setting)
        if setting != wanted:
            shelves.coming = self.shelf(wanted)
        self._sweep(shelves)
        try:
            shelves.catch_up(shelves.current, on_progress)
        except IndexUnreachable:
            # What is said meanwhile is safe in the journal; the index takes it up from there.
            shelves.fall_behind()
        return shelves

    def shelf(self, setting: str) -> Shelf:
        """The shelf of an embedder; one whose files are damaged, gone or less than they were is begun anew."""
        embedder = embedder_for(setting, self.settings)
        name = _name(embedder)
        return Shelf(name=name, setting=setting, embedder=embedder, index=self._whole(name, embedder.dimension))

    def _whole(self, name: str, dimension: int) -> Index:
        try:
            index = self._index(name, dimension)
            if index.flush() >= read_mark(self.journal.progress, name).points:
                return index
            index.close(destroy=True)
        except StoreDamaged:
            shutil.rmtree(self.folder.index / name)
        except IndexUnreachable:
            return index
        self.journal.progress.drop(name)
        return self._index(name, dimension)

    def _index(self, name: str, dimension: int) -> Index:
        if not self.settings.qdrant_url:
            return EdgeIndex(self.folder.index / name, dimension)
        # A server's client takes half a second to import: only those who have a server wait for it.
        from memory.server import ServerIndex, ServerOptions, open_client

        key = self.settings.qdrant_api_key
        client = open_client(self.settings.qdrant_url, key.get_secret_value() if key else None)
        options = ServerOptions(
            quantize=self.settings.qdrant_quantize, payload_on_disk=self.settings.qdrant_payload_on_disk
        )
        return ServerIndex(client, f"satchel-{name}", dimension, options)

    def _sweep(self, shelves: Shelves) -> None:
        """Remove the indexes of embedders that are no longer asked for."""
        used = {shelves.current.name} | ({shelves.coming.name} if shelves.coming else set())
        for entry in self.folder.index.iterdir():
            if entry.is_dir() and entry.name not in used:
                shutil.rmtree(entry)


def _name(embedder: Embedder) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"{embedder.name}-{embedder.dimension}-v{SCHEMA}".lower()).strip("-")


def discard_index(folder: DataFolder) -> None:
    """Remove every index; the next start builds the one that the settings name from the journal."""
    with folder.locked():
        shutil.rmtree(folder.index, ignore_errors=True)
        journal = open_journal(folder.journal)
        try:
            setting = journal.progress.get(CURRENT)
            if setting is not None:
                journal.progress.drop(CURRENT)
        finally:
            journal.close()
