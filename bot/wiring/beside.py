"""A look into a data folder that cannot be opened now: the journal alone, which nothing here changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.access import OWNER
from bot.clock import system_clock
from bot.listing import counted
from bot.overview import Survey
from bot.ports import Standing
from bot.records import Scope
from bot.settings import load_settings
from bot.wiring.house import access_to, survey, told_index
from memory.folder import DataFolder
from memory.journal import Journal, open_journal
from memory.shelves import CURRENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What can be told without the index. `running`: which process has it open, "" if none."""

    journal: Journal
    overview: Survey
    running: str = ""

    @property
    def scope(self) -> Scope:
        """What the owner may read."""
        return access_to(self.journal).own(OWNER)


@contextmanager
def look_beside(path: Path, why: str = "", *, running: str = "") -> Iterator[Visit]:
    """Read what the journal holds, where `why`, or a process that is running, keeps us from opening more.

    Raises DataFolderError, BadSetting.
    """
    settings = load_settings(path)
    with closing(open_journal(DataFolder(path).journal, reader=True)) as journal:
        wanted = settings.embedder
        current = journal.progress.get(CURRENT) or wanted
        index = told_index(current, None if current == wanted else wanted)
        places = (("index", index), ("data", str(path)), ("waiting", told_waiting(journal)), ("not opened", why))
        shown = Standing(lines=tuple((name, told) for name, told in places if told))
        overview = survey(journal, settings, system_clock(settings.timezone), lambda _: shown)
        yield Visit(journal=journal, overview=overview, running=running)


def told_waiting(journal: Journal) -> str:
    """What a bot that is running has still to do; "" if nothing."""
    backlog = journal.backlog.counted()
    events = counted(backlog.events, "message", "messages") if backlog.events else ""
    parts = counted(backlog.parts, "part of a reply", "parts of replies") if backlog.parts else ""
    return ", ".join(filter(None, (events, parts)))
