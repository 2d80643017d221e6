"""What every embedder does to texts and vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.ports.memory import Vector


def unit_rows(rows: NDArray[np.floating]) -> Vector:
    """Each row scaled to length 1; a row of zeros stays one."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)


def readable(text: str, longest: int) -> str:
    """The first `longest` characters, with a question mark for each lone surrogate."""
    return text[:longest].encode("utf-8", "replace").decode("utf-8")
