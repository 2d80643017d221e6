"""What no index takes: refused whole, before any of it is stored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.errors import IndexFault, WrongDimension
from bot.ports import Point, Vector


def refuse_unfit(points: Sequence[Point], dimension: int) -> None:
    """Raise WrongDimension for a vector of another length, IndexFault for one with NaN or infinity in it."""
    for point in points:
        refuse_length(point.dense, dimension)
        if not np.isfinite(point.dense).all():
            raise IndexFault(f"the vector of record {point.record.id} holds what is no number; name another embedder")


def refuse_length(vector: Vector, dimension: int) -> None:
    """Raise WrongDimension unless the vector is as long as those of the index."""
    if vector.shape != (dimension,):
        raise WrongDimension(
            f"the index holds vectors of length {dimension}, the embedder makes {len(vector)}: "
            "if it is another model than before, start `satchel reindex --anew`; if not, try again"
        )
