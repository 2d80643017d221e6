"""Every kept message, whole, for ever: until it is erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.crashes import CrashPoint, crash_point
from bot.events import Event
from bot.ids import EpisodeId, EventKey, SpaceId
from bot.records import Note
from memory.journal.annals import SqliteAnnals
from memory.journal.database import Database
from memory.journal.erasure import erase
from memory.journal.filing import file_new, rows_in
from memory.journal.notes import NOTES, Message, note_of, notes_of


class SqliteArchive:
    """The port Archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, events: Sequence[tuple[Event, SpaceId]]) -> tuple[Note, ...]:
        with self._database.transaction() as connection:
            filed = file_new(connection, events)
            crash_point(CrashPoint.ARCHIVE_BEFORE_COMMIT)
        crash_point(CrashPoint.ARCHIVE_AFTER_COMMIT)
        return tuple(
            note_of(new.received.event, new.key, new.space, new.received.place, new.received.episode)
            for new in filed
            if new.space is not None and isinstance(new.received.event, Message)
        )

    def notes(self, after: int, limit: int) -> tuple[tuple[int, Note], ...]:
        return SqliteAnnals(self._database).notes(after, limit)

    def episodes(self, ids: Collection[EpisodeId]) -> tuple[Note, ...]:
        wanted = [episode.bytes for episode in dict.fromkeys(ids)]
        with self._database.reading() as connection:
            rows = list(rows_in(connection, f"{NOTES} WHERE kept AND episode IN ({{}})", wanted))
        return tuple(sorted((note for _, note in notes_of(rows)), key=lambda note: note.place))

    def erase(self, keys: Collection[EventKey]) -> None:
        with self._database.transaction() as connection:
            erase(connection, keys)
            crash_point(CrashPoint.FORGET_BEFORE_COMMIT)
        crash_point(CrashPoint.FORGET_AFTER_COMMIT)
        self._database.checkpoint()
