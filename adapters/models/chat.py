"""The language model: several models in order, the next one where the one before fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing

from adapters.models.costs import Tally, dollars, prompt_tokens, tally
from adapters.models.engine import close_clients
from adapters.models.errors import none_answered, translated
from adapters.models.routing import Routes
from adapters.models.spec import ModelOptions, ModelSpec
from adapters.models.streams import Patience, Written, pieces
from adapters.models.turns import Turns
from bot.errors import BadSetting, ModelError, ModelUnavailable
from bot.ports.models import Completion, Fragment, Prompt


class LiteLlmModel:
    """A LanguageModel. A model that fails, is too slow or says nothing gives way to the next.

    LiteLLM is imported, in a thread, when the first question comes.
    """

    def __init__(self, models: Sequence[ModelSpec], options: ModelOptions | None = None) -> None:
        if not models:
            raise BadSetting("name at least one model, such as openai/gpt-4o-mini")
        self._models = tuple(models)
        self._options = options or ModelOptions()
        self._turns = Turns(self._models, self._options.rest_s)
        self._routes = Routes(self._models, self._options)

    async def complete(self, prompt: Prompt) -> Completion:
        await self._routes.ready()
        failures: list[ModelError] = []
        for spec in self._turns.order():
            try:
                return await self._whole(spec, prompt)
            except ModelError as failure:
                self._turns.failed(spec, failure)
                failures.append(failure)
        raise none_answered(failures)

    async def stream(self, prompt: Prompt) -> AsyncIterator[Fragment | Completion]:
        await self._routes.ready()
        failures: list[ModelError] = []
        begun = restart = False
        spoilt = 0.0
        for spec in self._turns.order():
            written = Written()
            try:
                async with aclosing(self._pieces(spec, prompt, written)) as texts:
                    async for text in texts:
                        yield Fragment(text=text, restart=restart)
                        begun, restart = True, False
                yield _completion(spec, written.text, tally(spec, prompt, written.text, written.usage), spoilt)
                return
            except ModelError as failure:
                self._turns.failed(spec, failure)
                failures.append(failure)
            restart = begun
            spoilt += tally(spec, prompt, written.text, None).cost if written.text else 0.0
        raise none_answered(failures)

    def worst_case(self, prompt: Prompt) -> float:
        tokens = prompt_tokens(prompt)
        return max(dollars(spec, tokens, prompt.max_tokens) for spec in self._models)

    async def aclose(self) -> None:
        """Close the connections, once at the end: they are shared by every such model of the process."""
        await close_clients()

    async def _whole(self, spec: ModelSpec, prompt: Prompt) -> Completion:
        with translated(spec):
            async with asyncio.timeout(self._options.answer_s):
                response = await self._routes.whole(spec, prompt)
        text = (response.choices[0].message.content if response.choices else None) or ""
        if not text:
            raise _said_nothing(spec)
        return _completion(spec, text, tally(spec, prompt, text, getattr(response, "usage", None)))

    async def _pieces(self, spec: ModelSpec, prompt: Prompt, written: Written) -> AsyncGenerator[str, None]:
        patience = Patience(self._options)
        with translated(spec):
            chunks = await patience.wait(self._routes.begun(spec, prompt))
            async with aclosing(chunks):
                async for text in pieces(chunks, patience, written):
                    yield text
        if not written.text:
            raise _said_nothing(spec)


def _completion(spec: ModelSpec, text: str, spent: Tally, spoilt: float = 0.0) -> Completion:
    return Completion(
        text=text,
        model=spec.model,
        tokens_in=spent.tokens_in,
        tokens_out=spent.tokens_out,
        cost=spent.cost + spoilt,
    )


def _said_nothing(spec: ModelSpec) -> ModelUnavailable:
    return ModelUnavailable(f"{spec.model} gave an empty answer: try again, or name another model")
