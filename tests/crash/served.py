"""A town's bot on a data folder: let its people in, serve it, and look into its journal."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM

from bot.access import OWNER
from bot.ids import private_space
from bot.records import Scope
from memory.folder import DataFolder
from memory.journal import Journal, open_journal
from tests.crash.lives import Begin, from_nothing
from tests.crash.towns import Town
from tests.program import Program

STALLED_S = 150.0
"""So long nothing changes where nothing will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A town's, on a data folder; `begin` says how its process comes into being."""

    town: Town
    data: Path
    begin: Begin = from_nothing

    @property
    def program(self) -> Program:
        return Program(self.data, {**self.town.environment, "SATCHEL_MONITOR_PORT": "0"})

    def let_in(self) -> None:
        """As `satchel pair` does, all people."""
        folder = DataFolder(self.data)
        folder.make()
        with closing(open_journal(folder.journal)) as journal:
            for contact in self.town.people:
                journal.contacts.link(contact, OWNER)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """From when it serves until the block ends; it is told to stop then, and has to do so cleanly."""
        life = self.begin(self.program)
        ended = False
        try:
            life.until_serving()
            yield
            life.send(SIGTERM)
            ended = True
            assert life.ended() == 0, life.told()
        finally:
            if not ended:
                life.send(SIGKILL)
                life.ended()


def until(happens: Callable[[], bool], progress: Callable[[], object]) -> bool:
    """Wait for something as long as there is progress; whether it happened."""
    seen, since = progress(), time.monotonic()
    while not happens():
        time.sleep(0.1)
        if (now := progress()) != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > STALLED_S:
            return False
    return True


@contextmanager
def reading(data: Path) -> Iterator[Journal]:
    """The journal beside a running bot."""
    with closing(open_journal(DataFolder(data).journal, reader=True)) as journal:
        yield journal


def left_open(data: Path) -> int:
    """How much is not done yet."""
    with reading(data) as journal:
        return len(journal.inbox.pending()) + len(journal.outbox.waiting())


def notes_in(data: Path) -> Counter[str]:
    """What is kept, and how often; also what no index may read, since the program ended over it again and again."""
    with reading(data) as journal:
        return Counter(said.text for said in journal.transcript.recent(Scope.of(private_space(OWNER)), 1_000_000))
