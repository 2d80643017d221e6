"""What every Outbox promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.content import Forwarded
from bot.ids import Conversation, MessageId
from bot.ports import Outgoing, Sent, Settled
from memory.journal import Journal
from tests.builders import MORNING, chat, later, message, part, replied
from tests.conftest import Restarts

ARRIVED = Sent(message=MessageId("r1"), at=MORNING)


def said(journal: Journal, *bodies: str, where: Conversation | None = None) -> None:
    (received,) = journal.inbox.accept([message(where=where)], None)
    journal.inbox.finish(received.seq, replied(*bodies))


def claimed(journal: Journal, where: Conversation | None = None) -> Outgoing:
    outgoing = journal.outbox.claim(where or chat(), MORNING)
    assert outgoing is not None
    return outgoing


def test_parts_are_claimed_in_the_order_they_were_said(journal: Journal) -> None:
    said(journal, "one", "two")
    said(journal, "three")
    for body in ("one", "two", "three"):
        outgoing = claimed(journal)
        assert (outgoing.to, outgoing.part, outgoing.doubtful) == (chat(), part(body), False)
        journal.outbox.settle(outgoing.id, ARRIVED)
    assert journal.outbox.claim(chat(), MORNING) is None


def test_nothing_is_claimed_while_an_earlier_part_is_under_way(journal: Journal) -> None:
    said(journal, "one", "two")
    claimed(journal)
    assert journal.outbox.claim(chat(), MORNING) is None
    assert journal.outbox.waiting() == ()


def test_conversations_and_threads_do_not_wait_for_each_other(journal: Journal) -> None:
    lanes = [chat("a"), chat("a", thread="t"), chat("b")]
    for where in lanes:
        said(journal, "hello", where=where)
    assert [where for where, _ in journal.outbox.waiting()] == lanes
    assert [claimed(journal, where).to for where in lanes] == lanes


def test_eight_threads_claim_one_part_once(journal: Journal) -> None:
    said(journal, "one")
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: journal.outbox.claim(chat(), MORNING), range(8)))
    assert len([outgoing for outgoing in claims if outgoing]) == 1


def test_a_retry_holds_back_what_follows_until_it_is_due(journal: Journal) -> None:
    said(journal, "one", "two")
    journal.outbox.settle(claimed(journal).id, Settled(state="retry", why="slow down", until=later(5)))
    assert journal.outbox.claim(chat(), later(4)) is None
    assert journal.outbox.waiting() == ((chat(), later(5)),)
    again = journal.outbox.claim(chat(), later(5))
    assert again is not None
    assert (again.part, again.tries, again.doubtful) == (part("one"), 2, False)


def test_who_settles_a_part_hears_when_the_next_one_is_due(journal: Journal) -> None:
    said(journal, "one", "two")
    said(journal, "elsewhere", where=chat("b"))
    assert journal.outbox.settle(claimed(journal).id, Settled(state="retry", why="", until=later(5))) == later(5)
    again = journal.outbox.claim(chat(), later(5))
    assert again is not None
    due = journal.outbox.settle(again.id, ARRIVED)
    assert due is not None
    assert due <= MORNING
    assert journal.outbox.settle(claimed(journal).id, ARRIVED) is None


def test_since_when_a_part_is_tried_is_known_after_a_restart(restarts: Restarts) -> None:
    journal = restarts.again()
    said(journal, "one")
    assert claimed(journal).since == MORNING
    again = restarts.again().outbox.claim(chat(), later(days=1))
    assert again is not None
    assert (again.since, again.tries) == (MORNING, 2)


def test_a_dead_part_lets_the_next_one_go(journal: Journal) -> None:
    said(journal, "one", "two")
    journal.outbox.settle(claimed(journal).id, Settled(state="dead", why="forbidden"))
    assert claimed(journal).part == part("two")


def test_an_unknown_part_is_tried_once_more_and_then_given_up(journal: Journal) -> None:
    said(journal, "one", "two")
    journal.outbox.settle(claimed(journal).id, Settled(state="unknown", why="timed out"))
    again = claimed(journal)
    assert (again.part, again.doubtful) == (part("one"), True)
    journal.outbox.settle(again.id, Settled(state="unknown", why="timed out"))
    assert claimed(journal).part == part("two")


def test_an_unknown_part_waits_as_long_as_it_is_told(journal: Journal) -> None:
    said(journal, "one")
    journal.outbox.settle(claimed(journal).id, Settled(state="unknown", why="timed out", until=later(15)))
    assert journal.outbox.claim(chat(), later(14)) is None
    again = journal.outbox.claim(chat(), later(15))
    assert again is not None
    assert again.doubtful


def test_a_notice_waits_behind_what_is_open_and_is_one_of_its_conversation(journal: Journal) -> None:
    dead = Settled(state="dead", why="blocked", notice=part("something is missing"))
    for where in (chat(thread="t"), chat()):
        said(journal, "one", "two", where=where)
        said(journal, "three", where=where)
        for _ in range(2):
            journal.outbox.settle(claimed(journal, where).id, dead)
    for where in (chat(thread="t"), chat()):
        keys = set()
        for body in ("three", "something is missing"):
            outgoing = claimed(journal, where)
            assert (outgoing.part, outgoing.doubtful) == (part(body), False)
            journal.outbox.settle(outgoing.id, ARRIVED)
            keys.add(outgoing.key)
        assert journal.outbox.claim(where, MORNING) is None
        assert len(keys) == 2


def test_a_part_that_was_taken_away_under_way_is_not_told_of(journal: Journal) -> None:
    said(journal, "zero")
    journal.outbox.settle(claimed(journal).id, ARRIVED)
    (received,) = journal.inbox.accept([message()], None)
    journal.inbox.finish(received.seq, replied("one"))
    outgoing = claimed(journal)
    journal.archive.erase([received.event.key])
    journal.outbox.settle(outgoing.id, Settled(state="dead", why="blocked", notice=part("something is missing")))
    assert journal.outbox.claim(chat(), MORNING) is None


def test_doubt_stays_when_the_second_try_is_put_off(journal: Journal) -> None:
    said(journal, "one")
    journal.outbox.settle(claimed(journal).id, Settled(state="unknown", why="timed out"))
    journal.outbox.settle(claimed(journal).id, Settled(state="retry", why="slow down", until=MORNING))
    assert claimed(journal).doubtful


def test_what_a_dead_process_was_sending_comes_back_doubtful_under_the_same_key(restarts: Restarts) -> None:
    journal = restarts.again()
    said(journal, "one", "two")
    before = claimed(journal)
    journal = restarts.again()
    assert [where for where, _ in journal.outbox.waiting()] == [chat()]
    after = claimed(journal)
    assert (after.id, after.key, after.part) == (before.id, before.key, before.part)
    assert after.doubtful


def test_keys_differ_from_part_to_part(journal: Journal) -> None:
    said(journal, "same", "same")
    first = claimed(journal)
    journal.outbox.settle(first.id, ARRIVED)
    assert claimed(journal).key != first.key


def test_settling_twice_changes_nothing(journal: Journal) -> None:
    said(journal, "one")
    outgoing = claimed(journal)
    journal.outbox.settle(outgoing.id, ARRIVED)
    journal.outbox.settle(outgoing.id, Settled(state="retry", why="late news"))
    assert journal.outbox.waiting() == ()
    assert journal.outbox.claim(chat(), MORNING) is None


def test_an_empty_outbox_has_nothing_to_claim(journal: Journal) -> None:
    assert journal.outbox.claim(chat("never heard of"), MORNING) is None
    assert journal.outbox.waiting() == ()


def test_the_first_part_of_a_reply_tells_when_what_it_answers_arrived(restarts: Restarts) -> None:
    journal = restarts.again()
    old = message(at=later(days=-9), forwarded=Forwarded(sent_at=later(days=-99)))
    (received,) = journal.inbox.accept([old], None, later(7))
    journal.inbox.finish(received.seq, replied("one", "two"))
    journal = restarts.again()
    first = claimed(journal)
    journal.outbox.settle(first.id, ARRIVED)
    assert (first.answers_from, claimed(journal).answers_from) == (later(7), None)


def test_what_was_written_down_by_an_older_version_arrived_when_it_was_said(journal: Journal) -> None:
    said(journal, "one")
    with journal.database.transaction() as connection:
        connection.execute("UPDATE events SET arrived = NULL")
    assert claimed(journal).answers_from == MORNING
