"""What every Spend promises; the journal of these tests has caps of $1 a day and $0.50 a person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.errors import BudgetSpent
from bot.ids import PersonId
from bot.ports import Completion
from memory.journal import Journal
from tests.builders import ADA, MORNING, later
from tests.conftest import Restarts

BEN, CEM = PersonId("ben"), PersonId("cem")


def completion(cost: float) -> Completion:
    return Completion(text="hi", model="small", tokens_in=10, tokens_out=2, cost=cost)


def test_what_is_reserved_counts_until_it_is_settled(journal: Journal) -> None:
    spending = journal.spend.reserve(ADA, MORNING, 0.25)
    assert journal.spend.spent(ADA, MORNING) == 0.25
    journal.spend.settle(spending, completion(0.125))
    assert journal.spend.spent(ADA, MORNING) == 0.125
    assert journal.spend.spent(BEN, MORNING) == 0
    assert journal.spend.spent(None, MORNING) == 0.125


def test_a_call_that_never_happened_costs_nothing(journal: Journal) -> None:
    journal.spend.settle(journal.spend.reserve(ADA, MORNING, 0.25), None)
    assert journal.spend.spent(ADA, MORNING) == 0


def test_settling_twice_charges_once(journal: Journal) -> None:
    spending = journal.spend.reserve(ADA, MORNING, 0.25)
    journal.spend.settle(spending, completion(0.125))
    journal.spend.settle(spending, None)
    assert journal.spend.spent(ADA, MORNING) == 0.125


def test_a_crash_between_reserving_and_settling_still_counts(restarts: Restarts) -> None:
    restarts.again().spend.reserve(ADA, MORNING, 0.5)
    with pytest.raises(BudgetSpent):
        restarts.again().spend.reserve(ADA, MORNING, 0.01)


def test_a_persons_cap_stops_that_person_and_says_until_when(journal: Journal) -> None:
    journal.spend.reserve(ADA, MORNING, 0.5)
    with pytest.raises(BudgetSpent, match=r"your budget.*\$0\.5 a day.*2025-03-02 00:00 \(UTC\+0000\)"):
        journal.spend.reserve(ADA, MORNING, 0.01)
    assert journal.spend.reserve(BEN, MORNING, 0.01).person == BEN


def test_the_days_cap_stops_everybody(journal: Journal) -> None:
    journal.spend.reserve(ADA, MORNING, 0.5)
    journal.spend.reserve(BEN, MORNING, 0.5)
    with pytest.raises(BudgetSpent, match=r"everybody's budget.*\$1 a day"):
        journal.spend.reserve(CEM, MORNING, 0.01)


def test_a_call_that_can_cost_nothing_is_always_allowed(journal: Journal) -> None:
    journal.spend.reserve(ADA, MORNING, 0.5)
    assert journal.spend.reserve(ADA, MORNING, 0).reserved == 0


def test_twenty_threads_pass_the_cap_by_one_call_at_most(journal: Journal) -> None:
    def attempt(number: int) -> bool:
        try:
            journal.spend.reserve(PersonId(f"person {number}"), MORNING, 0.3)
        except BudgetSpent:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(attempt, range(20))) == 4
    assert journal.spend.spent(None, MORNING) == pytest.approx(1.2)


def test_the_day_is_that_of_the_asker(journal: Journal) -> None:
    evening = datetime(2025, 3, 1, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    journal.spend.reserve(ADA, evening, 0.5)
    assert journal.spend.spent(ADA, later(0)) == 0.5
    with pytest.raises(BudgetSpent, match=r"2025-03-02 00:00 \(UTC-0500\)"):
        journal.spend.reserve(ADA, evening, 0.01)
    journal.spend.reserve(ADA, later(days=1), 0.5)
