"""The journal: what arrived, what is kept, what is to be sent and what was sent, in one SQLite file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from memory.journal.annals import SqliteAnnals
from memory.journal.answers import SqliteAnswers
from memory.journal.archive import SqliteArchive
from memory.journal.backlog import SqliteBacklog
from memory.journal.contacts import SqliteContacts
from memory.journal.database import PATIENCE, Database
from memory.journal.door import SqliteDoor
from memory.journal.homes import SqliteHomes
from memory.journal.inbox import SqliteInbox
from memory.journal.intentions import SqliteIntentions
from memory.journal.ledger import SqliteLedger
from memory.journal.outbox import SqliteOutbox
from memory.journal.progress import SqliteProgress
from memory.journal.revising import SqliteRevisions
from memory.journal.sending import SqliteSending
from memory.journal.spend import Caps, SqliteSpend
from memory.journal.transcript import SqliteTranscript
from memory.journal.work import SqliteWorkQueue

__all__ = ["Caps", "Database", "Journal", "open_beside", "open_journal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Every port that the journal's file serves."""

    inbox: SqliteInbox
    archive: SqliteArchive
    transcript: SqliteTranscript
    outbox: SqliteOutbox
    ledger: SqliteLedger
    work: SqliteWorkQueue
    spend: SqliteSpend
    annals: SqliteAnnals
    answers: SqliteAnswers
    progress: SqliteProgress
    intentions: SqliteIntentions
    revisions: SqliteRevisions
    sending: SqliteSending
    contacts: SqliteContacts
    door: SqliteDoor
    homes: SqliteHomes
    backlog: SqliteBacklog
    database: Database

    def close(self) -> None:
        self.database.close()


def open_journal(
    path: Path, *, caps: Caps | None = None, patience: timedelta = PATIENCE, reader: bool = False
) -> Journal:
    """Open or make the journal at `path`, bringing an older one forward. Raises DataFolderError.

    Hold the folder's lock while writing; a `reader` (beside a running bot) changes nothing and needs none.
    """
    database = Database(path, patience=patience, reader=reader)
    return Journal(
        inbox=SqliteInbox(database),
        archive=SqliteArchive(database),
        transcript=SqliteTranscript(database),
        outbox=SqliteOutbox(database),
        ledger=SqliteLedger(database),
        work=SqliteWorkQueue(database),
        spend=SqliteSpend(database, caps or Caps()),
        annals=SqliteAnnals(database),
        answers=SqliteAnswers(database),
        progress=SqliteProgress(database),
        intentions=SqliteIntentions(database),
        revisions=SqliteRevisions(database),
        sending=SqliteSending(database),
        contacts=SqliteContacts(database),
        door=SqliteDoor(database),
        homes=SqliteHomes(database),
        backlog=SqliteBacklog(database),
        database=database,
    )


def open_beside(path: Path, *, caps: Caps | None = None) -> Journal:
    """Open a journal in which another process may be working: an older file is its to bring forward, not ours.

    Raises DataFolderError.
    """
    open_journal(path, reader=True).close()
    return open_journal(path, caps=caps)
