"""A model that says what a test wrote for it, and a purse in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.errors import BudgetSpent
from bot.ids import PersonId
from bot.ports import Completion, Fragment, Prompt, Spending

STALL = "stall"


class ScriptedModel:
    """Plays one script a call: texts are fragments, errors are raised, STALL waits for ever."""

    def __init__(self, *scripts: Sequence[str | Fragment | Exception]) -> None:
        self._scripts = list(scripts)
        self.prompts: list[Prompt] = []
        self.stalled = asyncio.Event()

    async def complete(self, prompt: Prompt) -> Completion:
        pieces = [piece async for piece in self.stream(prompt)]
        last = pieces[-1]
        assert isinstance(last, Completion)
        return last

    async def stream(self, prompt: Prompt) -> AsyncIterator[Fragment | Completion]:
        self.prompts.append(prompt)
        text = ""
        for step in self._scripts.pop(0):
            if isinstance(step, Exception):
                raise step
            if step == STALL:
                self.stalled.set()
                await asyncio.Event().wait()
            piece = step if isinstance(step, Fragment) else Fragment(text=step)
            text = piece.text if piece.restart else text + piece.text
            yield piece
        yield Completion(text=text, model="scripted", tokens_in=100, tokens_out=10, cost=0.01)

    def worst_case(self, prompt: Prompt) -> float:
        return 0.5 if prompt.lines else 0.0


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
