"""What an answer cost, by the provider's count and LiteLLM's prices."""

from __future__ import annotations

import pytest

from bot.ports.models import Completion, Line, Prompt
from tests.adapters.models.conftest import Asking
from tests.peers.openai import OpenAiPeer, Says

WHEN = Prompt(lines=(Line(role="user", text="When does the boat leave?"),), max_tokens=50)
# US dollars a token, as OpenAI's gpt-4o has them.
INTO, OUT = 2.5e-6, 1e-5


async def both(asking: Asking, name: str) -> list[Completion]:
    model = asking(name)
    last = [item async for item in model.stream(WHEN)][-1]
    assert isinstance(last, Completion)
    return [await model.complete(WHEN), last]


async def test_the_provider_s_own_count_decides(asking: Asking, first: OpenAiPeer) -> None:
    first.script(Says(text="On Thursday at noon."))

    for answer in await both(asking, f"openai/gpt-4o@{first.address}"):
        assert (answer.tokens_in, answer.tokens_out) == (11, 4)
        assert answer.cost == pytest.approx(11 * INTO + 4 * OUT)


async def test_without_a_count_one_is_estimated(asking: Asking, first: OpenAiPeer) -> None:
    first.script(Says(text="On Thursday at noon.", usage=False))

    for answer in await both(asking, f"openai/gpt-4o@{first.address}"):
        assert 4 <= answer.tokens_in <= 40
        assert 3 <= answer.tokens_out <= 20
        assert answer.cost == pytest.approx(answer.tokens_in * INTO + answer.tokens_out * OUT)


async def test_a_model_without_a_price_costs_nothing(asking: Asking, first: OpenAiPeer) -> None:
    model = asking(f"openai/of-my-own@{first.address}")

    assert (await model.complete(WHEN)).cost == 0
    assert model.worst_case(WHEN) == 0


async def test_the_worst_case_is_a_full_answer_of_the_dearest_model(asking: Asking) -> None:
    cheap, dear = asking("openai/gpt-4o-mini"), asking("openai/gpt-4o")

    assert 50 * OUT < dear.worst_case(WHEN) < 50 * OUT + 100 * INTO
    assert asking("openai/gpt-4o-mini", "openai/gpt-4o").worst_case(WHEN) == dear.worst_case(WHEN)
    assert 0 < cheap.worst_case(WHEN) < dear.worst_case(WHEN)


async def test_the_worst_case_holds_in_any_script(asking: Asking) -> None:
    text = "東京の港から船が出る 🚤 " * 20
    prompt = Prompt(lines=(Line(role="user", text=text),), max_tokens=1)

    assert asking("openai/gpt-4o").worst_case(prompt) >= len(text) * INTO
