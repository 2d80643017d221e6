"""Two scripted servers, and models that ask them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from adapters.models.chat import LiteLlmModel
from adapters.models.engine import close_clients
from adapters.models.spec import ModelOptions, ModelSpec
from tests.peers.openai import OpenAiPeer, openai_peer

Asking = Callable[..., LiteLlmModel]


@pytest.fixture
def first() -> Iterator[OpenAiPeer]:
    with openai_peer() as server:
        yield server


@pytest.fixture
def second() -> Iterator[OpenAiPeer]:
    with openai_peer() as server:
        yield server


@pytest.fixture
async def asking() -> AsyncIterator[Asking]:
    """Makes a model of "provider/name@address" in order, with options by name."""

    def make(*names: str | ModelSpec, answer_s: float = 20.0, retries: int = 0, **options: float) -> LiteLlmModel:
        specs = [name if isinstance(name, ModelSpec) else ModelSpec.parse(name) for name in names]
        return LiteLlmModel(specs, ModelOptions(answer_s=answer_s, retries=retries, **options))

    yield make
    await close_clients()
