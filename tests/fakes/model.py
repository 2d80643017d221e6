"""A language model that says what a test scripted."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from bot.errors import ModelError, ModelUnavailable
from bot.ports.models import Completion, Fragment, Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarts:
    """One model breaks off after `spoilt`, the next one gives the whole `text`."""

    spoilt: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """The last model breaks off after `text`: ModelUnavailable."""

    text: str


@dataclass(frozen=True, slots=True)
class Hangs:
    """Never answers: only a cancellation ends it."""


Turn = str | ModelError | Restarts | Breaks | Hangs


class ScriptedModel:
    """A LanguageModel. Each call plays one turn: a text, an error to raise, or a mishap; the last one repeats.

    `prompts` are what it was asked. `price` is US dollars a word, read or written.
    """

    def __init__(self, *turns: Turn, price: float = 0.0) -> None:
        self._turns = deque[Turn](turns or ("I have nothing to say.",))
        self._price = price
        self.prompts: list[Prompt] = []

    def script(self, *turns: Turn) -> None:
        self._turns = deque(turns)

    async def aclose(self) -> None:
        """There is nothing to let go of."""

    async def complete(self, prompt: Prompt) -> Completion:
        turn = await self._next(prompt)
        if isinstance(turn, Breaks):
            raise _down()
        return self._completion(prompt, turn.text if isinstance(turn, Restarts) else turn)

    async def stream(self, prompt: Prompt) -> AsyncIterator[Fragment | Completion]:
        turn = await self._next(prompt)
        if isinstance(turn, Restarts | Breaks):
            for word in _words(turn.spoilt if isinstance(turn, Restarts) else turn.text):
                yield Fragment(text=word)
        if isinstance(turn, Breaks):
            raise _down()
        text = turn.text if isinstance(turn, Restarts) else turn
        for place, word in enumerate(_words(text)):
            yield Fragment(text=word, restart=place == 0 and isinstance(turn, Restarts))
            await asyncio.sleep(0)
        yield self._completion(prompt, text)

    def worst_case(self, prompt: Prompt) -> float:
        return self._price * (_count(prompt) + prompt.max_tokens)

    async def _next(self, prompt: Prompt) -> str | Restarts | Breaks:
        self.prompts.append(prompt)
        turn = self._turns.popleft() if len(self._turns) > 1 else self._turns[0]
        if isinstance(turn, ModelError):
            raise turn
        if isinstance(turn, Hangs):
            await asyncio.Event().wait()
            raise AssertionError("nobody ends the wait")
        return turn

    def _completion(self, prompt: Prompt, text: str) -> Completion:
        into, out = _count(prompt), len(text.split())
        cost = self._price * (into + out)
        return Completion(text=text, model="scripted/model", tokens_in=into, tokens_out=out, cost=cost)


def _down() -> ModelUnavailable:
    return ModelUnavailable("scripted/model broke off: try again")


def _count(prompt: Prompt) -> int:
    return sum(len(line.text.split()) for line in prompt.lines)


def _words(text: str) -> Iterator[str]:
    """Words with the space before them, so that joined they are the text."""
    for place, word in enumerate(text.split(" ")):
        yield word if place == 0 else f" {word}"
