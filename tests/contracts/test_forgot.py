"""What a transcript tells of forgetting: that there was some, and never of what."""

from __future__ import annotations

from bot.ports import Outcome
from memory.journal import Journal
from tests.builders import HOME, chat, kept, message


def test_it_tells_whether_anything_was_to_be_forgotten_since(journal: Journal) -> None:
    note, asked, later = journal.inbox.accept([message("note"), message("/forget"), message("later")], None)
    journal.inbox.finish(note.seq, kept(HOME))
    assert not journal.transcript.forgot(chat(), note.seq, later.seq)
    journal.inbox.finish(asked.seq, Outcome(space=HOME, unsaid=True))
    assert journal.transcript.forgot(chat(), note.seq, later.seq)
    assert not journal.transcript.forgot(chat(), asked.seq, later.seq)
    assert not journal.transcript.forgot(chat(), note.seq, asked.seq)
    assert not journal.transcript.forgot(chat("elsewhere"), note.seq, later.seq)


def test_what_was_said_and_forgotten_since_counts_as_well(journal: Journal) -> None:
    older, newer, undo = journal.inbox.accept([message("older"), message("newer"), message("/undo")], None)
    for received in (older, newer):
        journal.inbox.finish(received.seq, kept(HOME))
    journal.intentions.decide(undo.seq, [newer.event.key])
    assert journal.transcript.forgot(chat(), older.seq, undo.seq)
