"""What an index brings of what stays, whatever it still holds of what is forgotten."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bot.ports import Lookup, Sightings, Vector, VectorIndex
from memory.annals import Annals
from memory.sightings import some

DEEPER = 4
DEEPEST = 6_400
"""How many a search brings at most: where more are to be forgotten that fit better, what fits less is not found."""


def search(index: VectorIndex, lookup: Lookup, annals: Annals) -> Sightings:
    """As the index's own, but only of what stays, which nothing that leaves crowds out."""
    depth = lookup.depth
    while True:
        seen = index.search(replace(lookup, depth=depth))
        leaving = annals.leaving(seen.signs.place.tolist())
        if not leaving:
            return seen
        staying = some(seen, ~np.isin(seen.signs.place, list(leaving)))
        crowded = any(
            _count(brought) >= depth and _count(left) < lookup.depth
            for brought, left in ((seen.dense, staying.dense), (seen.sparse, staying.sparse))
        )
        if not crowded or depth >= DEEPEST:
            return staying
        depth *= DEEPER


def _count(scores: Vector) -> int:
    """How many one of the two searches brought."""
    return int(np.count_nonzero(~np.isnan(scores)))
