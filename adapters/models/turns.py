"""In which order the models are asked."""

from __future__ import annotations

import time
from collections.abc import Sequence

from adapters.models.spec import ModelSpec
from bot.errors import ModelError


class Turns:
    """The models in their given order, but those that failed of late come last."""

    def __init__(self, models: Sequence[ModelSpec], rest_s: float) -> None:
        self._models = tuple(models)
        self._rest_s = rest_s
        self._rested_at: dict[ModelSpec, float] = {}

    def order(self) -> tuple[ModelSpec, ...]:
        now = time.monotonic()
        return tuple(sorted(self._models, key=lambda model: self._rested_at.get(model, now) > now))

    def failed(self, model: ModelSpec, failure: ModelError) -> None:
        """A model that is down rests; one that refused this prompt may well take the next."""
        if failure.retry:
            self._rested_at[model] = time.monotonic() + self._rest_s
