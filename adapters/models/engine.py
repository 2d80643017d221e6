"""Brings LiteLLM in: late, since that takes seconds and 160 MB, and quiet."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from inspect import iscoroutinefunction
from threading import Lock
from types import ModuleType

_lock = Lock()
_LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy")


def load_litellm() -> ModuleType:
    """LiteLLM, set up. Blocks for seconds the first time: call it off the event loop. Thread-safe."""
    with _lock:
        # Both are read while it is imported: prices from its own copy, and no .env file of whoever's folder.
        os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
        os.environ["LITELLM_MODE"] = "PRODUCTION"
        import litellm

        litellm.suppress_debug_info = True
        litellm.drop_params = True
        litellm.disable_hf_tokenizer_download = True
        # The clients would try again by themselves; who calls them counts the tries.
        litellm.DEFAULT_MAX_RETRIES = 0  # type: ignore[attr-defined]  # it is read there, though not exported
        litellm.disable_aiohttp_transport = True  # its sessions outlive the loop that they were made in
        _hush()
        return litellm


def rehearse() -> None:
    """Have LiteLLM bring in what it would at its first answer, and so block the event loop. No network."""
    import_module("openai.resources.chat")
    said = load_litellm().completion(
        model="openai/none", messages=[{"role": "user", "content": "?"}], mock_response="!", stream=True
    )
    for _ in said:
        pass


def _hush() -> None:
    # They write to standard error on handlers of their own, prompts and keys included.
    for name in _LOGGERS:
        logging.getLogger(name).disabled = True


async def close_clients() -> None:
    """Close every connection that LiteLLM keeps open in this process; it makes new ones when asked again."""
    if "litellm" not in sys.modules:
        return
    litellm = load_litellm()
    close_blocking_clients()
    await litellm.close_litellm_async_clients()
    litellm.in_memory_llm_clients_cache.flush_cache()


def close_blocking_clients() -> None:
    """Close the connections of calls that were made without an event loop."""
    if "litellm" not in sys.modules:
        return
    kept: dict[str, object] = load_litellm().in_memory_llm_clients_cache.cache_dict
    for name, client in tuple(kept.items()):
        close = getattr(client, "close", None)
        if close is not None and not iscoroutinefunction(close):
            close()
            kept.pop(name, None)


def sendable(text: str) -> str:
    """Text that can be written as UTF-8: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
