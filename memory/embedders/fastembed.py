"""Embedding models that run here through ONNX: fastembed's own by name, or one in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from platformdirs import user_cache_path

from bot.errors import BadSetting, ModelError, ModelUnavailable
from bot.ports.memory import Vector
from memory.embedders.folders import ModelFolder
from memory.embedders.vectors import readable, unit_rows

if TYPE_CHECKING:
    from fastembed import TextEmbedding

_LONGEST_TEXT = 32_768
_BATCH = 64


class FastEmbedder:
    """An Embedder. `model` is one of fastembed's names, downloaded at the first start, or a folder on disk.

    Blocks while it loads. Raises BadSetting for what is no model, ModelError for one that cannot be loaded.
    """

    def __init__(self, model: str) -> None:
        folder = Path(model).expanduser()
        if folder.is_dir():
            found = ModelFolder.read(folder)
            self._name = f"fastembed:{found.name}"
            self._model = _from_folder(found)
        else:
            self._name = f"fastembed:{model}"
            self._model = _by_name(model)
        self._dimension = len(next(iter(self._model.embed(["?"]))))

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def passages(self, texts: Sequence[str]) -> Vector:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        worded = [place for place, text in enumerate(texts) if text.strip()]
        if worded:
            said = [readable(texts[place], _LONGEST_TEXT) for place in worded]
            vectors[worded] = np.stack(list(self._model.passage_embed(said, batch_size=_BATCH)))
        return unit_rows(vectors)

    def query(self, text: str) -> Vector:
        if not text.strip():
            return np.zeros(self._dimension, dtype=np.float32)
        (vector,) = self._model.query_embed(readable(text, _LONGEST_TEXT))
        return np.asarray(unit_rows(np.asarray(vector, dtype=np.float32)[np.newaxis])[0], dtype=np.float32)


def _from_folder(folder: ModelFolder) -> TextEmbedding:
    library = _library()
    if not any(model["model"] == folder.name for model in library.list_supported_models()):
        folder.register(library)
    try:
        return library(folder.name, specific_model_path=str(folder.path))
    except _faults() as error:
        raise ModelError(f"the model in {folder.path} cannot be loaded: put the whole model there anew") from error


def _by_name(name: str) -> TextEmbedding:
    library = _library()
    if name.lower() not in {model["model"].lower() for model in library.list_supported_models()}:
        raise BadSetting(
            f"fastembed knows no model {name!r}, and no such folder is there: take a name from its list of "
            "supported models, such as BAAI/bge-small-en-v1.5, or a folder that holds model.onnx and tokenizer.json"
        )
    try:
        # Its own default is the temporary folder, from which the model would vanish.
        return library(name, cache_dir=str(user_cache_path("satchel") / "fastembed"))
    except _faults() as error:
        raise ModelUnavailable(
            f"the model {name} cannot be fetched or loaded: check the network, or name a folder that holds it"
        ) from error


def _library() -> type[TextEmbedding]:
    try:
        from fastembed import TextEmbedding
    except ImportError as error:
        raise BadSetting('this embedder needs another package: pip install "satchel[fastembed]"') from error
    return TextEmbedding


def _faults() -> tuple[type[Exception], ...]:
    """What fastembed and ONNX's runtime raise for files that are no model, or cannot be fetched."""
    from onnxruntime.capi import (  # type: ignore[import-untyped]  # it ships no types
        onnxruntime_pybind11_state as runtime,
    )

    onnx = (runtime.Fail, runtime.InvalidProtobuf, runtime.InvalidGraph, runtime.InvalidArgument, runtime.NoSuchFile)
    return (*onnx, ValueError, OSError, KeyError)
