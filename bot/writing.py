"""Has a model write, within the budget: money is set aside before the call and settled after it, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.errors import DeliveryError, ModelError, ModelUnavailable
from bot.ids import PersonId
from bot.ports import Completion, LanguageModel, Prompt, Spend, Spending
from bot.tokens import tokens

OnText = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written, for whom and when."""

    prompt: Prompt
    person: PersonId
    at: datetime


class Writer:
    """A model with a purse. Without a purse nothing is counted."""

    def __init__(self, model: LanguageModel, spend: Spend | None) -> None:
        self._model = model
        self._spend = spend

    async def write(self, order: Order, on_text: OnText | None) -> Completion:
        """The whole answer; `on_text` hears the whole of the text so far. Raises ModelError, also BudgetSpent."""
        spending = await self._reserved(order)
        progress = _Progress(on_text)
        paid = True
        try:
            await self._streamed(order.prompt, progress)
            if progress.completion is None:
                raise ModelUnavailable("The model's answer broke off. Ask again in a moment.")
            return progress.completion
        except ModelError:
            paid = progress.began
            raise
        finally:
            if self._spend and spending:
                bill = progress.completion or (_estimate(order.prompt, progress.text, spending) if paid else None)
                await asyncio.shield(asyncio.to_thread(self._spend.settle, spending, bill))

    async def _streamed(self, prompt: Prompt, progress: _Progress) -> None:
        pieces = self._model.stream(prompt)
        try:
            async for piece in pieces:
                if isinstance(piece, Completion):
                    progress.completion = piece
                else:
                    await progress.add(piece.text, restart=piece.restart)
        finally:
            if isinstance(pieces, AsyncGenerator):
                await pieces.aclose()

    async def _reserved(self, order: Order) -> Spending | None:
        if self._spend is None:
            return None
        amount = await asyncio.to_thread(self._model.worst_case, order.prompt)
        reserving = asyncio.ensure_future(asyncio.to_thread(self._spend.reserve, order.person, order.at, amount))
        try:
            return await asyncio.shield(reserving)
        except asyncio.CancelledError:
            # The thread commits all the same: what it set aside for a call that never comes is given back.
            await asyncio.shield(asyncio.to_thread(self._spend.settle, await reserving, None))
            raise


class _Progress:
    """How far an answer is written."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text = on_text
        self.text = ""
        self.began = False
        self.completion: Completion | None = None

    async def add(self, text: str, *, restart: bool) -> None:
        self.began = True
        self.text = text if restart else self.text + text
        if self._on_text is None:
            return
        try:
            await self._on_text(self.text)
        except DeliveryError:
            # An answer that cannot be shown while it grows is still delivered when it is whole.
            self._on_text = None


def _estimate(prompt: Prompt, text: str, spending: Spending) -> Completion:
    """What a call that broke off cost, rather too much: what is written costs no less a token than what is read."""
    tokens_in, tokens_out = sum(tokens(line.text) for line in prompt.lines), tokens(text) if text else 0
    share = min(1.0, (tokens_in + tokens_out) / (tokens_in + prompt.max_tokens))
    return Completion(
        text=text, model="unfinished", tokens_in=tokens_in, tokens_out=tokens_out, cost=spending.reserved * share
    )
