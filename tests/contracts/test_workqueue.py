"""What every WorkQueue promises."""

from __future__ import annotations

from bot.ports import WorkItem
from memory.journal import Journal
from tests.builders import MORNING, later, message
from tests.conftest import Restarts

CAUSE = message().key


def claimed(journal: Journal, minutes: float = 0) -> WorkItem:
    item = journal.work.claim(later(minutes))
    assert item is not None
    return item


def test_work_is_claimed_when_it_is_due_the_earliest_first(journal: Journal) -> None:
    journal.work.add(CAUSE, "page", "https://second.example", later(2))
    journal.work.add(CAUSE, "page", "https://first.example", later(1))
    assert journal.work.claim(later(0.5)) is None
    first, second = claimed(journal, 2), claimed(journal, 2)
    assert (first.cause, first.task, first.argument, first.tries) == (CAUSE, "page", "https://first.example", 1)
    assert second.argument == "https://second.example"
    assert journal.work.claim(later(9)) is None


def test_the_same_work_is_added_once_even_after_it_is_done(journal: Journal) -> None:
    for _ in range(2):
        journal.work.add(CAUSE, "page", "https://one.example", MORNING)
    journal.work.done(claimed(journal))
    journal.work.add(CAUSE, "page", "https://one.example", MORNING)
    assert journal.work.claim(MORNING) is None


def test_work_of_a_dead_process_is_due_again_and_counted(restarts: Restarts) -> None:
    journal = restarts.again()
    journal.work.add(CAUSE, "voice", "a.ogg", MORNING)
    claimed(journal)
    assert claimed(restarts.again()).tries == 2


def test_what_failed_is_tried_again_when_it_is_due(journal: Journal) -> None:
    journal.work.add(CAUSE, "voice", "a.ogg", MORNING)
    journal.work.put_off(claimed(journal), later(5), "no model")
    assert journal.work.claim(later(4)) is None
    assert claimed(journal, 5).tries == 2


def test_what_is_given_up_is_never_claimed_again(restarts: Restarts) -> None:
    journal = restarts.again()
    journal.work.add(CAUSE, "voice", "a.ogg", MORNING)
    journal.work.put_off(claimed(journal), None, "no sound in it")
    assert restarts.again().work.claim(later(days=365)) is None


def test_work_goes_with_the_message_it_came_of(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message("see https://one.example")], None)
    journal.work.add(received.event.key, "page", "https://one.example", MORNING)
    journal.archive.erase([received.event.key])
    journal.work.add(received.event.key, "page", "https://two.example", MORNING)
    assert journal.work.claim(MORNING) is None
