"""One model's answer while it is being written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from adapters.models.spec import ModelOptions

if TYPE_CHECKING:
    from litellm.types.utils import ModelResponseStream, Usage

T = TypeVar("T")


class Patience:
    """How much longer one model may take. Only waiting for it counts, not what the reader does between."""

    def __init__(self, options: ModelOptions) -> None:
        self._left = options.answer_s
        self._silence = options.silence_s

    async def wait(self, coming: Awaitable[T]) -> T:
        """What comes, or TimeoutError."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(min(self._left, self._silence)):
                return await coming
        finally:
            self._left -= loop.time() - began


@dataclass(slots=True)
class Written:
    """What a stream has brought so far."""

    text: str = ""
    usage: Usage | None = None


async def pieces(
    chunks: AsyncIterator[ModelResponseStream], patience: Patience, written: Written
) -> AsyncIterator[str]:
    """The answer's pieces of text as they come; `written` holds the sum of them."""
    while True:
        try:
            chunk = await patience.wait(anext(chunks))
        except StopAsyncIteration:
            return
        written.usage = getattr(chunk, "usage", None) or written.usage
        text = (chunk.choices[0].delta.content if chunk.choices else None) or ""
        if text:
            written.text += text
            yield text
