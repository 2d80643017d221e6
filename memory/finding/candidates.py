"""What a search brought, as columns: one row a candidate message."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Columns of n messages, each at most once, in any order.

    `place`: the conversation's number << 32 | the message's position there, consecutive.
    `episode`: any numbers that tell them apart.  `speaker`: a row of `Asked.said_by`.  `asks`: has a question mark.
    `terms`: uint32, all messages' terms one after the other; `lengths[i]` of them are message i's.
    `dense`, `sparse`: the index's scores, NaN where that search did not bring the message.
    """

    place: Ints
    episode: Ints
    speaker: Ints
    asks: Flags
    said_at: NDArray[np.float64]
    lengths: Ints
    terms: NDArray[np.uint32]
    dense: Floats
    sparse: Floats


_QUESTION_MARKS: Final = "?\uff1f\u061f"


def asks(text: str) -> bool:
    """Whether a message holds a question, by its mark in whatever script."""
    return any(mark in text for mark in _QUESTION_MARKS)
