"""What every Contacts promises."""

from __future__ import annotations

from bot.ids import PersonId
from memory.journal import Journal
from tests.conftest import Restarts
from tests.contracts.test_door import ANNA, contact

OWNER = PersonId("owner")


def test_an_unknown_account_is_nobodys(journal: Journal) -> None:
    assert journal.contacts.person(contact()) is None
    assert journal.contacts.known() == ()


def test_several_accounts_may_be_one_persons_and_are_listed_as_they_came(restarts: Restarts) -> None:
    journal = restarts.again()
    linked = ((contact("9"), OWNER), (contact("1"), ANNA), (contact("9", platform="other"), OWNER))
    for each, person in linked:
        journal.contacts.link(each, person)
        journal.contacts.link(each, person)
    journal = restarts.again()
    assert journal.contacts.known() == linked
    assert [journal.contacts.person(each) for each, _ in linked] == [OWNER, ANNA, OWNER]


def test_an_account_changes_hands(journal: Journal) -> None:
    journal.contacts.link(contact(), OWNER)
    journal.contacts.link(contact(), ANNA)
    assert journal.contacts.known() == ((contact(), ANNA),)
