"""How a model is named."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from adapters.models.spec import ModelOptions, ModelSpec
from bot.errors import BadSetting


@pytest.mark.parametrize(
    ("text", "model", "address"),
    [
        ("openai/gpt-4o-mini", "openai/gpt-4o-mini", None),
        ("  openai/x \n", "openai/x", None),
        ("openai/llama@http://127.0.0.1:8080/v1", "openai/llama", "http://127.0.0.1:8080/v1"),
        ("openai/x@https://models.example/v1", "openai/x", "https://models.example/v1"),
        ("vertex_ai/claude-3-5-sonnet@20240620", "vertex_ai/claude-3-5-sonnet@20240620", None),
        ("vertex_ai/a@20240620@https://b.example", "vertex_ai/a@20240620", "https://b.example"),
        ("openrouter/meta/llama-3:free", "openrouter/meta/llama-3:free", None),
    ],
)
def test_one_string_names_a_model_and_its_server(text: str, model: str, address: str | None) -> None:
    assert ModelSpec.parse(text) == ModelSpec(model=model, address=address)


@pytest.mark.parametrize(
    "text", ["", "gpt-4o", "openai/", "/gpt-4o", "openai/gpt 4o", "openai/\x00\ngpt", "@http://h/v1"]
)
def test_what_names_no_model_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadSetting, match="write provider/name, such as openai/gpt-4o-mini"):
        ModelSpec.parse(text)


@pytest.mark.parametrize("address", ["http://", "http:///v1", "http://h:99999/v1", "http://h /v1", "https://[::1"])
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(BadSetting, match=r"must look like http://127\.0\.0\.1:8080/v1"):
        ModelSpec.parse(f"openai/x@{address}")


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadSetting, match="give the key apart") as refusal:
        ModelSpec.parse("openai/x@https://me:hunter2@models.example/v1")

    assert "hunter2" not in str(refusal.value)


def test_a_key_is_never_shown() -> None:
    assert "hunter2" not in repr(ModelSpec.parse("openai/x", SecretStr("hunter2")))


def test_a_blank_key_counts_as_none() -> None:
    assert ModelSpec.parse("openai/x", SecretStr("")).credential is None


@pytest.mark.parametrize("options", [{"answer_s": 0.0}, {"silence_s": -1.0}, {"connect_s": 0.0}, {"rest_s": -1.0}])
def test_times_that_make_no_sense_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(BadSetting, match="must"):
        ModelOptions(**options)  # type: ignore[arg-type]  # the one whole number among them is not here
