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
from bot.errors import ModelUnavailable
from bot.ports.memory import Vector

# OpenAI takes 8,191 tokens a text and 300,000 a request: these stay within both in any language.
_LONGEST_TEXT = 6_000
_BATCH = 32
_PROBES = ("?", "Where is the key?")
# LiteLLM would make an event loop, and leave it open, in a thread that may have one but has none.
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="embedding")


class LiteLlmEmbedder:
    """An Embedder. LiteLLM is imported, and its server asked, at the first use.

    The dimension is asked for with two texts each time: one odd answer fixes nothing. Vectors are given as long as
    they come; an index refuses those of another length than its own.

    A text's first 6,000 characters count. An address is no part of the name: a model is the same on any server.
    """

    def __init__(self, spec: ModelSpec, options: ModelOptions | None = None) -> None:
        self._spec = spec
        self._options = options or ModelOptions()

    @property
    def name(self) -> str:
        return f"litellm:{self._spec.model}"

    @property
    def dimension(self) -> int:
        return self._length([self._asked([text]) for text in _PROBES])

    def passages(self, texts: Sequence[str]) -> Vector:
        worded = [place for place, text in enumerate(texts) if text.strip()]
        batches = [worded[start : start + _BATCH] for start in range(0, len(worded), _BATCH)]
        given = [self._asked([texts[place] for place in places]) for places in batches]
        vectors = np.zeros((len(texts), self._length(given) if given else self.dimension), dtype=np.float32)
        for places, rows in zip(batches, given, strict=True):
            vectors[places] = rows
        return vectors

    def query(self, text: str) -> Vector:
        return np.asarray(self.passages([text])[0], dtype=np.float32)

    def _length(self, given: Sequence[Vector]) -> int:
        lengths = list(dict.fromkeys(int(rows.shape[1]) for rows in given))
        if len(lengths) > 1:
            raise ModelUnavailable(
                f"{self._spec.model} gives vectors of {' and then of '.join(map(str, lengths))} numbers: "
                "its server is odd; try again, or name another model"
            )
        return lengths[0]

    def _asked(self, texts: list[str]) -> Vector:
        """Unit vectors of texts that each hold a word, one a row, in order.

        One that the model stumbles over costs the others nothing: it is asked for alone, and NaN if that fails too.
        """
        rows = self._unit(texts)
        bad = [place for place, row in enumerate(rows) if not np.isfinite(row).all()]
        if len(bad) == len(texts):
            raise self._no_vector()
        for place in bad:
            rows[place] = self._unit([texts[place]])[0]
        return rows

    def _unit(self, texts: list[str]) -> Vector:
        """Unit vectors as they are given; NaN for one with no length."""
        sent = [sendable(text[:_LONGEST_TEXT]) for text in texts]
        with translated(self._spec):
            rows = patiently(lambda: _workers.submit(self._rows, sent).result())
        with np.errstate(over="ignore"):
            norms = np.linalg.norm(rows, axis=-1, keepdims=True)
        if rows.ndim != 2 or len(rows) != len(texts) or not rows.size:
            raise self._no_vector()
        # A vector that holds what is no number, or one beyond all bounds, has no length either.
        sound = np.isfinite(norms)
        return np.asarray(np.where(sound, rows, np.nan) / np.where(sound & (norms > 0), norms, 1), dtype=np.float32)

    def _no_vector(self) -> ModelUnavailable:
        return ModelUnavailable(f"{self._spec.model} gave no vector for some text: try again, or name another model")

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
