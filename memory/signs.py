"""What the ranking reads of a record, packed into one short text: how it comes to an index.

32-bit little-endian words: place (low, high), episode, speaker, flags, said_at (low, high), number of
terms, the terms, zeros up to a multiple of three words; in base 64. Three words are sixteen
characters without padding, so the texts of many hits are decoded as one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from struct import pack
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.ports import Signs
from bot.records import Record
from memory.finding.candidates import asks

HEADER = 8
_ASKS = 1
_ENOUGH_TERMS = 4_000


def speaker_number(name: str) -> int:
    """The number that stands for a speaker in `Signs.speaker`."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def packed(record: Record, terms: Sequence[int]) -> str:
    """A record and its terms as text."""
    kept = terms[:_ENOUGH_TERMS]
    seconds = int(record.said_at.timestamp()) & 0xFFFF_FFFF_FFFF_FFFF
    words = (
        record.place & 0xFFFF_FFFF,
        record.place >> 32,
        record.episode.int & 0xFFFF_FFFF,
        speaker_number(record.said_by),
        _ASKS if asks(record.text) else 0,
        seconds & 0xFFFF_FFFF,
        seconds >> 32,
        len(kept),
        *kept,
    )
    filled = (*words, *(0,) * (-len(words) % 3))
    return b64encode(pack(f"<{len(filled)}I", *filled)).decode("ascii")


def unpacked(texts: Sequence[str]) -> Signs:
    """The columns of many packed texts."""
    words = np.frombuffer(b64decode("".join(texts)), dtype="<u4")
    sizes = np.fromiter((len(text) // 16 * 3 for text in texts), np.int64, len(texts))
    starts = np.cumsum(sizes) - sizes
    header = words[starts[:, None] + np.arange(HEADER)].astype(np.int64)
    lengths = header[:, 7]
    return Signs(
        place=header[:, 0] | (header[:, 1] << 32),
        episode=header[:, 2],
        speaker=header[:, 3],
        asks=(header[:, 4] & _ASKS).astype(np.bool_),
        said_at=(header[:, 5] | (header[:, 6] << 32)).astype(np.float64),
        lengths=lengths,
        terms=words[spans(starts + HEADER, lengths)].astype(np.uint32),
    )


def spans(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of spans that begin at `starts`, one span after the other: [3, 8], [2, 1] -> [3, 4, 8]."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())
