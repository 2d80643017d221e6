"""Chooses the language model and the embedder that the settings name."""

from __future__ import annotations

from bot.errors import BadSetting
from bot.ports import Embedder, LanguageModel
from bot.settings import Settings
from memory.embedders import open_embedder


def language_model(settings: Settings) -> LanguageModel | None:
    """The models in their order behind one port, or None where none is set."""
    if not settings.models:
        return None
    from adapters.models.chat import LiteLlmModel
    from adapters.models.spec import ModelOptions, ModelSpec

    specs = tuple(ModelSpec.parse(each, settings.model_key) for each in settings.models)
    options = ModelOptions(answer_s=settings.model_timeout_s, retries=settings.model_retries)
    return LiteLlmModel(specs, options)


def embedder_for(setting: str, settings: Settings) -> Embedder:
    """The embedder of a setting. Raises BadSetting for one that there is not."""
    kind, _, name = setting.partition(":")
    if kind == "litellm" and name:
        from adapters.models.embeddings import LiteLlmEmbedder
        from adapters.models.spec import ModelSpec

        return LiteLlmEmbedder(ModelSpec.parse(name, settings.embedder_key))
    try:
        return open_embedder(setting)
    except BadSetting as error:
        raise BadSetting(f"embedder: {error}, or litellm:PROVIDER/NAME") from error
