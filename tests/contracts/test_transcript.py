"""What every Transcript promises."""

from __future__ import annotations

from bot.ports import Outcome
from memory.journal import Journal
from tests.builders import CLUB, HOME, chat, command, kept, message, replied, scope


def test_the_newest_come_first_and_only_from_the_scope(journal: Journal) -> None:
    journal.archive.keep([(message("one"), HOME), (message("secret"), CLUB), (message("two"), HOME)])
    assert [said.text for said in journal.transcript.recent(scope(HOME), 10)] == ["two", "one"]
    assert [said.text for said in journal.transcript.recent(scope(HOME, CLUB), 2)] == ["two", "secret"]
    assert journal.transcript.count(scope(HOME)) == 2
    assert journal.transcript.count(scope(HOME, CLUB)) == 3


def test_questions_are_shown_only_when_asked_for(journal: Journal) -> None:
    question, note = journal.inbox.accept([message("who?"), message("Ada did")], None)
    journal.inbox.finish(question.seq, replied("Nobody knows."))
    journal.inbox.finish(note.seq, kept())
    assert [said.text for said in journal.transcript.recent(scope(), 10)] == ["Ada did"]
    everything = journal.transcript.recent(scope(), 10, only_kept=False)
    assert [(said.text, said.kept) for said in everything] == [("Ada did", True), ("who?", False)]


def test_the_newest_of_one_conversation_are_those_of_no_other(journal: Journal) -> None:
    main, thread, other = chat("a"), chat("a", thread="t"), chat("b")
    said = [message(text, where=where) for text, where in (("one", main), ("two", main), ("aside", thread))]
    elsewhere = [message(f"elsewhere {number}", where=other) for number in range(20)]
    journal.archive.keep([(each, HOME) for each in (*said, *elsewhere)])
    for where, texts in ((main, ["two", "one"]), (thread, ["aside"]), (chat("never heard of"), [])):
        assert [found.text for found in journal.transcript.recent(scope(), 10, where=where)] == texts
    assert [found.text for found in journal.transcript.recent(scope(), 1, where=main)] == ["two"]
    assert journal.transcript.recent(scope(CLUB), 10, where=main) == ()


def test_the_newest_of_one_conversation_may_be_questions_too(journal: Journal) -> None:
    question, elsewhere = journal.inbox.accept([message("who?"), message("where?", where=chat("b"))], None)
    journal.inbox.finish(question.seq, replied("Nobody knows."))
    journal.inbox.finish(elsewhere.seq, replied("Nowhere."))
    assert journal.transcript.recent(scope(), 10, where=chat()) == ()
    (found,) = journal.transcript.recent(scope(), 10, only_kept=False, where=chat())
    assert (found.text, found.where, found.kept) == ("who?", chat(), False)


def test_what_is_not_finished_is_in_no_scope_yet(journal: Journal) -> None:
    journal.inbox.accept([message()], None)
    assert journal.transcript.recent(scope(), 10, only_kept=False) == ()
    assert journal.transcript.keys(scope()) == ()


def test_turns_alternate_and_name_what_they_rest_on(journal: Journal) -> None:
    (fact,) = journal.archive.keep([(message("lunch is at one"), HOME)])
    first, second = journal.inbox.accept([message("when is lunch?"), message("and dinner?")], None)
    journal.inbox.finish(first.seq, replied("At one [1].", rests_on=frozenset({fact.origin.key})))
    turns = journal.transcript.turns(chat(), scope(), second.seq, 2)
    assert [(turn.by, turn.text) for turn in turns] == [("person", "when is lunch?"), ("satchel", "At one [1].")]
    assert turns[0].rests_on == {first.event.key}
    assert turns[1].rests_on == {fact.origin.key}


def test_turns_are_those_of_one_conversation_and_thread_and_of_the_scope(journal: Journal) -> None:
    lanes = {"main": chat("a"), "thread": chat("a", thread="t"), "other": chat("b")}
    said = [message(name, where=where) for name, where in lanes.items()]
    journal.archive.keep([*((event, HOME) for event in said), (message("theirs", where=chat("a")), CLUB)])
    for name, where in lanes.items():
        assert [turn.text for turn in journal.transcript.turns(where, scope(), 100, 10)] == [name]
    assert journal.transcript.turns(chat("never heard of"), scope(), 100, 10) == ()
    assert [turn.text for turn in journal.transcript.turns(chat("a"), scope(HOME, CLUB), 100, 10)] == ["main", "theirs"]


def test_the_words_of_a_platforms_own_command_are_its_argument(journal: Journal) -> None:
    (said,) = journal.inbox.accept([command("note", "buy milk")], None)
    journal.inbox.finish(said.seq, kept())
    assert [turn.text for turn in journal.transcript.turns(chat(), scope(), 100, 10)] == ["buy milk"]


def test_messages_are_found_by_key_or_number_within_the_scope(journal: Journal) -> None:
    notes = journal.archive.keep([(message("one"), HOME), (message("secret"), CLUB), (message("two"), HOME)])
    found = journal.transcript.find([note.origin.key for note in reversed(notes)], scope(HOME))
    assert [said.text for said in found] == ["one", "two"]
    assert journal.transcript.numbered({said.seq for said in found}, scope(HOME)) == found
    assert journal.transcript.numbered({found[0].seq}, scope(CLUB)) == ()
    assert journal.transcript.numbered({10**30}, scope(HOME)) == ()


def test_everything_of_a_scope_includes_what_was_given_up_there(journal: Journal) -> None:
    said = [message("note"), message("question"), message("poison"), message("elsewhere", where=chat("b"))]
    note, question, poison, elsewhere = journal.inbox.accept(said, None)
    journal.inbox.finish(note.seq, kept(HOME))
    journal.inbox.finish(question.seq, replied("An answer.", space=HOME))
    journal.inbox.fail(poison.seq, "poison", Outcome(space=None))
    journal.inbox.finish(elsewhere.seq, kept(CLUB))
    assert set(journal.transcript.keys(scope(HOME))) == {event.key for event in said[:3]}
    assert set(journal.transcript.keys(scope(CLUB))) == {said[3].key}


def test_what_belongs_to_nobody_goes_with_nobodys_everything_but_where_it_is_asked_for(journal: Journal) -> None:
    said = [message("note"), message("poison alone", where=chat("b"))]
    note, alone = journal.inbox.accept(said, None)
    journal.inbox.finish(note.seq, kept(HOME))
    journal.inbox.fail(alone.seq, "poison", Outcome(space=None))
    for space in (HOME, CLUB):
        assert alone.event.key not in journal.transcript.keys(scope(space))
        assert alone.event.key not in journal.transcript.keys(scope(space), chat("never heard of"))
    assert journal.transcript.keys(scope(CLUB), chat("b")) == (alone.event.key,)


def test_what_belongs_to_nobody_goes_with_its_conversation_when_nothing_else_is_left_there(journal: Journal) -> None:
    note, poison, _ = journal.inbox.accept([message("note"), message("poison"), message("open")], None)
    journal.inbox.finish(note.seq, kept(HOME))
    journal.inbox.fail(poison.seq, "poison", Outcome(space=None))
    assert journal.transcript.keys(scope(CLUB), chat()) == ()
    journal.archive.erase([note.event.key])
    assert journal.transcript.keys(scope(HOME), chat()) == (poison.event.key,)
    journal.archive.erase(journal.transcript.keys(scope(HOME), chat()))
    assert journal.transcript.keys(scope(HOME), chat()) == ()


def test_what_belongs_to_nobody_goes_with_no_part_of_a_conversation_that_several_spaces_share(
    journal: Journal,
) -> None:
    mine, theirs, poison = journal.inbox.accept([message("mine"), message("theirs"), message("poison")], None)
    for received, space in ((mine, HOME), (theirs, CLUB)):
        journal.inbox.finish(received.seq, kept(space))
    journal.inbox.fail(poison.seq, "poison", Outcome(space=None))
    assert journal.transcript.keys(scope(HOME), chat()) == (mine.event.key,)
    everything = {mine.event.key, theirs.event.key, poison.event.key}
    assert set(journal.transcript.keys(scope(HOME, CLUB))) == everything


def test_what_was_given_up_and_is_known_whose_is_theirs_though_nothing_else_is_left(journal: Journal) -> None:
    (poison,) = journal.inbox.accept([message("poison")], None)
    journal.inbox.fail(poison.seq, "poison", Outcome(space=HOME))
    assert journal.transcript.keys(scope(CLUB), chat()) == ()
    assert journal.transcript.keys(scope(HOME)) == (poison.event.key,)
