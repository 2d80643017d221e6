"""Waiting as long as a provider asks, within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_TRIES = 5
_LONGEST_PAUSE_S = 60.0


def patiently(call: Callable[[], T]) -> T:
    """What `call` returns; where a rate limit stops it, again after the pause that the provider names.

    Blocking. The rate limit is raised after five tries, or at once where the pause would be over a minute.
    """
    import openai

    for tried in range(1, _TRIES):
        try:
            return call()
        except openai.RateLimitError as limit:
            headers = getattr(limit, "litellm_response_headers", None) or {}
            pause = _asked_pause(headers.get("retry-after"), tried)
            if pause > _LONGEST_PAUSE_S:
                raise
            time.sleep(pause)
    return call()


def _asked_pause(header: str | None, tried: int) -> float:
    """Seconds; twice as long each time where the provider names none that can be read."""
    try:
        return max(0.0, float(header or ""))
    except ValueError:
        return float(2**tried)
