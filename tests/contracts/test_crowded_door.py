"""What every Door promises where many wait, or somebody who is not wanted."""

from __future__ import annotations

import pytest

from bot.errors import BadInput
from bot.ids import Contact, Platform, UserId
from memory.journal import Journal
from tests.builders import MORNING, later
from tests.conftest import Restarts
from tests.contracts.test_door import ANNA, cause, contact, knocks


def nobody(journal: Journal, who: Contact, minutes: float) -> bool:
    """Whether who knocks then is told nothing."""
    return journal.door.knock(who, "Stranger", cause(), later(minutes)) is None


def test_nobody_s_time_begins_anew(journal: Journal) -> None:
    for name in "abc":
        knocks(journal, name)
    assert not nobody(journal, contact("b"), 15)
    assert [knock.until for knock in journal.door.waiting(later(15))] == [later(60)] * 3


def test_who_let_a_code_lapse_while_others_could_not_wait_lets_those_go_first(journal: Journal) -> None:
    for name in "abc":
        knocks(journal, name)
    assert nobody(journal, contact("mum"), 5)
    assert nobody(journal, contact("a"), 60)
    assert knocks(journal, "mum", 65).contact == contact("mum")
    assert nobody(journal, contact("a"), 119)
    assert knocks(journal, "a", 120).contact == contact("a")


def test_on_each_platform_others_may_wait(journal: Journal) -> None:
    for name in "abc":
        knocks(journal, name)
    assert not nobody(journal, contact("d", platform="other"), 1)


def test_who_is_turned_away_makes_room_and_gets_no_code_for_a_day(restarts: Restarts) -> None:
    journal = restarts.again()
    codes = {name: knocks(journal, name).code for name in "abc"}
    assert journal.door.reject(codes["a"], later(1)) == contact("a")
    assert len(journal.door.waiting(later(1))) == 2
    with pytest.raises(BadInput, match=codes["a"]):
        journal.door.admit(codes["a"], ANNA, later(1))
    assert knocks(journal, "d", 2).contact == contact("d")
    journal = restarts.again()
    assert nobody(journal, contact("a"), 24 * 60)
    assert knocks(journal, "a", 24 * 60 + 1).contact == contact("a")


def test_an_account_is_let_in_without_a_code_whoever_waits(journal: Journal) -> None:
    platform, mum = Platform("fake"), UserId("mum")
    with pytest.raises(BadInput, match="write to it there once"):
        journal.door.add(platform, mum, ANNA)
    journal.door.reject(knocks(journal, "mum").code, MORNING)
    journal.door.add(platform, mum, ANNA)
    assert journal.contacts.person(contact("mum")) == ANNA
    journal.door.revoke(contact("mum"))
    assert not nobody(journal, contact("mum"), 1)
