"""Everything that works on one data folder, put together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.console.translate import ACCOUNT, OWNER_ID
from bot.access import OWNER, Access
from bot.answering import Answering, AnsweringOptions
from bot.app import App
from bot.assistant import Assistant
from bot.changing import Changing
from bot.clock import SystemClock, system_clock
from bot.commands import Commands
from bot.delivery import Delivery
from bot.discretion import Discreet
from bot.doorkeeper import Doorkeeper
from bot.erasing import Erasing
from bot.forgetting import Forgetting
from bot.home import Home
from bot.ids import CONSOLE, Contact
from bot.incomplete import told_missing
from bot.listing import counted
from bot.looking import Looking
from bot.overview import Survey
from bot.pointing import Pointing
from bot.ports import ChatAdapter, Clock, LanguageModel, SparesStrangers, Standing
from bot.pulse import Pulse
from bot.records import Scope
from bot.settings import Settings, load_settings
from bot.wiring.models import language_model
from bot.wiring.shelving import Shelving
from memory.backups import Backups, sweep
from memory.erasure import Erasure, finish
from memory.exporting import FileExporter
from memory.folder import DataFolder
from memory.journal import Caps, Journal, open_journal
from memory.library import Library
from memory.mending import Mending
from memory.shelves import OnProgress, Shelves


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that works on one data folder, open."""

    folder: DataFolder
    settings: Settings
    clock: SystemClock
    journal: Journal
    shelves: Shelves
    model: LanguageModel | None

    @property
    def library(self) -> Library:
        return Library(self.shelves, self.journal.annals)

    @property
    def directory(self) -> Access:
        return access_to(self.journal)

    @property
    def scope(self) -> Scope:
        """What the owner may read."""
        return self.directory.own(OWNER)

    @property
    def everywhere(self) -> Scope:
        """All that is kept, whoever may read it: to look after it, and not to show it."""
        return Scope(spaces=self.scope.spaces | self.journal.annals.spaces())

    @property
    def backups(self) -> Backups:
        return Backups(folder=self.folder, progress=self.journal.progress)

    @property
    def overview(self) -> Survey:
        return survey(self.journal, self.settings, self.clock, self._memory)

    def _memory(self, scope: Scope) -> Standing:
        coming = self.shelves.coming
        index = told_index(self.shelves.current.setting, coming.setting if coming else None)
        missing = self.shelves.missing(scope)
        bare = self.shelves.by_words
        lines = (
            ("index", index),
            ("data", str(self.folder.path)),
            ("lacking", told_missing(missing) if missing else ""),
            ("by words alone", told_bare(bare) if bare else ""),
        )
        told = (
            f"{told_missing(missing)}." if missing else "",
            "I am learning to find your notes in another way; until then I find them as before." if coming else "",
            f"{counted(bare, 'note is', 'notes are')} found by words alone, not by meaning." if bare else "",
        )
        return Standing(lines=tuple(line for line in lines if line[1]), told=tuple(filter(None, told)))

    @property
    def eraser(self) -> Erasure:
        return Erasure(self.shelves, self.journal.archive, self.journal.annals, self.backups, self.folder)

    def finish_forgetting(self, *, pending: bool) -> None:
        """Do what was decided and is not done; with `pending` also what nobody here will take up."""
        finish(self.journal.intentions, self.eraser, pending=pending)
        Mending(self.shelves, self.journal, self.backups).mend()

    def left_to_clean(self) -> frozenset[int]:
        """The edits, deletions and commands of which words are not yet out of every file, by their seqs."""
        edits = (rewrite.seq for rewrite in self.journal.revisions.undone())
        return frozenset((*edits, *(seq for seq, _ in self.journal.intentions.undone(pending=False))))

    async def aclose(self) -> None:
        """Let go of what belongs to the event loop, before it ends."""
        if self.model is not None:
            await self.model.aclose()

    def answering(self) -> Answering:
        """What answers questions, with a model where one is set."""
        options = AnsweringOptions(prompt_tokens=self.settings.prompt_tokens, answer_tokens=self.settings.answer_tokens)
        return Answering(self.library, self.model, self.journal.spend, options)

    def doorkeeper(self) -> Doorkeeper:
        """What hears known people, and has what they say judged and carried out."""
        library, transcript = self.library, self.journal.transcript
        pointing = Pointing(library, transcript, self.journal.answers)
        erasing = Erasing(self.eraser, self.journal.intentions)
        forgetting = Forgetting(pointing, erasing, transcript, self.journal.answers)
        looking = Looking(library, transcript, transcript)
        commands = Commands(looking, forgetting, FileExporter(self.journal.annals, self.clock.zone), self.overview)
        changing = Changing(library, self.journal.revisions, self.journal.intentions)
        assistant = Assistant(library, transcript, self.answering(), commands, self.clock, changing)
        home = Home(transcript, transcript)
        return Doorkeeper(assistant, home, self.directory, self.journal.door, self.journal.ledger, self.clock)

    async def _is_known(self, contact: Contact) -> bool:
        return await asyncio.to_thread(self.directory.person, contact) is not None

    def app(self, adapters: Sequence[ChatAdapter], pulse: Pulse | None = None) -> App:
        """The house at work over these platforms."""
        by_name = {adapter.platform: adapter for adapter in adapters}
        for adapter in adapters:
            if isinstance(adapter, SparesStrangers):
                adapter.spare_strangers(self._is_known)
        delivery = Delivery(by_name, self.journal.outbox, self.clock, pulse)
        doorkeeper = Discreet(self.doorkeeper(), by_name)
        return App(doorkeeper, by_name, self.journal.inbox, self.journal.ledger, delivery, self.clock)


def caps_of(settings: Settings) -> Caps:
    """The most that models may cost."""
    return Caps(day=settings.spend_a_day, person=settings.spend_a_person)


def access_to(journal: Journal) -> Access:
    """Who is who in a data folder, and what each may read."""
    return Access(
        local=Contact(platform=CONSOLE, account=ACCOUNT, user=OWNER_ID),
        contacts=journal.contacts,
        homes=journal.homes,
        spaces=journal.annals.spaces,
    )


def told_bare(messages: int) -> str:
    """What is said where a model had no vector for some messages."""
    return (
        f"{counted(messages, 'message', 'messages')}, for which the embedding model gives no vector: "
        "it is asked again at each start and by `satchel reindex`"
    )


def told_index(current: str, coming: str | None) -> str:
    """Which index is in use, and which one is to take its place, by what the settings call their embedders."""
    return current if coming is None else f"{current}, until {coming} is filled"


def survey(journal: Journal, settings: Settings, clock: Clock, memory: Callable[[Scope], Standing]) -> Survey:
    """What tells how things stand; `memory` says where what lies and what it lacks."""
    return Survey(
        memory=memory,
        preferences=settings,
        holdings=journal.transcript,
        undone=journal.intentions.left,
        spend=journal.spend,
        clock=clock,
    )


@contextmanager
def open_house(path: Path, on_progress: OnProgress | None = None) -> Iterator[House]:
    """Open a data folder for this process alone. Raises SatchelError; `on_progress` hears the index catch up."""
    folder = DataFolder(path)
    settings = load_settings(path)
    clock = system_clock(settings.timezone)
    folder.make()
    with folder.locked():
        sweep(folder)
        journal = open_journal(folder.journal, caps=caps_of(settings))
        try:
            shelves = Shelving(folder=folder, settings=settings, journal=journal).open(on_progress)
            try:
                model = language_model(settings)
                yield House(
                    folder=folder, settings=settings, clock=clock, journal=journal, shelves=shelves, model=model
                )
            finally:
                shelves.close()
        finally:
            journal.close()
