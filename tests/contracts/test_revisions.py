"""What the journal promises of edits: a message keeps its number, place and key, and of its old words no byte stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.capture import with_words_of
from bot.content import Forwarded
from bot.events import MessageEdited, MessageReceived
from bot.ids import MessageId
from bot.ports import Outcome, Received, Revision, Sent
from bot.replies import Part
from memory.journal import Journal, open_journal
from tests.builders import HOME, MORNING, chat, deleted, edited, kept, later, message, part, replied, scope
from tests.conftest import Restarts

OLD, NEW = "the code is 4711, I think", "the code is 4712, I know"


def told(journal: Journal, text: str = OLD) -> MessageReceived:
    said = message(text)
    (received,) = journal.inbox.accept([said], None)
    journal.inbox.finish(received.seq, kept())
    return said


def changed(journal: Journal, edit: MessageEdited, **more: bool) -> Received:
    (received,) = journal.inbox.accept([edit], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME, revises=Revision(of=edit.of, **more)))
    return received


def test_a_note_says_what_its_edit_says_under_its_own_number_and_key(restarts: Restarts) -> None:
    journal = restarts.again()
    said = told(journal)
    ((seq, before),) = journal.annals.notes(0, 10)
    changed(journal, edited(said, NEW))
    for _ in range(2):
        assert journal.annals.notes(0, 10) == ((seq, replace(before, text=NEW)),)
        assert [each.text for each in journal.transcript.numbered([seq], scope())] == [NEW]
        assert [turn.text for turn in journal.transcript.turns(chat(), scope(), 100, 10)] == [NEW]
        assert journal.transcript.count(scope()) == 1
        journal = restarts.again()


def test_of_the_old_words_no_byte_is_in_its_files(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.sqlite3")
    said = told(journal)
    changed(journal, edited(said, NEW))
    changed(journal, edited(said, "no code", edit="2"))
    journal.archive.clean()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert OLD.encode() not in held
    assert NEW.encode() not in held
    journal.close()


def test_the_size_that_is_told_is_never_less_than_an_index_may_hold_of_it(journal: Journal) -> None:
    said = told(journal, OLD * 100)
    before = journal.annals.sizes([said.key])
    changed(journal, edited(said, "none"))
    assert journal.annals.sizes([said.key]) == before


def test_an_older_edit_that_comes_late_changes_nothing(journal: Journal) -> None:
    said = told(journal)
    newest = replace(edited(said, NEW, edit="2"), at=later(2))
    changed(journal, newest)
    changed(journal, replace(edited(said, "older", edit="1"), at=later(1)))
    ((_, note),) = journal.annals.notes(0, 10)
    assert note.text == NEW
    original = journal.revisions.original(said.key)
    assert original is not None
    assert original.revised is not None
    assert original.revised[0] == newest.at.timestamp()


def test_an_answer_that_quotes_the_old_words_goes_with_them_and_others_stay(journal: Journal) -> None:
    said = told(journal)
    question, other = journal.inbox.accept([message("what is the code?"), message("and the time?")], None)
    journal.inbox.finish(question.seq, replied("It is 4711 [1]", rests_on=frozenset({said.key})))
    journal.inbox.finish(other.seq, replied("Noon."))
    changed(journal, edited(said, NEW))
    assert [turn.text for turn in journal.transcript.turns(chat(), scope(), 100, 10)][-3:] == [
        "what is the code?",
        "and the time?",
        "Noon.",
    ]
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert outgoing.part == part("Noon.")


def asked(journal: Journal, of: MessageReceived) -> Received:
    """A question whose answer, in two parts, rests on a message, and waits to be sent."""
    (question,) = journal.inbox.accept([message("what is the code?")], None)
    answer = replied("It is 4711 [1]", "4711, that is", rests_on=frozenset({of.key}))
    journal.inbox.finish(question.seq, replace(answer, instead=replied("Ask again.")))
    return question


def sent(journal: Journal) -> list[Part]:
    """What is still to be sent, which is sent now."""
    said = []
    while outgoing := journal.outbox.claim(chat(), MORNING):
        said.append(outgoing.part)
        journal.outbox.settle(outgoing.id, Sent(message=MessageId(outgoing.key), at=MORNING))
    return said


@pytest.mark.parametrize("edits", [1, 2])
def test_who_waits_for_an_answer_that_quotes_the_old_words_is_told_so(restarts: Restarts, edits: int) -> None:
    journal = restarts.again()
    said = told(journal)
    asked(journal, said)
    for number in range(1, edits + 1):
        changed(journal, replace(edited(said, NEW * number, edit=str(number)), at=later(number)))
    assert sent(restarts.again()) == [part("Ask again.")]


def test_who_waits_for_the_rest_of_such_an_answer_is_told_so(journal: Journal) -> None:
    said = told(journal)
    asked(journal, said)
    first = journal.outbox.claim(chat(), MORNING)
    assert first is not None
    journal.outbox.settle(first.id, Sent(message=MessageId("1"), at=MORNING))
    changed(journal, edited(said, NEW))
    assert sent(journal) == [part("Ask again.")]


def test_who_has_an_answer_that_quotes_the_old_words_is_told_nothing(journal: Journal) -> None:
    said = told(journal)
    asked(journal, said)
    assert len(sent(journal)) == 2
    changed(journal, edited(said, NEW))
    assert sent(journal) == []


def test_what_was_passed_on_is_the_senders_own_and_of_today_once_it_is_edited(journal: Journal) -> None:
    said = replace(message(OLD), forwarded=Forwarded(from_name="Mallory", sent_at=MORNING - timedelta(days=400)))
    (received,) = journal.inbox.accept([said], None)
    journal.inbox.finish(received.seq, kept())
    assert journal.annals.speakers(scope()) == ("Mallory",)
    changed(journal, edited(said, NEW))
    ((_, note),) = journal.annals.notes(0, 10)
    assert journal.annals.speakers(scope()) == (note.said_by,) == (said.sender.name,)
    moment = note.said_at.timestamp()
    assert journal.annals.between(moment, moment + 1, scope(), 10) == (note.place,)


def test_an_edit_of_what_never_came_stands_for_it(journal: Journal) -> None:
    first, said = told(journal), message(OLD)
    (received,) = journal.inbox.accept([edited(said, NEW)], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME, revises=Revision(of=said.key, keep=True)))
    assert journal.inbox.accept([said], None) == ()
    notes = [note for _, note in journal.annals.notes(0, 10)]
    assert [(note.origin.key, note.text) for note in notes] == [(first.key, OLD), (said.key, NEW)]
    assert len({note.place for note in notes}) == 2


def test_an_edit_that_waits_is_what_its_message_says_when_it_comes(journal: Journal) -> None:
    said = message("wher is it?")
    edit = edited(said, "where is it?")
    (received,) = journal.inbox.accept([edit], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME))
    assert journal.revisions.waits(said.key)
    (come,) = journal.inbox.accept([said], None)
    assert come.event == with_words_of(said, edit)
    assert not journal.revisions.waits(said.key)


def test_what_somebody_else_would_have_said_does_not_wait(journal: Journal) -> None:
    said = message("where is it?", by="Ben")
    (received,) = journal.inbox.accept([replace(edited(said, "nowhere"), sender=message().sender)], None)
    journal.inbox.finish(received.seq, Outcome(space=HOME))
    assert [come.event for come in journal.inbox.accept([said], None)] == [said]


def test_what_is_taken_back_before_it_comes_never_comes(restarts: Restarts) -> None:
    said, other = message(), message()
    assert len(restarts.again().inbox.accept([deleted(said), said, other], None)) == 2
    journal = restarts.again()
    assert journal.inbox.accept([said, edited(said, NEW)], None) == ()
    assert journal.archive.keep([(said, HOME)]) == ()


def test_what_is_to_be_cleaned_is_told_until_it_is_done_for_its_newest_edit(restarts: Restarts) -> None:
    journal = restarts.again()
    said = told(journal)
    changed(journal, edited(said, NEW), indexed=False)
    (first,) = journal.revisions.undone()
    assert (first.of, first.indexed, first.readable) == (said.key, False, True)
    places = [note.place for _, note in journal.annals.notes(0, 10)]
    assert journal.annals.leaving(places) == set(places)
    again = changed(journal, replace(edited(said, "none", edit="2"), at=later(1)), indexed=True)
    journal.revisions.done([first])
    (second,) = restarts.again().revisions.undone()
    assert (second.seq, second.indexed) == (again.seq, True)
    journal = restarts.again()
    assert journal.annals.leaving(places) == frozenset()
    journal.revisions.done([second])
    assert journal.revisions.undone() == ()


def test_a_passed_over_edit_leaves_no_words(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "journal.sqlite3")
    said = told(journal)
    changed(journal, edited(said, NEW), heeded=False)
    assert NEW.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [note.text for _, note in journal.annals.notes(0, 10)] == [OLD]
    journal.close()
