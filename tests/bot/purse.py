"""A purse in memory."""

from __future__ import annotations

from datetime import datetime

from bot.errors import BudgetSpent
from bot.ids import PersonId
from bot.ports import Completion, Spending


class FakePurse:
    """Keeps the contract of Spend for one day and one cap."""

    def __init__(self, cap: float) -> None:
        self._cap = cap
        self.open: dict[int, Spending] = {}
        self.settled: list[Completion | None] = []

    def reserve(self, person: PersonId, at: datetime, amount: float) -> Spending:
        if self.spent(None, at) + amount > self._cap:
            raise BudgetSpent("The budget for today is spent; from tomorrow the model answers again.")
        spending = Spending(id=len(self.open) + len(self.settled), day=f"{at:%Y-%m-%d}", person=person, reserved=amount)
        self.open[spending.id] = spending
        return spending

    def settle(self, spending: Spending, completion: Completion | None) -> None:
        if self.open.pop(spending.id, None):
            self.settled.append(completion)

    def spent(self, person: PersonId | None, at: datetime) -> float:
        del person, at
        paid = sum(completion.cost for completion in self.settled if completion)
        return paid + sum(spending.reserved for spending in self.open.values())
