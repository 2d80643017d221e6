"""A data folder at work with a small embedder: journal, shelves and what keeps house over them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadSetting, SatchelError
from bot.events import MessageReceived
from bot.ids import EventKey, RecordId, SpaceId
from bot.ports import Decision, Embedder, Erased, Outcome
from bot.records import Note, Question
from bot.settings import Settings
from bot.wiring.shelving import Shelving
from memory.backups import Backups
from memory.erasure import Erasure
from memory.folder import DataFolder
from memory.journal import Journal, open_journal
from memory.library import Library
from memory.shelf import records_of
from memory.shelves import Shelves
from tests.builders import HOME, later, message, scope
from tests.fakes.embedder import HashedWords

SMALL = "hashed:16"
LARGE = "hashed:32"
AWAY = "away:16"


def embedder_of(setting: str, settings: Settings) -> Embedder:  # noqa: ARG001 -- as the real one is called
    """`hashed:NUMBER` counts words in so many dimensions; `away:NUMBER` is the same model, not to be reached."""
    found = re.fullmatch(r"(hashed|away):(\d+)", setting)
    if found is None:
        raise BadSetting(f"there is no embedder {setting}")
    return HashedWords(int(found[2]), away=found[1] == "away")


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """An open data folder."""

    folder: DataFolder
    journal: Journal
    shelves: Shelves

    @property
    def library(self) -> Library:
        return Library(self.shelves, self.journal.annals)

    @property
    def backups(self) -> Backups:
        return Backups(folder=self.folder, progress=self.journal.progress)

    def tell(self, *texts: str, space: SpaceId = HOME) -> list[EventKey]:
        """Keep one note a text and make it findable."""
        return self.take_in([message(text) for text in texts], space)

    def take_in(self, messages: Sequence[MessageReceived], space: SpaceId = HOME) -> list[EventKey]:
        notes = self.journal.archive.keep([(said, space) for said in messages])
        self.library.remember(notes)
        return [note.origin.key for note in notes]

    def found(self, text: str, space: SpaceId = HOME) -> list[str]:
        """What a question finds that holds a word of it."""
        recalled = self.library.recall(Question(text=text, asked_at=later()), scope(space), 10)
        return [hit.record.text for hit in recalled.hits if hit.coverage > 0]

    @property
    def eraser(self) -> Erasure:
        return Erasure(self.shelves, self.journal.archive, self.journal.annals, self.backups, self.folder)

    def decide(self, keys: Iterable[EventKey]) -> tuple[int, Decision]:
        """Somebody asks for these to be forgotten; returns the seq of the request and what is decided."""
        (asked,) = self.journal.inbox.accept([message("/forget")], None)
        return asked.seq, self.journal.intentions.decide(asked.seq, tuple(keys))

    def erase(self, keys: Iterable[EventKey]) -> Erased:
        """Somebody asks for these, of which there is at least one, and it is done and said."""
        seq, decision = self.decide(keys)
        erased = self.eraser.erase(decision)
        self.journal.intentions.done(seq)
        self.journal.inbox.finish(seq, Outcome(space=None, unsaid=True))
        return erased

    def notes(self) -> list[Note]:
        return [note for _, note in self.journal.annals.notes(0, 1_000_000)]

    def expected(self) -> set[RecordId]:
        """The ids that the journal's notes come to."""
        return {record.id for note in self.notes() for record in records_of(note)}

    def indexed(self) -> set[RecordId]:
        """The ids that the index in use holds."""
        ids = list(self.shelves.current.index.ids())
        assert len(ids) == len(set(ids))
        return set(ids)

    def crash(self) -> None:
        """Leave in the data folder what a process leaves there that is killed at this moment."""
        path = self.folder.path
        left = path.with_name(f"{path.name}-left")
        shutil.copytree(path, left, copy_function=copied)
        self.shelves.current.index.close()
        if self.shelves.coming is not None:
            self.shelves.coming.index.close()
        self.journal.close()
        shutil.rmtree(path)
        left.rename(path)


def copied(source: str, target: str) -> None:
    """A copy that leaves holes where the index made a file large beforehand."""
    with Path(source).open("rb") as old, Path(target).open("wb") as new:
        while piece := old.read(1 << 16):
            if piece.strip(b"\0"):
                new.write(piece)
            else:
                new.seek(len(piece), os.SEEK_CUR)
        new.truncate(old.tell())


@contextmanager
def household(path: Path, embedder: str = LARGE, *, qdrant_url: str = "") -> Iterator[Household]:
    """Open a data folder; close it as the program does."""
    home = opened(path, embedder, qdrant_url=qdrant_url)
    try:
        yield home
    finally:
        home.shelves.close()
        home.journal.close()


def opened(path: Path, embedder: str = LARGE, *, qdrant_url: str = "") -> Household:
    folder = DataFolder(path)
    folder.make()
    journal = open_journal(folder.journal)
    settings = Settings.model_validate({"embedder": embedder, "qdrant_url": qdrant_url})
    try:
        shelves = Shelving(folder=folder, settings=settings, journal=journal, embedders=embedder_of).open()
    except SatchelError:
        journal.close()
        raise
    return Household(folder=folder, journal=journal, shelves=shelves)


def canaries(first: int, last: int) -> list[str]:
    """Messages that each hold a word of their own, in about 60 letters."""
    return [f"canary{number:05} sings of wine, lyon and the number {number * 7919}" for number in range(first, last)]
