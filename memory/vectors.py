"""What no index takes: refused whole, before any of it is stored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.errors import IndexFault, WrongDimension
from bot.ports import Point


def refuse_unfit(points: Sequence[Point], dimension: int) -> None:
    """Raise WrongDimension for a vector of another length, IndexFault for one with NaN or infinity in it."""
    for point in points:
        if point.dense.shape != (dimension,):
            raise WrongDimension(
                f"a vector has length {len(point.dense)} where the index holds {dimension}: "
                "name the embedder that filled it, or another one to fill a new index"
            )
        if not np.isfinite(point.dense).all():
            raise IndexFault(f"the vector of record {point.record.id} holds what is no number; name another embedder")
