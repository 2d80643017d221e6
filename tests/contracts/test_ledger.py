"""What every Ledger promises."""

from __future__ import annotations

from bot.ids import AccountId, MessageId, Platform
from bot.ports import Bookmark, Draft, Sent
from memory.journal import Journal
from tests.builders import MORNING, chat, message, replied
from tests.conftest import Restarts


def test_a_sent_part_is_known_by_its_remote_id(restarts: Restarts) -> None:
    journal = restarts.again()
    (received,) = journal.inbox.accept([message()], None)
    journal.inbox.finish(received.seq, replied("hello"))
    outgoing = journal.outbox.claim(chat(), MORNING)
    assert outgoing is not None
    journal.outbox.settle(outgoing.id, Sent(message=MessageId("r7"), at=MORNING))
    ledger = restarts.again().ledger
    assert ledger.holds(chat(), MessageId("r7"))
    assert not ledger.holds(chat("b"), MessageId("r7"))
    assert not ledger.holds(chat(), MessageId("r8"))


def test_a_message_that_was_said_to_us_is_held_until_it_is_forgotten(restarts: Restarts) -> None:
    journal = restarts.again()
    said = message(where=chat(thread="holidays"))
    assert not journal.ledger.holds(said.where, said.message)
    journal.inbox.accept([said], None)
    ledger = restarts.again().ledger
    assert ledger.holds(said.where, said.message)
    assert ledger.holds(chat(), said.message)
    assert not ledger.holds(chat("b"), said.message)
    journal = restarts.again()
    journal.archive.erase([said.key])
    assert not journal.ledger.holds(said.where, said.message)


def test_an_unfinished_draft_outlives_a_restart(restarts: Restarts) -> None:
    journal = restarts.again()
    (received,) = journal.inbox.accept([message()], None)
    draft = Draft(seq=received.seq, message=MessageId("d1"))
    assert journal.ledger.draft_of(received.seq) is None
    journal.ledger.drafted(draft)
    journal = restarts.again()
    assert journal.ledger.draft_of(received.seq) == draft
    assert journal.ledger.holds(chat(), MessageId("d1"))


def test_that_a_draft_is_about_to_be_opened_is_known_until_it_is(restarts: Restarts) -> None:
    journal = restarts.again()
    (received,) = journal.inbox.accept([message()], None)
    about_to = Draft(seq=received.seq, message=None)
    journal.ledger.drafted(about_to)
    journal = restarts.again()
    assert journal.ledger.draft_of(received.seq) == about_to
    journal.ledger.drafted(Draft(seq=received.seq, message=MessageId("d1")))
    assert journal.ledger.draft_of(received.seq) == Draft(seq=received.seq, message=MessageId("d1"))


def test_a_finished_reply_is_no_draft(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message()], None)
    journal.ledger.drafted(Draft(seq=received.seq, message=MessageId("d1")))
    journal.inbox.finish(received.seq, replied("hello"))
    assert journal.ledger.draft_of(received.seq) is None


def test_a_draft_goes_with_the_message_it_answers(journal: Journal) -> None:
    (received,) = journal.inbox.accept([message()], None)
    journal.ledger.drafted(Draft(seq=received.seq, message=MessageId("d1")))
    journal.archive.erase([received.event.key])
    assert journal.ledger.draft_of(received.seq) is None
    assert not journal.ledger.holds(chat(), MessageId("d1"))


def test_a_bookmark_is_the_last_one_of_its_account(journal: Journal) -> None:
    console = Platform("console")
    for account, value in (("me", "1"), ("me", "2"), ("you", "7")):
        journal.inbox.accept([], Bookmark(platform=console, account=AccountId(account), value=value))
    found = {bookmark.account: bookmark.value for bookmark in journal.ledger.bookmarks(console)}
    assert found == {"me": "2", "you": "7"}
    assert journal.ledger.bookmarks(Platform("other")) == ()
