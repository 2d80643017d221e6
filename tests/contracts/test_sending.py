"""What every Sending promises."""

from __future__ import annotations

from pathlib import Path

from bot.ids import MessageId
from bot.ports import Sent, Settled, Stuck
from memory.journal import Journal, open_beside
from tests.builders import MORNING, chat, later, message, replied
from tests.conftest import Restarts
from tests.contracts.test_outbox import claimed, said


def settled(journal: Journal, state: str, why: str = "slow down") -> int:
    """A reply of which the first part ended so; returns the part's number."""
    said(journal, "one", "two")
    outgoing = claimed(journal)
    match state:
        case "retry":
            journal.outbox.settle(outgoing.id, Settled(state="retry", why=why, until=later(600)))
        case "unknown":
            journal.outbox.settle(outgoing.id, Settled(state="unknown", why=why))
        case "dead":
            journal.outbox.settle(outgoing.id, Settled(state="dead", why=why))
        case "sent":
            journal.outbox.settle(outgoing.id, Sent(message=MessageId("r1"), at=MORNING))
    return outgoing.id


def shown(stuck: Stuck) -> tuple[str, int, str]:
    return stuck.state, stuck.tries, stuck.why


def test_what_waits_and_what_was_given_up_is_shown_and_what_was_sent_is_not(restarts: Restarts) -> None:
    journal = restarts.again()
    first = settled(journal, "dead", "you were blocked")
    journal.outbox.settle(claimed(journal).id, Settled(state="retry", why="", until=later(5)))
    journal = restarts.again()
    given_up, waits = journal.sending.stuck()
    assert (given_up.id, given_up.to, given_up.since) == (first, chat(), MORNING)
    assert shown(given_up) == ("given up", 1, "you were blocked")
    assert shown(waits) == ("waiting", 1, "")
    assert given_up.text == "one\ntwo"


def test_what_was_sent_is_neither_shown_nor_sent_again_nor_dropped(journal: Journal) -> None:
    number = settled(journal, "sent")
    assert [stuck.id for stuck in journal.sending.stuck()] == [number + 1]
    assert not journal.sending.retry(number)
    assert not journal.sending.drop(number)


def test_what_waits_for_hours_can_be_sent_at_once_and_in_its_order(journal: Journal) -> None:
    number = settled(journal, "retry")
    assert journal.outbox.claim(chat(), later(1)) is None
    assert journal.sending.retry(number)
    again = claimed(journal)
    assert (again.id, again.tries, again.doubtful, again.since) == (number, 2, False, MORNING)


def test_what_was_given_up_days_ago_gets_its_days_anew(journal: Journal) -> None:
    number = settled(journal, "dead")
    assert journal.sending.retry(number)
    again = journal.outbox.claim(chat(), later(days=9))
    assert again is not None
    assert (again.id, again.since) == (number, later(days=9))


def test_what_may_have_arrived_stays_doubtful_when_it_is_sent_again(journal: Journal) -> None:
    number = settled(journal, "unknown")
    assert journal.sending.retry(number)
    assert claimed(journal).doubtful


def test_what_is_under_way_is_left_alone(journal: Journal) -> None:
    said(journal, "one")
    number = claimed(journal).id
    assert not journal.sending.retry(number)
    assert not journal.sending.drop(number)
    journal.outbox.settle(number, Sent(message=MessageId("r1"), at=MORNING))
    assert journal.sending.stuck() == ()


def test_what_is_dropped_is_never_sent_and_lets_the_next_one_go(restarts: Restarts) -> None:
    journal = restarts.again()
    number = settled(journal, "retry")
    assert journal.sending.drop(number)
    assert not journal.sending.drop(number)
    assert not journal.sending.retry(number)
    journal = restarts.again()
    assert claimed(journal).id == number + 1
    assert [stuck.id for stuck in journal.sending.stuck()] == [number + 1]


def test_a_number_that_nothing_has_changes_nothing(journal: Journal) -> None:
    settled(journal, "retry")
    before = journal.sending.stuck()
    for number in (0, -1, 99, 2**63 - 1, 2**63, 10**30):
        assert not journal.sending.retry(number)
        assert not journal.sending.drop(number)
    assert journal.sending.stuck() == before


def test_all_that_waits_or_was_given_up_is_sent_again_or_dropped_and_nothing_else(journal: Journal) -> None:
    settled(journal, "sent")
    journal.outbox.settle(claimed(journal).id, Settled(state="dead", why="blocked"))
    said(journal, "under way", where=chat("b"))
    claimed(journal, chat("b"))
    settled(journal, "retry")
    assert journal.sending.retry(None) == 3
    assert [stuck.state for stuck in journal.sending.stuck()] == ["waiting"] * 4
    again = claimed(journal)
    assert journal.sending.drop(None) == 2
    journal.outbox.settle(again.id, Sent(message=MessageId("r9"), at=MORNING))
    assert [stuck.to for stuck in journal.sending.stuck()] == [chat("b")]
    assert (journal.sending.retry(None), journal.sending.drop(None)) == (0, 0)


def test_what_is_forgotten_is_neither_shown_nor_sent_again(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("the code is 4711")], None)
    journal.inbox.finish(received.seq, replied("It is 4711", rests_on=frozenset({received.event.key})))
    number = claimed(journal).id
    journal.outbox.settle(number, Settled(state="dead", why="you were blocked"))
    journal.archive.erase([received.event.key])
    assert journal.sending.stuck() == ()
    assert not journal.sending.retry(number)
    assert journal.outbox.claim(chat(), MORNING) is None


def test_a_second_process_decides_and_it_holds_at_once(journal: Journal, tmp_path: Path) -> None:
    number = settled(journal, "retry")
    beside = open_beside(tmp_path / "journal.sqlite3")
    assert beside.sending.retry(number)
    assert claimed(journal).id == number
    assert not beside.sending.drop(number)
    beside.close()
