"""Every kept message, whole, for ever: until it is erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.capture import note_of
from bot.crashes import CrashPoint, crash_point
from bot.events import Event
from bot.ids import EventKey, SpaceId
from bot.records import Note
from memory.journal.database import Database
from memory.journal.erasure import NAMES_WENT, erase
from memory.journal.filing import file_new
from memory.journal.progress import SqliteProgress


class SqliteArchive:
    """The port Archive."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._progress = SqliteProgress(database)

    def keep(self, events: Sequence[tuple[Event, SpaceId]]) -> tuple[Note, ...]:
        with self._database.transaction() as connection:
            filed = file_new(connection, events)
            crash_point(CrashPoint.ARCHIVE_BEFORE_COMMIT)
        crash_point(CrashPoint.ARCHIVE_AFTER_COMMIT)
        notes = (note_of(new.received, new.key, new.space) for new in filed if new.space is not None)
        return tuple(note for note in notes if note is not None)

    def erase(self, keys: Collection[EventKey]) -> None:
        """Overwrite these messages, and all that rests on them, in this journal, which may be a copy in a backup."""
        with self._database.transaction() as connection:
            erase(connection, keys)
        self.clean()

    def clean(self) -> None:
        self._database.checkpoint()
        if self._progress.get(NAMES_WENT) is not None:
            self._database.write_anew()
            self._progress.drop(NAMES_WENT)
