"""An embedder that counts hashed words: honest, small, and the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from bot.errors import ModelUnavailable
from bot.ports import Vector

_WORD = re.compile(r"\w+")


class HashedWords:
    """Keeps the contract of Embedder. While `away` it raises ModelUnavailable, as a server's model does.

    So it does at each text that holds the word that it `stumbles_over`, if that is set.
    """

    def __init__(self, dimension: int = 32, *, name: str = "hashed-words", away: bool = False) -> None:
        self._dimension = dimension
        self._name = name
        self.away = away
        self.stumbles_over = ""

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        self._refuse_if_away()
        return self._dimension

    def passages(self, texts: Sequence[str]) -> Vector:
        self._refuse_if_away(texts)
        rows = np.zeros((len(texts), self._dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in _WORD.findall(text.lower()):
                hashed = crc32(word.encode("utf-8", "replace"))
                row[hashed % self._dimension] += 1 if hashed >> 31 else -1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths == 0, 1, lengths), np.float32)

    def query(self, text: str) -> Vector:
        return np.asarray(self.passages([text])[0], np.float32)

    def _refuse_if_away(self, texts: Sequence[str] = ()) -> None:
        if self.away or (self.stumbles_over and any(self.stumbles_over in text.lower() for text in texts)):
            raise ModelUnavailable("the embedding model does not answer; it is tried again later")
