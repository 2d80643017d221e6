"""What the Intentions of an event promise: its first decision stands, and hides at once what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.capture import words_of
from bot.ids import EventKey
from bot.ports import Decision, Outcome
from bot.records import Note
from memory.journal import Journal
from tests.builders import HOME, MORNING, chat, edited, kept, message, part, reacted, replied, scope
from tests.conftest import Restarts


def told(journal: Journal, *texts: str) -> tuple[Note, ...]:
    return journal.archive.keep([(message(text, by=f"who said {text}"), HOME) for text in texts])


def asked_to_forget(journal: Journal) -> int:
    (received,) = journal.inbox.accept([message("/forget")], None)
    return received.seq


def shown(journal: Journal, keys: Sequence[EventKey]) -> list[str]:
    """All words and names that any read of the journal tells, of these messages and of whatever it finds."""
    transcript, annals = journal.transcript, journal.annals
    said = (
        *transcript.recent(scope(), 10, only_kept=False),
        *transcript.find(keys, scope()),
        *transcript.numbered(range(10), scope()),
    )
    notes = (*(note for _, note in annals.notes(0, 10)), *annals.of(keys))
    return [
        *(each.text for each in said),
        *(note.text for note in notes),
        *(turn.text for turn in transcript.turns(chat(), scope(), 100, 10)),
        *(words_of(event) for _, _, event in annals.messages(0, 10)),
        *annals.speakers(scope()),
    ]


def test_the_first_decision_stands_until_it_is_carried_out(restarts: Restarts) -> None:
    journal = restarts.again()
    seq = asked_to_forget(journal)
    first, second = message().key, message().key
    assert journal.intentions.decide(seq, [first, second, first]).keys == (first, second)
    journal = restarts.again()
    assert journal.intentions.decide(seq, [second]).keys == (first, second)
    journal.intentions.done(seq)
    assert journal.intentions.decide(seq, [second]).keys == (first, second)
    journal.inbox.finish(seq, kept())
    assert journal.intentions.decide(seq, [second]).keys == (second,)


def test_what_is_decided_stays_undone_until_it_is_done_though_its_event_was_given_up(restarts: Restarts) -> None:
    journal = restarts.again()
    given_up, open_one = asked_to_forget(journal), asked_to_forget(journal)
    keys = (message().key, message().key)
    for seq in (given_up, open_one):
        journal.intentions.decide(seq, keys)
    journal.inbox.fail(given_up, "no room", Outcome(space=None))
    journal = restarts.again()
    assert journal.intentions.undone(pending=False) == ((given_up, keys),)
    assert journal.intentions.undone(pending=True) == ((given_up, keys), (open_one, keys))
    for seq in (given_up, open_one):
        journal.intentions.done(seq)
    assert restarts.again().intentions.undone(pending=True) == ()


def test_nothing_at_all_is_no_decision(journal: Journal) -> None:
    seq = asked_to_forget(journal)
    assert journal.intentions.decide(seq, []) == Decision(keys=())
    assert journal.intentions.undone(pending=True) == ()


def test_what_arrived_later_than_what_decides_stays(journal: Journal) -> None:
    (there,) = told(journal, "the code is 4711")
    seq = asked_to_forget(journal)
    (later,) = told(journal, "the door is blue")
    assert journal.intentions.decide(seq, [later.origin.key]) == Decision(keys=())
    assert journal.intentions.decide(seq, [later.origin.key, there.origin.key]).keys == (there.origin.key,)
    assert [said.text for said in journal.transcript.recent(scope(), 10)] == ["the door is blue"]


def test_what_is_decided_is_in_no_read_of_the_journal_from_then_on(restarts: Restarts) -> None:
    journal = restarts.again()
    stays, goes = told(journal, "the lease ends", "the code is 4711")
    seq, keys = asked_to_forget(journal), journal.transcript.keys(scope())
    assert any("4711" in text for text in shown(journal, keys))
    journal.intentions.decide(seq, [goes.origin.key])
    for _ in range(2):
        assert not any("4711" in text for text in shown(journal, keys))
        assert journal.transcript.count(scope()) == 1
        then = goes.said_at.timestamp()
        assert journal.annals.between(then, then + 1, scope(), 10) == (stays.place,)
        journal = restarts.again()


def test_a_reply_that_rests_on_it_is_neither_shown_nor_sent(journal: Journal) -> None:
    (fact,) = told(journal, "the code is 4711")
    question, other = journal.inbox.accept([message("what is the code?"), message("and the time?")], None)
    journal.inbox.finish(question.seq, replied("It is 4711 [1]", rests_on=frozenset({fact.origin.key})))
    journal.inbox.finish(other.seq, replied("Noon."))
    journal.intentions.decide(asked_to_forget(journal), [fact.origin.key])
    turns = journal.transcript.turns(chat(), scope(), 100, 10)
    assert [turn.text for turn in turns] == ["what is the code?", "and the time?", "Noon."]
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    assert outgoing.part == part("Noon.")


def test_what_goes_with_it_is_decided_too(restarts: Restarts) -> None:
    journal = restarts.again()
    original = message("three eggs")
    edit, other = edited(original, "four fresh eggs"), message("milk")
    journal.archive.keep([(original, HOME), (other, HOME)])
    journal.inbox.accept([edit, reacted(original, "+1")], None)
    for named in (edit, original):
        seq = asked_to_forget(journal)
        decision = journal.intentions.decide(seq, [named.key])
        assert decision.keys[0] == named.key
        assert set(decision.keys) == {original.key, edit.key, reacted(original).key}
        assert journal.intentions.undone(pending=True)[-1] == (seq, decision.keys)
        assert set(decision.texts) == ({"three eggs", "four fresh eggs"} if named is edit else set())
        journal = restarts.again()


def test_its_words_are_handed_out_once_to_look_for_what_is_left_of_them(journal: Journal) -> None:
    one, two = told(journal, "the code is 4711", "the door is blue")
    seq, keys = asked_to_forget(journal), (two.origin.key, one.origin.key)
    assert journal.intentions.decide(seq, keys) == Decision(keys=keys, texts=(one.text, two.text))
    assert journal.intentions.decide(seq, keys) == Decision(keys=keys)


def test_it_can_be_decided_on_twice_and_is_counted_out_once(journal: Journal) -> None:
    said = message("the code is 4711", by="Ada")
    goes, _ = journal.archive.keep([(said, HOME), (message("the lease ends", by="Ada"), HOME)])
    for _ in range(2):
        journal.intentions.decide(asked_to_forget(journal), [goes.origin.key])
    assert journal.annals.speakers(scope()) == ("Ada",)
    assert journal.archive.keep([(said, HOME)]) == ()


def test_its_place_is_known_for_ever_since_an_index_may_still_hold_it(restarts: Restarts) -> None:
    journal = restarts.again()
    stays, goes = told(journal, "the lease ends", "the code is 4711")
    places, seq = (stays.place, goes.place), asked_to_forget(journal)
    assert journal.annals.leaving(places) == frozenset()
    journal.intentions.decide(seq, [goes.origin.key])
    journal = restarts.again()
    assert journal.annals.leaving(places) == {goes.place}
    journal.intentions.done(seq)
    assert journal.annals.leaving(places) == {goes.place}


def test_what_stays_is_not_taken_for_what_goes_because_a_reaction_stands_in_its_place(journal: Journal) -> None:
    (stays,) = told(journal, "the lease ends")
    (reaction,) = journal.inbox.accept([reacted(message("of another day"), "+1")], None)
    assert reaction.place == stays.place
    journal.intentions.decide(asked_to_forget(journal), [reaction.event.key])
    assert journal.annals.leaving([stays.place]) == frozenset()


def test_its_size_is_known_before_and_after(journal: Journal) -> None:
    texts = ("short", "é🦊" * 900, "")
    keys = tuple(note.origin.key for note in told(journal, *texts))
    before = journal.annals.sizes(keys)
    assert all(before[key] >= len(text) for key, text in zip(keys, texts, strict=True))
    journal.intentions.decide(asked_to_forget(journal), keys)
    assert journal.annals.sizes((*keys, message().key)) == before
