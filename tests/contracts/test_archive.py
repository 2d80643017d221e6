"""What every Archive promises."""

from __future__ import annotations

from bot.content import Forwarded
from bot.events import Event
from bot.ports import Outcome
from bot.records import Trust
from memory.journal import Journal
from tests.builders import (
    CLUB,
    HOME,
    MORNING,
    chat,
    deleted,
    edited,
    image,
    kept,
    later,
    message,
    part,
    reacted,
    replied,
    scope,
)
from tests.conftest import Restarts


def test_an_import_is_kept_once_however_often_it_runs(restarts: Restarts) -> None:
    said = [(message(f"line {number}", at=later(number)), HOME) for number in range(50)]
    notes = restarts.again().archive.keep(said)
    journal = restarts.again()
    assert [note.text for note in notes] == [event.text for event, _ in said]
    assert journal.archive.keep(said) == ()
    assert tuple(note for _, note in journal.annals.notes(0, 100)) == notes
    assert journal.inbox.pending() == ()


def test_an_import_that_stopped_goes_on_where_it_was(journal: Journal) -> None:
    said = [(message(f"line {number}"), HOME) for number in range(6)]
    journal.archive.keep(said[:4])
    assert [note.text for note in journal.archive.keep(said)] == ["line 4", "line 5"]


def test_notes_are_read_page_by_page(journal: Journal) -> None:
    journal.archive.keep([(message(f"line {number}"), HOME) for number in range(5)])
    (first, _), (second, _) = journal.annals.notes(0, 2)
    page = journal.annals.notes(second, 10)
    assert [note.text for _, note in page] == ["line 2", "line 3", "line 4"]
    assert first < second < page[0][0]


def test_a_note_holds_the_captions_of_what_came_along(journal: Journal) -> None:
    pictures = (image("two dogs on a beach"), image(""), image("a pier"))
    (note,) = journal.archive.keep([(message("look", attachments=pictures), HOME)])
    assert note.text == "look\n[image: two dogs on a beach]\n[image: a pier]"


def test_a_forwarded_message_is_somebody_elses_words(journal: Journal) -> None:
    own, other = journal.archive.keep([(message(), HOME), (message(forwarded=Forwarded(from_name="Zoe")), HOME)])
    assert (own.trust, other.trust) == (Trust.OWN, Trust.OTHERS)


def test_only_kept_messages_are_notes(journal: Journal) -> None:
    first, _, third = journal.inbox.accept([message("a"), message("b"), message("c")], None)
    journal.inbox.finish(first.seq, replied("an answer"))
    journal.inbox.finish(third.seq, kept())
    assert [note.text for _, note in journal.annals.notes(0, 10)] == ["c"]


def test_notes_are_found_by_key_time_and_speaker(journal: Journal) -> None:
    said = [(message("a", by="Ada"), HOME), (message("b", by="Ben"), HOME), (message("c", by="Cem"), CLUB)]
    first, second, third = journal.archive.keep(said)
    assert journal.annals.of([third.origin.key, first.origin.key]) == (first, third)
    then = first.said_at.timestamp()
    assert set(journal.annals.between(then, then + 1, scope(HOME), 9)) == {first.place, second.place}
    assert len(journal.annals.between(then, then + 1, scope(HOME, CLUB), 2)) == 2
    assert journal.annals.between(then + 1, then + 9, scope(HOME), 9) == ()
    assert journal.annals.speakers(scope(HOME)) == ("Ada", "Ben")
    assert journal.annals.speakers(scope(HOME, CLUB)) == ("Ada", "Ben", "Cem")


def test_an_erased_message_is_in_no_answer_of_the_journal(journal: Journal) -> None:
    stays, goes = journal.archive.keep([(message("stays"), HOME), (message("goes", by="Zoe"), HOME)])
    journal.archive.erase([goes.origin.key])
    assert [note.text for _, note in journal.annals.notes(0, 10)] == ["stays"]
    assert journal.annals.of([stays.origin.key, goes.origin.key]) == (stays,)
    assert [said.text for said in journal.transcript.recent(scope(), 10, only_kept=False)] == ["stays"]
    assert journal.transcript.find([goes.origin.key], scope()) == ()
    assert journal.transcript.count(scope()) == 1
    assert [turn.text for turn in journal.transcript.turns(chat(), scope(), 100, 10)] == ["stays"]
    assert journal.annals.speakers(scope()) == ("Ada",)


def test_an_erased_message_is_not_kept_when_it_comes_again(restarts: Restarts) -> None:
    said = message("goes")
    journal = restarts.again()
    journal.archive.keep([(said, HOME)])
    journal.archive.erase([said.key])
    journal = restarts.again()
    assert journal.inbox.accept([said], None) == ()
    assert journal.archive.keep([(said, HOME)]) == ()


def test_a_reply_that_rests_on_an_erased_message_goes_with_it(journal: Journal) -> None:
    (fact,) = journal.archive.keep([(message("the code is 4711"), HOME)])
    question, other = journal.inbox.accept([message("what is the code?"), message("and the time?")], None)
    journal.inbox.finish(question.seq, replied("It is 4711 [1]", rests_on=frozenset({fact.origin.key})))
    journal.inbox.finish(other.seq, replied("Noon."))
    journal.archive.erase([fact.origin.key])
    assert [turn.text for turn in journal.transcript.turns(chat(), scope(), 100, 10)] == [
        "what is the code?",
        "and the time?",
        "Noon.",
    ]
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert outgoing.part == part("Noon.")


def test_an_answer_written_while_its_source_was_erased_is_not_filed(journal: Journal) -> None:
    (fact,) = journal.archive.keep([(message("the code is 4711"), HOME)])
    (question,) = journal.inbox.accept([message("what is the code?")], None)
    journal.archive.erase([fact.origin.key])
    journal.inbox.finish(question.seq, replied("It is 4711 [1]", rests_on=frozenset({fact.origin.key})))
    assert journal.inbox.pending() == ()
    assert journal.outbox.waiting() == ()
    assert [turn.text for turn in journal.transcript.turns(chat(), scope(), 100, 10)] == ["what is the code?"]


def test_what_is_erased_before_it_was_handled_is_never_handled(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("too early")], None)
    journal.archive.erase([received.event.key])
    journal.inbox.finish(received.seq, Outcome(space=HOME, keep=True, parts=(part(),), text="kept"))
    assert journal.inbox.pending() == ()
    assert journal.outbox.waiting() == ()
    assert journal.transcript.count(scope()) == 0


def test_edits_and_reactions_go_with_their_message(journal: Journal) -> None:
    original = message("three eggs")
    events: list[Event] = [
        original,
        edited(original, "four eggs"),
        reacted(original, "+1"),
        deleted(original),
        message("milk"),
    ]
    journal.inbox.accept(events, None)
    journal.archive.erase([original.key])
    assert [one.event for one in journal.inbox.pending()] == events[-1:]


def test_a_message_goes_with_its_edit(journal: Journal) -> None:
    original = message("three eggs")
    edit = edited(original, "four eggs")
    journal.inbox.accept([original, edit], None)
    journal.archive.erase([edit.key])
    assert journal.inbox.pending() == ()


def test_places_are_never_given_twice_even_when_the_last_message_is_erased(journal: Journal) -> None:
    _, last = journal.archive.keep([(message(), HOME), (message(), HOME)])
    journal.archive.erase([last.origin.key])
    (following,) = journal.archive.keep([(message(), HOME)])
    assert following.place == last.place + 1
    # Of this one nothing is left: it begins again elsewhere.
    journal.archive.erase(journal.transcript.keys(scope()))
    (begun_again,) = journal.archive.keep([(message(), HOME)])
    assert begun_again.place > following.place


def test_erasing_what_was_never_there_is_no_error(journal: Journal) -> None:
    (note,) = journal.archive.keep([(message("stays"), HOME)])
    journal.archive.erase([message("never sent").key])
    assert [kept for _, kept in journal.annals.notes(0, 10)] == [note]
