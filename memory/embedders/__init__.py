"""Embedding models that run on this machine."""

from __future__ import annotations

from bot.errors import BadSetting
from bot.ports.memory import Embedder


def open_embedder(setting: str) -> Embedder:
    """`wordllama`, or `fastembed:NAME` or `fastembed:FOLDER`. Blocks while it loads.

    Raises BadSetting for any other word, ModelError where the model cannot be loaded.
    """
    kind, _, model = setting.strip().partition(":")
    if kind == "wordllama" and not model:
        from memory.embedders.wordllama import WordLlamaEmbedder

        return WordLlamaEmbedder()
    if kind == "fastembed" and model:
        from memory.embedders.fastembed import FastEmbedder

        return FastEmbedder(model)
    raise BadSetting(f"there is no embedder {setting!r}: write wordllama, or fastembed:NAME, or fastembed:FOLDER")
