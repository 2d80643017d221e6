"""Opens the index that is in use, and begins the one that the settings now ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from uuid import uuid4

from bot.errors import BadSetting, IndexUnreachable, ModelError, WrongDimension
from bot.ports import Embedder
from bot.settings import Settings, load_settings
from bot.wiring.indexes import Indexes, goes_with, indexes_of
from bot.wiring.models import embedder_for
from memory.filling import is_mark, read_mark
from memory.folder import DataFolder
from memory.journal import Journal, open_journal
from memory.schema import SCHEMA
from memory.shelf import Shelf
from memory.shelves import CURRENT, OUR_NAME, OnProgress, Shelves
from memory.whereabouts import begin_elsewhere, settle, tidied

LENGTH_OF = "dimension of "
"""What the mark of an embedder's dimension begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An embedder as the settings name it, and what its index is called."""

    setting: str
    embedder: Embedder
    dimension: int

    @property
    def name(self) -> str:
        plain = f"{self.embedder.name}-{self.dimension}-v{SCHEMA}".lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelving:
    """Makes shelves for one data folder."""

    folder: DataFolder
    settings: Settings
    journal: Journal
    embedders: Callable[[str, Settings], Embedder] = embedder_for

    def open(self, on_progress: OnProgress | None = None) -> Shelves:
        """The shelves, the current one with all that the journal holds as far as it can be reached."""
        progress, indexes = self.journal.progress, self._indexes()
        settle(progress, indexes.place)
        wanted = self._choice(self.settings.embedder)
        used = self._used(wanted)
        # A journal without an index in use finds one: what that holds, nobody could ever forget.
        kept = {wanted.name, used.name} if progress.get(CURRENT) else set[str]()
        if indexes.keep_only(kept):
            tidied(progress, indexes.place)
        self._drop_marks(kept)
        coming = None if used.name == wanted.name else self._shelf(wanted, indexes)
        shelves = Shelves(self._shelf(used, indexes), coming, self.journal.annals, progress)
        progress.set(CURRENT, used.setting)
        with suppress(IndexUnreachable, WrongDimension, ModelError):
            # What is not there yet is safe in the journal; the index takes it up from there.
            shelves.catch_up(on_progress)
        return shelves

    def discard(self) -> None:
        """Remove every index: the next `open` begins the one that the settings name."""
        self._indexes().keep_only(())
        progress = self.journal.progress
        for mark in (CURRENT, *progress.names(LENGTH_OF)):
            progress.drop(mark)

    def _indexes(self) -> Indexes:
        """Ours alone: another Satchel may have its own on the same server."""
        progress = self.journal.progress
        if (ours := progress.get(OUR_NAME)) is None:
            begin_elsewhere(progress)
            progress.set(OUR_NAME, ours := uuid4().hex[:12])
        return indexes_of(self.settings, self.folder.index, f"satchel-{ours}-")

    def _drop_marks(self, kept: Collection[str]) -> None:
        """How far a shelf was filled that is not kept says nothing of the next one of that name."""
        progress = self.journal.progress
        for name in progress.names(""):
            if name not in kept and is_mark(progress.get(name) or ""):
                progress.drop(name)

    def _choice(self, setting: str) -> Choice:
        embedder = self.embedders(setting, self.settings)
        return Choice(setting=setting, embedder=embedder, dimension=self._dimension(setting, embedder))

    def _dimension(self, setting: str, embedder: Embedder) -> int:
        """As the model told when its index was filled; it is asked only for an index that holds nothing yet."""
        progress, mark, other = self.journal.progress, f"{LENGTH_OF}{setting}", f"{LENGTH_OF}{embedder.name}"
        known = progress.get(mark)
        if known is not None and self._holds_some(Choice(setting=setting, embedder=embedder, dimension=int(known))):
            # One odd answer of a server must not cost the index: `satchel reindex --anew` begins one of a new length.
            return int(known)
        try:
            dimension = embedder.dimension
        except ModelError:
            if (told := known or progress.get(other)) is None:
                raise
            return int(told)
        for each in (mark, other):
            if progress.get(each) != str(dimension):
                progress.set(each, str(dimension))
        return dimension

    def _holds_some(self, choice: Choice) -> bool:
        """Whether the index of that choice is known to hold anything."""
        return read_mark(self.journal.progress, choice.name).points > 0

    def _used(self, wanted: Choice) -> Choice:
        """The choice whose index is in use: another than the wanted one while that one's is being filled."""
        setting = self.journal.progress.get(CURRENT)
        if setting is None or setting == wanted.setting:
            return wanted
        try:
            used = self._choice(setting)
        except (BadSetting, ModelError):
            # It is no longer to be had.
            return wanted
        return wanted if used.name == wanted.name else used

    def _shelf(self, choice: Choice, indexes: Indexes) -> Shelf:
        """A shelf whose index is not the one that was marked is filled from the first message on."""
        mark = read_mark(self.journal.progress, choice.name)
        index = indexes.open(choice.name, choice.dimension, mark)
        with suppress(IndexUnreachable):
            if not goes_with(index, mark):
                self.journal.progress.drop(choice.name)
        return Shelf(
            name=choice.name,
            setting=choice.setting,
            dimension=choice.dimension,
            embedder=choice.embedder,
            index=index,
        )


def discard_index(folder: DataFolder) -> None:
    """Remove every index; the next start builds the one that the settings name from the journal."""
    settings = load_settings(folder.path)
    folder.make()
    with folder.locked(), closing(open_journal(folder.journal)) as journal:
        Shelving(folder=folder, settings=settings, journal=journal).discard()
