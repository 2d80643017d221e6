"""One table from what LiteLLM and its clients raise to ModelUnavailable and ModelRefused.

No text of a provider's goes into ours: it may hold the key, or the prompt.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from adapters.models.spec import ModelSpec
from bot.errors import ModelError, ModelRefused, ModelUnavailable

Verdict = tuple[type[ModelError], str]

_TOO_LONG: Verdict = (ModelRefused, "{model} cannot take so long a text: name a model with a longer context")
_TOO_SLOW: Verdict = (ModelUnavailable, "{model} did not answer in time: try again, or allow it longer in the settings")
_UNREACHED: Verdict = (ModelUnavailable, "{place} cannot be reached: check that it runs and that the network is up")
_OTHERWISE: Verdict = (ModelUnavailable, "{model} failed to answer: try again later, or name another model")

# By the class of the error or of any that caused it, the first that fits: a failed connection may end as a time-out.
_BY_CAUSE: dict[str, Verdict] = {
    "ContextWindowExceededError": _TOO_LONG,
    "ContentPolicyViolationError": (ModelRefused, "{model} will not answer this: put it in other words"),
    "ConnectTimeout": _UNREACHED,
    "ConnectError": _UNREACHED,
    "ConnectionRefusedError": _UNREACHED,
    "gaierror": _UNREACHED,
    "Timeout": _TOO_SLOW,
    "TimeoutError": _TOO_SLOW,
    "ModuleNotFoundError": (ModelRefused, "{provider} needs a Python package more: LiteLLM's page on it says which"),
}
_BY_STATUS: dict[int, Verdict] = {
    400: (
        ModelRefused,
        "{model} does not accept the request (HTTP 400): check its name, and that it is a model for this",
    ),
    401: (ModelRefused, "the key for {provider} is missing or refused: check {key}"),
    402: (ModelRefused, "{provider} wants to be paid: add credit to the account, or name another model"),
    403: (ModelRefused, "the key for {provider} may not use {model}: check {key} and the account's rights"),
    404: (ModelRefused, "{place} knows no model {model}: check its name"),
    413: _TOO_LONG,
    422: (ModelRefused, "{model} does not accept the request (HTTP 422): check that it is a model for this"),
    429: (
        ModelUnavailable,
        "{provider} is over its rate limit or out of credit: try again later, or check the account",
    ),
}
# Where a key is missing, most providers' clients say it in words and count it as a fault of the server.
_KEYLESS = re.compile(r"missing.{0,30}(api.key|credentials)", re.IGNORECASE)

_log = logging.getLogger(__name__)


@contextmanager
def translated(spec: ModelSpec) -> Iterator[None]:
    """What LiteLLM raises inside leaves as a ModelError; a cancellation passes through."""
    try:
        yield
    except ModelError:
        raise
    except _foreign() as error:
        _log.debug("%s: %s", spec.model, type(error).__name__)
        raise explained(error, spec) from None


def explained(error: BaseException, spec: ModelSpec) -> ModelError:
    """The error of ours that says what is wrong with this model and what to do."""
    kind, text = _verdict(error)
    place = spec.address or spec.provider
    return kind(text.format(model=spec.model, provider=spec.provider, place=place, key=spec.where_its_key_is))


def none_answered(failures: Sequence[ModelError]) -> ModelError:
    """One error for all the models in order: worth another try if any of them is."""
    kind = ModelUnavailable if any(failure.retry for failure in failures) else ModelRefused
    return kind("; ".join(dict.fromkeys(str(failure) for failure in failures)))


def _verdict(error: BaseException) -> Verdict:
    names = {type(cause).__name__ for cause in _chain(error)}
    for name, verdict in _BY_CAUSE.items():
        if name in names:
            return verdict
    if _KEYLESS.search(str(error)):
        return _BY_STATUS[401]
    return _BY_STATUS.get(getattr(error, "status_code", None) or 0, _OTHERWISE)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _foreign() -> tuple[type[Exception], ...]:
    """Everything a call may raise; named only when something was raised, since the import is slow."""
    import httpx
    import openai

    # LiteLLM's router raises ValueErrors of its own, and a provider's odd answer shows as the last three.
    return (openai.OpenAIError, httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, LookupError, TypeError)
