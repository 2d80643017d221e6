"""LiteLLM's router: one route a model, so that a call names the one it is for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from adapters.models.engine import load_litellm, rehearse, sendable
from adapters.models.spec import ModelOptions, ModelSpec
from bot.errors import ModelRefused
from bot.ports.models import Line, Prompt

if TYPE_CHECKING:
    from litellm.litellm_core_utils.streaming_handler import CustomStreamWrapper
    from litellm.router import Router
    from litellm.types.llms.openai import AllMessageValues
    from litellm.types.router import DeploymentTypedDict
    from litellm.types.utils import ModelResponse


class Routes:
    """Calls one model of several, trying again where that may help. Raises what LiteLLM raises."""

    def __init__(self, models: Sequence[ModelSpec], options: ModelOptions) -> None:
        self._names = {spec: str(place) for place, spec in enumerate(models)}
        self._options = options
        self._making = Lock()
        self._router: Router | None = None

    async def ready(self) -> None:
        """Import LiteLLM and set the routes up: seconds the first time, which no model is to blame for."""
        await asyncio.to_thread(self._made)

    async def whole(self, spec: ModelSpec, prompt: Prompt) -> ModelResponse:
        router = self._route_to(spec)
        return await router.acompletion(self._names[spec], _messages(prompt), max_tokens=prompt.max_tokens)

    async def begun(self, spec: ModelSpec, prompt: Prompt) -> CustomStreamWrapper:
        """The answer's chunks, with the token counts in one of the last."""
        router = self._route_to(spec)
        return await router.acompletion(
            self._names[spec],
            _messages(prompt),
            stream=True,
            max_tokens=prompt.max_tokens,
            stream_options={"include_usage": True},
        )

    def _route_to(self, spec: ModelSpec) -> Router:
        router = self._made()
        if not router.get_model_list(model_name=self._names[spec]):
            raise ModelRefused(
                f"no provider is called {spec.provider}: write provider/name as in LiteLLM's list of providers, "
                "or openai/NAME@http://host:port/v1 for a server of your own"
            )
        return router

    def _made(self) -> Router:
        with self._making:
            if self._router is None:
                self._router = self._make()
            return self._router

    def _make(self) -> Router:
        load_litellm()
        rehearse()
        from litellm.router import Router

        return Router(
            model_list=[self._deployment(spec) for spec in self._names],
            num_retries=self._options.retries,
            disable_cooldowns=True,
            ignore_invalid_deployments=True,
        )

    def _deployment(self, spec: ModelSpec) -> DeploymentTypedDict:
        import httpx

        return {
            "model_name": self._names[spec],
            "litellm_params": {
                "model": spec.model,
                "api_base": spec.address,
                "api_key": spec.credential,
                "timeout": httpx.Timeout(self._options.answer_s, connect=self._options.connect_s),
            },
        }


def _messages(prompt: Prompt) -> list[AllMessageValues]:
    return [_message(line) for line in prompt.lines]


def _message(line: Line) -> AllMessageValues:
    text = sendable(line.text)
    match line.role:
        case "system":
            return {"role": "system", "content": text}
        case "assistant":
            return {"role": "assistant", "content": text}
        case "user":
            return {"role": "user", "content": text}
