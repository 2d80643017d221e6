"""What every Door promises to those who were let in: that they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.ids import AccountId, Conversation, Platform, UserId
from bot.ports import Knock
from memory.journal import Journal
from tests.builders import MORNING, chat, message
from tests.conftest import Restarts
from tests.contracts.test_door import ANNA, contact


def knocked_in(journal: Journal, name: str = "1", where: Conversation | None = None, at: datetime = MORNING) -> Knock:
    """Somebody waits whose words have arrived, as the bot takes them in."""
    said = message(where=replace(where or chat(platform="fake"), account=AccountId("bot")))
    knock = journal.door.knock(contact(name), f"Stranger {name}", said.key, at)
    assert knock is not None
    journal.inbox.accept([said], None)
    return knock


def test_who_is_let_in_is_to_be_told_where_they_asked_until_they_are(restarts: Restarts) -> None:
    journal = restarts.again()
    where = chat("office", thread="t1", platform="fake")
    journal.door.admit(knocked_in(journal, where=where).code, ANNA, MORNING)
    journal = restarts.again()
    (admitted,) = journal.door.admitted()
    assert (admitted.contact, admitted.where) == (contact(), replace(where, account=AccountId("bot")))
    journal.door.told(admitted.number)
    assert restarts.again().door.admitted() == ()


def test_each_admission_has_a_number_of_its_own(journal: Journal) -> None:
    numbers = []
    for _ in range(3):
        journal.door.admit(knocked_in(journal).code, ANNA, MORNING)
        (admitted,) = journal.door.admitted()
        numbers.append(admitted.number)
        journal.door.told(admitted.number)
        journal.door.revoke(contact())
    assert len(set(numbers)) == 3


def test_who_is_let_in_without_a_code_is_to_be_told_if_they_have_knocked(journal: Journal) -> None:
    knocked_in(journal)
    for name in ("1", "2"):
        journal.door.add(Platform("fake"), UserId(name), ANNA)
    assert [admitted.contact for admitted in journal.door.admitted()] == [contact("1")]


def test_who_is_let_out_again_is_told_nothing(journal: Journal) -> None:
    journal.door.admit(knocked_in(journal).code, ANNA, MORNING)
    journal.door.revoke(contact())
    assert journal.door.admitted() == ()
