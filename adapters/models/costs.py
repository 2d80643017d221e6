"""Tokens and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.models.engine import load_litellm
from adapters.models.spec import ModelSpec
from bot.ports.models import Prompt

if TYPE_CHECKING:
    from litellm.types.utils import Usage

_FRAME_OF_A_LINE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The tokens of one answer and their price in US dollars."""

    tokens_in: int
    tokens_out: int
    cost: float


def tally(spec: ModelSpec, prompt: Prompt, text: str, usage: Usage | None) -> Tally:
    """By the provider's own count where it gave one, else by a generous estimate."""
    if usage is not None and usage.prompt_tokens and usage.completion_tokens:
        into, out = usage.prompt_tokens, usage.completion_tokens
        return Tally(tokens_in=into, tokens_out=out, cost=dollars(spec, into, out, usage))
    into, out = prompt_tokens(prompt), text_tokens(text)
    return Tally(tokens_in=into, tokens_out=out, cost=dollars(spec, into, out))


def prompt_tokens(prompt: Prompt) -> int:
    """More tokens than usual tokenizers make of the prompt: one for each two bytes."""
    return sum(_FRAME_OF_A_LINE + text_tokens(line.text) for line in prompt.lines)


def text_tokens(text: str) -> int:
    """A generous count of a text's tokens, by its bytes."""
    return (len(text.encode("utf-8", "replace")) + 1) // 2


def dollars(spec: ModelSpec, tokens_in: int, tokens_out: int, usage: Usage | None = None) -> float:
    """The price by LiteLLM's own list; 0 where it knows none. `usage` tells what was cached."""
    litellm = load_litellm()
    try:
        into, out = litellm.cost_per_token(
            model=spec.model, prompt_tokens=tokens_in, completion_tokens=tokens_out, usage_object=usage
        )
    except (litellm.exceptions.ModelNotMappedError, litellm.exceptions.BadRequestError):
        return 0.0
    return float(into + out)
