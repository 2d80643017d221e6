"""Embedding models through LiteLLM."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from adapters.models.engine import load_litellm, sendable
from adapters.models.errors import translated
from adapters.models.pauses import patiently
from adapters.models.spec import ModelOptions, ModelSpec
from bot.errors import ModelRefused, ModelUnavailable
from bot.ports.memory import Vector

# OpenAI takes 8,191 tokens a text and 300,000 a request: these stay within both in any language.
_LONGEST_TEXT = 6_000
_BATCH = 32
_PROBES = ("?", "Where is the key?")
# LiteLLM would make an event loop, and leave it open, in a thread that may have one but has none.
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="embedding")


class LiteLlmEmbedder:
    """An Embedder. LiteLLM is imported, and the dimension asked for where it is not given, at the first use.

    It is asked for with two texts, and anew after vectors of another length: one odd answer fixes nothing.

    A text's first 6,000 characters count. An address is no part of the name: a model is the same on any server.
    """

    def __init__(self, spec: ModelSpec, dimension: int | None = None, options: ModelOptions | None = None) -> None:
        self._spec = spec
        self._given = self._dimension = dimension
        self._options = options or ModelOptions()

    @property
    def name(self) -> str:
        return f"litellm:{self._spec.model}"

    @property
    def dimension(self) -> int:
        if self._dimension is None:
            lengths = [self._asked([text]).shape[1] for text in _PROBES]
            if len(set(lengths)) > 1:
                raise ModelUnavailable(
                    f"{self._spec.model} gives vectors of {' and then of '.join(map(str, lengths))} numbers: "
                    "its server is odd; try again, or name another model"
                )
            self._dimension = lengths[0]
        return self._dimension

    def passages(self, texts: Sequence[str]) -> Vector:
        dimension = self.dimension
        vectors = np.zeros((len(texts), dimension), dtype=np.float32)
        worded = [place for place, text in enumerate(texts) if text.strip()]
        for start in range(0, len(worded), _BATCH):
            places = worded[start : start + _BATCH]
            vectors[places] = self._fitting(self._asked([texts[place] for place in places]), dimension)
        return vectors

    def query(self, text: str) -> Vector:
        return np.asarray(self.passages([text])[0], dtype=np.float32)

    def _fitting(self, vectors: Vector, dimension: int) -> Vector:
        if vectors.shape[1] != dimension:
            self._dimension = self._given
            raise ModelRefused(
                f"{self._spec.model} gives vectors of {vectors.shape[1]} numbers where {dimension} are expected: if it "
                "is another model than before, start `satchel reindex --anew`; if not, its server is odd: try again"
            )
        return vectors

    def _asked(self, texts: list[str]) -> Vector:
        """Unit vectors of texts that each hold a word, one a row, in order."""
        sent = [sendable(text[:_LONGEST_TEXT]) for text in texts]
        with translated(self._spec):
            rows = patiently(lambda: _workers.submit(self._rows, sent).result())
        with np.errstate(over="ignore"):
            norms = np.linalg.norm(rows, axis=-1, keepdims=True)
        # A vector that holds what is no number, or one beyond all bounds, has no length either.
        if rows.ndim != 2 or len(rows) != len(texts) or not rows.size or not np.isfinite(norms).any():
            raise ModelUnavailable(f"{self._spec.model} gave no vector for some text: try again, or name another model")
        # One text that a model stumbles over must not cost the others theirs: it is found by its words.
        sound = np.isfinite(norms)
        return np.asarray(np.where(sound, rows, 0) / np.where(sound & (norms > 0), norms, 1), dtype=np.float32)

    def _rows(self, texts: list[str]) -> NDArray[np.float64]:
        import httpx

        response = load_litellm().embedding(
            model=self._spec.model,
            input=texts,
            api_base=self._spec.address,
            api_key=self._spec.credential,
            timeout=httpx.Timeout(self._options.answer_s, connect=self._options.connect_s),
            encoding_format="float",
        )
        rows = sorted(response.data, key=lambda row: int(row["index"]))
        return np.asarray([row["embedding"] for row in rows], dtype=np.float64)
