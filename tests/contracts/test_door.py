"""What every Door promises."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from bot.content import Audience, Sender
from bot.errors import BadInput
from bot.ids import AccountId, Contact, EventKey, MessageId, PersonId, Platform, UserId
from bot.ports import Knock, Sent, Settled
from memory.journal import Journal, open_beside
from tests.builders import MORNING, chat, later, message, replied
from tests.conftest import Restarts

ANNA = PersonId("anna")


def contact(name: str = "1", *, platform: str = "fake", account: str = "bot") -> Contact:
    return Contact(platform=Platform(platform), account=AccountId(account), user=UserId(name))


def cause() -> EventKey:
    return message().key


def knocks(journal: Journal, name: str = "1", minutes: float = 0) -> Knock:
    knock = journal.door.knock(contact(name), f"Stranger {name}", cause(), later(minutes))
    assert knock is not None
    return knock


def test_a_stranger_gets_a_code_of_eight_letters_that_nobody_mistakes(journal: Journal) -> None:
    for number in range(200):
        knock = knocks(journal, str(number), minutes=number * 60)
        assert re.fullmatch(r"[A-HJ-NP-Z2-9]{8}", knock.code)


def test_codes_do_not_repeat(journal: Journal) -> None:
    assert len({knocks(journal, minutes=number * 60).code for number in range(200)}) == 200


def test_a_stranger_is_not_told_with_each_word(journal: Journal) -> None:
    knock = knocks(journal)
    assert (knock.contact, knock.name, knock.until) == (contact(), "Stranger 1", later(60))
    assert journal.door.knock(contact(), "Stranger 1", cause(), later(9)) is None
    assert journal.door.waiting(later(9)) == (knock,)


def test_a_stranger_who_overlooked_a_code_is_shown_it_once_more_and_it_holds_no_longer(restarts: Restarts) -> None:
    first = knocks(restarts.again())
    again = cause()
    assert restarts.again().door.knock(contact(), "Stranger 1", again, later(10)) == first
    assert restarts.again().door.knock(contact(), "Stranger 1", again, later(11)) == first
    journal = restarts.again()
    assert [journal.door.knock(contact(), "Stranger 1", cause(), later(minutes)) for minutes in (12, 30, 59)] == [
        None
    ] * 3
    assert knocks(journal, minutes=60).code != first.code


def test_the_same_event_gets_the_same_answer_also_after_a_restart(restarts: Restarts) -> None:
    event = cause()
    first = restarts.again().door.knock(contact(), "Stranger", event, MORNING)
    assert first is not None
    assert restarts.again().door.knock(contact(), "Stranger", event, later(59)) == first


def test_after_an_hour_a_code_is_worth_nothing_and_there_is_a_new_one(journal: Journal) -> None:
    knock = knocks(journal)
    assert journal.door.waiting(later(59)) == (knock,)
    assert journal.door.waiting(later(60)) == ()
    with pytest.raises(BadInput, match="holds once and for an hour"):
        journal.door.admit(knock.code, ANNA, later(60))
    assert journal.contacts.person(contact()) is None
    assert knocks(journal, minutes=60).code != knock.code


def test_three_wait_at_most_first_come_first(journal: Journal) -> None:
    waiting = tuple(knocks(journal, name, minutes=number) for number, name in enumerate("cab"))
    assert journal.door.knock(contact("d"), "Stranger d", cause(), later(3)) is None
    assert journal.door.waiting(later(3)) == waiting
    journal.door.admit(waiting[0].code, ANNA, later(3))
    assert [knock.contact for knock in (*waiting[1:], knocks(journal, "d", 4))] == [
        knock.contact for knock in journal.door.waiting(later(4))
    ]


def test_whoever_shows_the_code_is_let_in_for_good(restarts: Restarts) -> None:
    knock = knocks(restarts.again())
    assert restarts.again().door.admit(f" {knock.code.lower()}\n", ANNA, later(59)) == contact()
    journal = restarts.again()
    assert journal.contacts.person(contact()) == ANNA
    assert journal.door.waiting(later(59)) == ()


def test_a_code_holds_once(journal: Journal) -> None:
    knock = knocks(journal)
    journal.door.admit(knock.code, ANNA, MORNING)
    with pytest.raises(BadInput, match=knock.code):
        journal.door.admit(knock.code, PersonId("mallory"), MORNING)
    assert journal.contacts.person(contact()) == ANNA


@pytest.mark.parametrize("code", ["", "AAAAAAAA", "'; DROP TABLE knocks", "A" * 10_000, "é\0"])
def test_a_wrong_code_is_refused_in_few_words_and_lets_nobody_in(journal: Journal, code: str) -> None:
    knock = knocks(journal)
    with pytest.raises(BadInput, match="satchel pair") as refused:
        journal.door.admit(code, ANNA, MORNING)
    assert len(str(refused.value)) < 200
    assert journal.contacts.known() == ()
    assert journal.door.waiting(MORNING) == (knock,)


def test_another_platform_or_another_account_of_ours_is_another_contact(journal: Journal) -> None:
    journal.door.admit(knocks(journal).code, ANNA, MORNING)
    assert journal.contacts.person(contact(platform="other")) is None
    assert journal.contacts.person(contact(account="other")) is None


def test_who_is_let_out_is_a_stranger_again(restarts: Restarts) -> None:
    journal = restarts.again()
    journal.door.admit(knocks(journal).code, ANNA, MORNING)
    assert journal.door.revoke(contact())
    assert not journal.door.revoke(contact())
    assert restarts.again().contacts.person(contact()) is None


def said_by(journal: Journal, name: str, audience: Audience = Audience.PRIVATE) -> str:
    """Somebody is answered, each in a room of their own; returns the answer."""
    room = message(where=chat(f"room of {name}", platform="fake"))
    said = replace(room, sender=Sender(id=UserId(name), name=name), audience=audience)
    (received,) = journal.inbox.accept([said], None)
    journal.inbox.finish(received.seq, replied(f"to {name}"))
    return f"to {name}"


def open_parts(journal: Journal) -> list[str]:
    return [stuck.text for stuck in journal.sending.stuck()]


def let_in(journal: Journal, name: str) -> Contact:
    account = Contact(platform=Platform("fake"), account=AccountId("me"), user=UserId(name))
    journal.contacts.link(account, ANNA)
    return account


def test_what_waits_for_whom_is_let_out_is_never_sent_and_what_others_wait_for_is(restarts: Restarts) -> None:
    journal = restarts.again()
    account = let_in(journal, "anna")
    said_by(journal, "anna")
    others = said_by(journal, "ada"), said_by(journal, "anna", Audience.ADDRESSED)
    journal.door.revoke(account)
    assert open_parts(journal) == list(others)
    assert open_parts(restarts.again()) == list(others)


def test_what_is_just_being_sent_to_whom_is_let_out_is_not_tried_again(journal: Journal) -> None:
    account = let_in(journal, "anna")
    said_by(journal, "anna")
    ((where, _),) = journal.outbox.waiting()
    outgoing = journal.outbox.claim(where, MORNING)
    assert outgoing is not None
    journal.door.revoke(account)
    journal.outbox.settle(outgoing.id, Settled(state="retry", why="slow down", until=MORNING))
    assert journal.outbox.claim(where, later(60)) is None


def test_what_was_sent_to_whom_is_let_out_stays_sent(journal: Journal) -> None:
    account = let_in(journal, "anna")
    said_by(journal, "anna")
    ((where, _),) = journal.outbox.waiting()
    outgoing = journal.outbox.claim(where, MORNING)
    assert outgoing is not None
    journal.door.revoke(account)
    journal.outbox.settle(outgoing.id, Sent(message=MessageId("r1"), at=MORNING))
    assert journal.ledger.holds(where, MessageId("r1"))


def test_a_second_process_lets_in_and_out_and_it_holds_at_once(journal: Journal, tmp_path: Path) -> None:
    knock = knocks(journal)
    beside = open_beside(tmp_path / "journal.sqlite3")
    assert beside.door.waiting(MORNING) == (knock,)
    beside.door.admit(knock.code, ANNA, MORNING)
    assert journal.contacts.person(contact()) == ANNA
    beside.door.revoke(contact())
    assert journal.contacts.person(contact()) is None
    beside.close()


@pytest.mark.parametrize("name", ["", "\ud800 half", "NUL \0 and 🦊", "x" * 5_000, "Robert'); DROP TABLE knocks;--"])
def test_any_name_is_taken_and_a_long_one_is_cut(journal: Journal, name: str) -> None:
    journal.door.knock(contact(), name, cause(), MORNING)
    (knock,) = journal.door.waiting(MORNING)
    assert knock.name == name[:80]


def test_an_hour_is_an_hour_in_any_zone(journal: Journal) -> None:
    here = MORNING.astimezone(timezone(timedelta(hours=9, minutes=30)))
    knock = journal.door.knock(contact(), "Stranger", cause(), here)
    assert knock is not None
    assert knock.until == later(60)
    assert journal.door.waiting(later(59)) == (knock,)
