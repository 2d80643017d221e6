"""What every Answers promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.events import Event
from bot.ids import EventKey, MessageId
from bot.ports import Draft, Offer, Outcome, Sent, Tally
from memory.journal import Journal
from tests.builders import HOME, MORNING, chat, command, edited, kept, later, message, replied
from tests.conftest import Restarts

LISTED = "Which one?\n\n#2 · Sat: Ada: two\n#1 · Sat: Ada: one #3 · not at the head"


def handle(journal: Journal, event: Event, outcome: Outcome) -> int:
    """Take an event in and finish it; all that is said is sent, as r1, r2…"""
    (received,) = journal.inbox.accept([event], None)
    journal.inbox.finish(received.seq, outcome)
    while outgoing := journal.outbox.claim(event.where, MORNING):
        journal.outbox.settle(outgoing.id, Sent(message=MessageId(f"r{outgoing.id}"), at=MORNING))
    return received.seq


def asked(journal: Journal, *rests_on: EventKey, text: str = LISTED) -> int:
    outcome = replied(text, rests_on=frozenset(rests_on))
    return handle(journal, message("/forget", at=later(1)), replace(outcome, unsaid=True))


def test_behind_a_message_is_itself(restarts: Restarts) -> None:
    journal = restarts.again()
    said, typed = message(where=chat(thread="t")), command("note", "milk")
    handle(journal, said, kept())
    handle(journal, typed, kept())
    answers = restarts.again().answers
    assert answers.behind(chat(), said.message) == (said.key,)
    assert answers.behind(chat(), typed.message) == (typed.key,)
    assert answers.behind(chat("b"), said.message) is None
    assert answers.behind(chat(), MessageId("never")) is None


def test_with_what_became_of_it_and_nothing_once_it_is_forgotten(restarts: Restarts) -> None:
    journal = restarts.again()
    said = message("one")
    changed = edited(said, "two")
    handle(journal, said, kept())
    handle(journal, changed, Outcome(space=HOME))
    assert set(journal.answers.behind(said.where, said.message) or ()) == {said.key, changed.key}
    journal.archive.erase([said.key])
    assert restarts.again().answers.behind(said.where, said.message) is None


def test_behind_ours_is_what_it_rests_on_or_else_answers(restarts: Restarts) -> None:
    journal = restarts.again()
    one, two, question, idle = message("one"), message("two"), message("which?"), message("why?")
    handle(journal, one, replace(replied("Kept."), keep=True))
    handle(journal, two, kept())
    handle(journal, question, replied("both", "of them", rests_on=frozenset({one.key, two.key})))
    handle(journal, idle, replied("Nothing."))
    answers = restarts.again().answers
    assert answers.behind(chat(), MessageId("r1")) == (one.key,)
    for part in ("r2", "r3"):
        assert set(answers.behind(chat(), MessageId(part)) or ()) == {one.key, two.key}
    assert answers.behind(chat(), MessageId("r4")) == (idle.key,)
    assert answers.behind(chat("b"), MessageId("r1")) is None


def test_what_answers_and_keeps_stands_for_both(restarts: Restarts) -> None:
    journal = restarts.again()
    one, told = message("one"), message("when? It was two")
    handle(journal, one, kept())
    handle(journal, told, replace(replied("one. Kept, too.", rests_on=frozenset({one.key})), keep=True))
    assert set(restarts.again().answers.behind(chat(), MessageId("r1")) or ()) == {one.key, told.key}


def test_a_draft_is_ours(restarts: Restarts) -> None:
    journal = restarts.again()
    question = message("which?")
    (received,) = journal.inbox.accept([question], None)
    journal.ledger.drafted(Draft(seq=received.seq, message=MessageId("d1")))
    assert restarts.again().answers.behind(chat(), MessageId("d1")) == (question.key,)


def test_what_was_offered_last_is_told_in_the_order_shown(restarts: Restarts) -> None:
    journal = restarts.again()
    one, two = message("one"), message("two")
    for said in (one, two):
        handle(journal, said, kept())
    seq = asked(journal, one.key, two.key)
    (chosen,) = journal.inbox.accept([message("#2", at=later(8))], None)
    answers = restarts.again().answers
    assert answers.offered(chat(), chosen.seq) == Offer(seqs=(2, 1), age=timedelta(minutes=7))
    assert answers.offered(chat(), seq) is None
    assert answers.offered(chat("b"), chosen.seq) is None
    assert answers.offered(chat(thread="t"), chosen.seq) is None


def test_what_was_forgotten_since_is_not_offered(restarts: Restarts) -> None:
    journal = restarts.again()
    one = message("one")
    handle(journal, one, kept())
    asked(journal, one.key)
    (chosen,) = journal.inbox.accept([message("#2", at=later(8))], None)
    assert journal.answers.offered(chat(), chosen.seq) is not None
    journal.archive.erase([one.key])
    assert restarts.again().answers.offered(chat(), chosen.seq) is None


def test_what_came_after_ends_the_offer(restarts: Restarts) -> None:
    journal = restarts.again()
    one = message("one")
    handle(journal, one, kept())
    seq = asked(journal, one.key)
    after = handle(journal, message("/status", at=later(2)), replace(replied("fine"), unsaid=True))
    (chosen,) = journal.inbox.accept([message("#2", at=later(8))], None)
    answers = restarts.again().answers
    assert answers.offered(chat(), chosen.seq) is None
    assert answers.offered(chat(), after) == Offer(seqs=(seq - 1,), age=timedelta(minutes=1))


def test_a_number_that_it_does_not_rest_on_was_not_offered(restarts: Restarts) -> None:
    journal = restarts.again()
    one, two = message("one"), message("two")
    for said in (one, two):
        handle(journal, said, kept())
    asked(journal, one.key)
    (chosen,) = journal.inbox.accept([message("#2", at=later(8))], None)
    assert restarts.again().answers.offered(chat(), chosen.seq) == Offer(seqs=(1,), age=timedelta(minutes=7))


def test_an_ordinary_answer_offers_nothing(restarts: Restarts) -> None:
    journal = restarts.again()
    one = message("one")
    handle(journal, one, kept())
    handle(journal, message("/recent"), replied("#1 · Sat: Ada: one", rests_on=frozenset({one.key})))
    (chosen,) = journal.inbox.accept([message("#1", at=later(8))], None)
    assert restarts.again().answers.offered(chat(), chosen.seq) is None


def test_what_its_buttons_say_tells_whose_offer_it_is(restarts: Restarts) -> None:
    journal = restarts.again()
    one = message("one")
    handle(journal, one, kept())
    asked(journal, one.key, text="This one?\n\n#1 · Sat: Ada: one\n/forget #1 #.1a2b3c4d")
    (chosen,) = journal.inbox.accept([message("yes", at=later(8))], None)
    offer = restarts.again().answers.offered(chat(), chosen.seq)
    assert offer == Offer(seqs=(1,), age=timedelta(minutes=7), asker="1a2b3c4d")


def test_all_of_it_can_be_offered(restarts: Restarts) -> None:
    journal = restarts.again()
    asked(journal, text="All?\n/forget everything yes #1.99.1a2b3c4d")
    (chosen,) = journal.inbox.accept([message("yes", at=later(8))], None)
    offer = restarts.again().answers.offered(chat(), chosen.seq)
    assert offer == Offer(seqs=(), age=timedelta(minutes=7), everything="#1.99.1a2b3c4d")


def test_what_the_answer_right_before_rests_on_is_cited(restarts: Restarts) -> None:
    journal = restarts.again()
    one = message("one")
    handle(journal, one, kept())
    seq = handle(journal, message("which?"), replied("one", rests_on=frozenset({one.key})))
    (pointing,) = journal.inbox.accept([message("forget that")], None)
    answers = restarts.again().answers
    assert answers.cited(chat(), pointing.seq) == (one.key,)
    assert answers.cited(chat(), seq) == ()
    assert answers.cited(chat(thread="t"), pointing.seq) == ()
    assert answers.cited(chat("b"), pointing.seq) == ()


def test_an_offer_and_a_note_cite_nothing(restarts: Restarts) -> None:
    journal = restarts.again()
    one = message("one")
    handle(journal, one, kept())
    after = asked(journal, one.key) + 1
    told = replace(replied("one. Kept, too.", rests_on=frozenset({one.key})), keep=True)
    assert journal.answers.cited(chat(), after) == ()
    last = handle(journal, message("when? It was two"), told)
    assert restarts.again().answers.cited(chat(), last + 1) == ()


def test_messages_are_counted_as_an_erasure_counts_them(restarts: Restarts) -> None:
    journal = restarts.again()
    note, question, typed = message("one"), message("which?"), command("note", "milk")
    handle(journal, note, kept())
    handle(journal, question, replied("one"))
    handle(journal, typed, kept())
    keys = [note.key, question.key, typed.key, message("never").key]
    journal = restarts.again()
    assert journal.transcript.tally(keys) == Tally(messages=3, kept=2)
    (wish,) = journal.inbox.accept([message("/forget")], None)
    assert len(journal.intentions.decide(wish.seq, keys).texts) == 3
    assert journal.transcript.tally(keys) == Tally(messages=0, kept=0)
