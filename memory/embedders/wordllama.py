"""The default embedder: WordLlama's static vectors, read out of its package without importing it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.errors import ModelError
from bot.ports.memory import Vector
from memory.embedders.vectors import readable, unit_rows

_WEIGHTS = Path("weights", "l2_supercat_256.safetensors")
_TOKENS = Path("tokenizers", "l2_supercat_tokenizer_config.json")
_TABLE = "embedding.weight"
_DIMENSION = 256
# A mean over more says nothing of any of it, and a megabyte would take a second.
_LONGEST_TEXT = 32_768
_BATCH = 1_024


class WordLlamaEmbedder:
    """An Embedder: the mean of a text's token vectors, as WordLlama's own `embed(norm=True)`.

    Never looks on the network. Raises ModelError at once when the package's files are missing or damaged.
    """

    def __init__(self, package: Path | None = None) -> None:
        folder = package or _installed()
        self._tokenizer = _read_tokenizer(folder / _TOKENS)
        self._table = _read_table(folder / _WEIGHTS)

    @property
    def name(self) -> str:
        return "wordllama-l2-supercat-256"

    @property
    def dimension(self) -> int:
        return _DIMENSION

    def passages(self, texts: Sequence[str]) -> Vector:
        vectors = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [readable(text, _LONGEST_TEXT) for text in texts[start : start + _BATCH]]
            for row, tokens in enumerate(self._tokenizer.encode_batch_fast(batch, add_special_tokens=False), start):
                self._sum(tokens.ids, vectors[row])
        return unit_rows(vectors)

    def query(self, text: str) -> Vector:
        return np.asarray(self.passages([text])[0], dtype=np.float32)

    def _sum(self, tokens: list[int], into: Vector) -> None:
        # A sum points where the mean does.
        self._table.take(tokens, axis=0).sum(axis=0, out=into)


def _installed() -> Path:
    # Importing it would set up logging and pull in a downloader; its place on disk is all that is needed.
    found = find_spec("wordllama")
    if found is None or not found.submodule_search_locations:
        raise _broken("is not installed")
    return Path(found.submodule_search_locations[0])


def _read_tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_buffer(path.read_bytes())
        # A whole text is one word to it: it would keep ten thousand of them, 80 MB, though none comes again.
        tokenizer.model._resize_cache(0)  # noqa: SLF001 -- it has no other handle
    except (OSError, ValueError) as error:
        raise _broken(f"has no readable {path.name}") from error
    return tokenizer


def _read_table(path: Path) -> Vector:
    try:
        table = load_file(path)[_TABLE]
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise _broken(f"has no readable {path.name}") from error
    if table.ndim != 2 or table.shape[1] != _DIMENSION:
        raise _broken(f"has another table in {path.name} than this program knows")
    return table.astype(np.float32)


def _broken(what: str) -> ModelError:
    return ModelError(
        f"the package wordllama {what}: install it again with "
        "pip install --force-reinstall --no-deps wordllama==0.2.2.post0"
    )
