"""What goes wrong is said with what to do, and without a secret."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from adapters.models.spec import ModelSpec
from bot.errors import ModelError, ModelRefused, ModelUnavailable
from bot.ports.models import Line, Prompt
from tests.adapters.models.conftest import Asking
from tests.peers.openai import Breaks, Garbles, OpenAiPeer, Refuses, Turn

SECRET, ASKED = "sk-hunter2", "Where is the treasure?"
PROMPT = Prompt(lines=(Line(role="user", text=ASKED),), max_tokens=5)
LEAK = f"{SECRET} {ASKED}"

TABLE: list[tuple[Turn, type[ModelError], str]] = [
    (Refuses(status=400, message=LEAK), ModelRefused, "does not accept the request"),
    (Refuses(status=401, message=LEAK), ModelRefused, "the key for openai is missing or refused: check the key in"),
    (Refuses(status=402, message=LEAK), ModelRefused, "add credit"),
    (Refuses(status=403, message=LEAK), ModelRefused, "may not use openai/one: check the key in the settings"),
    (Refuses(status=404, message=LEAK), ModelRefused, "knows no model openai/one: check its name"),
    (Refuses(status=413, message=LEAK), ModelRefused, "so long a text: name a model with a longer context"),
    (Refuses(status=429, message=LEAK), ModelUnavailable, "try again later, or check the account"),
    (Refuses(status=500, message=LEAK), ModelUnavailable, "failed to answer: try again later"),
    (Refuses(status=503, message=LEAK), ModelUnavailable, "failed to answer: try again later"),
    (
        Refuses(
            status=400,
            message=f"This model's maximum context length is 10 tokens. {LEAK}",
            code="context_length_exceeded",
        ),
        ModelRefused,
        "long",
    ),
    (Garbles(body=LEAK), ModelUnavailable, "failed to answer"),
    (Breaks(words=[]), ModelUnavailable, "failed to answer"),
]


@pytest.mark.parametrize(("turn", "kind", "text"), TABLE, ids=lambda value: str(value)[:40])
async def test_each_trouble_is_said_with_what_to_do(
    asking: Asking, first: OpenAiPeer, turn: Turn, kind: type[ModelError], text: str
) -> None:
    first.script(turn)
    spec = ModelSpec.parse(f"openai/one@{first.address}", SecretStr(SECRET))

    with pytest.raises(kind) as failure:
        await asking(spec).complete(PROMPT)

    assert text in str(failure.value)
    assert first.asked[0].key == SECRET
    assert SECRET not in str(failure.value)
    assert ASKED not in str(failure.value)
    assert failure.value.__cause__ is failure.value.__context__ is None


async def test_a_server_that_is_not_there_is_named(asking: Asking) -> None:
    with pytest.raises(ModelUnavailable, match=r"http://127.0.0.1:1/v1 cannot be reached: check that it runs"):
        await asking("openai/x@http://127.0.0.1:1/v1").complete(PROMPT)


async def test_a_provider_that_is_none_is_named(asking: Asking) -> None:
    with pytest.raises(ModelRefused, match="no provider is called nosuch: write provider/name"):
        await asking("nosuch/x").complete(PROMPT)


@pytest.mark.parametrize(
    ("model", "variable"),
    [("openai/x", "OPENAI_API_KEY"), ("anthropic/x", "ANTHROPIC_API_KEY"), ("gemini/x", "GEMINI_API_KEY")],
)
async def test_a_key_that_is_nowhere_is_asked_for_by_its_variable(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, model: str, variable: str
) -> None:
    monkeypatch.delenv(variable, raising=False)

    with pytest.raises(ModelRefused, match=f"check {variable}"):
        await asking(model).complete(PROMPT)


async def test_a_provider_s_key_is_never_sent_to_another_server(
    asking: Asking, first: OpenAiPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)

    await asking(f"openai/one@{first.address}").complete(PROMPT)

    assert first.asked[0].key == "no-key"
