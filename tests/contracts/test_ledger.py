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
    assert ledger.cause_of(chat(), MessageId("r7")) == received.event.key
    assert ledger.cause_of(chat("b"), MessageId("r7")) is None
    assert ledger.cause_of(chat(), MessageId("r8")) is None


def test_an_unfinished_draft_outlives_a_restart(restarts: Restarts) -> None:
    journal = restarts.again()
    (received,) = journal.inbox.accept([message()], None)
    draft = Draft(seq=received.seq, message=MessageId("d1"))
    assert journal.ledger.draft_of(received.seq) is None
    journal.ledger.drafted(draft)
    journal = restarts.again()
    assert journal.ledger.draft_of(received.seq) == draft
    assert journal.ledger.cause_of(chat(), MessageId("d1")) == received.event.key


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
    assert journal.ledger.cause_of(chat(), MessageId("d1")) is None


def test_a_bookmark_is_the_last_one_of_its_account(journal: Journal) -> None:
    console = Platform("console")
    for account, value in (("me", "1"), ("me", "2"), ("you", "7")):
        journal.inbox.accept([], Bookmark(platform=console, account=AccountId(account), value=value))
    found = {bookmark.account: bookmark.value for bookmark in journal.ledger.bookmarks(console)}
    assert found == {"me": "2", "you": "7"}
    assert journal.ledger.bookmarks(Platform("other")) == ()
