"""A language model, and what it may cost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model is asked; `max_tokens` bounds what it may answer."""

    lines: tuple[Line, ...]
    max_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of an answer that is still being written. `restart`: what came before it no longer counts."""

    text: str
    restart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A whole answer, with which model gave it and what it cost (US dollars; 0 where no price is known)."""

    text: str
    model: str
    tokens_in: int
    tokens_out: int
    cost: float


class LanguageModel(Protocol):
    """Several models in order behind one name: falls back, times out and retries by itself.

    Raises ModelUnavailable when none answered, ModelRefused when asking again is no use.
    """

    async def complete(self, prompt: Prompt) -> Completion:
        """The whole answer at once."""
        ...

    def stream(self, prompt: Prompt) -> AsyncIterator[Fragment | Completion]:
        """The answer's fragments as they come, then the whole of it as the last item.

        Close it (`contextlib.aclosing`) when it is left early, so that the model stops writing.
        """
        ...

    def worst_case(self, prompt: Prompt) -> float:
        """The most this prompt can cost, in US dollars, by the dearest of the models; 0 where no price is known.

        Blocking: may take seconds the first time.
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections; the model is not asked after it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Money set aside for one call."""

    id: int
    day: str
    person: PersonId
    reserved: float


class Spend(Protocol):
    """The purse: what was spent outlives a restart. Blocking; each call commits."""

    def reserve(self, person: PersonId, at: datetime, amount: float) -> Spending:
        """Set `amount` aside for one call; raises BudgetSpent when the day's or person's cap is reached.

        What is reserved counts as spent until it is settled, also after a crash.
        """
        ...

    def settle(self, spending: Spending, completion: Completion | None) -> None:
        """Replace what was reserved by what it cost; None: the call never happened."""
        ...

    def spent(self, person: PersonId | None, at: datetime) -> float:
        """US dollars spent on the local day of `at`, by one person or by all."""
        ...
