"""Many texts looked for at once, at every place of some bytes: 100 MB in a second or two, however many texts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from bot.content import AttachmentKind

SHORTEST = 12
"""Bytes: a shorter message is found in files by accident, and its proof is that its row is gone."""

LONGEST = 64
"""Bytes: as much of a text's beginning is looked for."""

# A caption stands by itself where it came from, and as a line of the text where it is filed.
_CAPTION = re.compile(rf"(?:\A|\n)\[(?:{'|'.join(AttachmentKind)}): ")
_WORD = 8
_SLOT_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)

Words = NDArray[np.uint64]


class Needles:
    """The beginnings of texts, in every form in which they may stand in a file.

    A place is followed word by word, of eight bytes each: `_ends[n]` tells what the words of a needle of
    n + 1 whole words add up to, `_goes_on[n]` what the first n + 1 words of a longer one do.
    """

    def __init__(self, texts: Collection[str]) -> None:
        found = {form[:LONGEST] for text in texts for form in forms_of(text)}
        self._needles = {needle for needle in found if len(needle) >= SHORTEST}
        self._by_head: dict[bytes, list[bytes]] = {}
        for needle in self._needles:
            self._by_head.setdefault(needle[:_WORD], []).append(needle)
        depths = range(LONGEST // _WORD)
        self._ends = [self._sums(depth, ending=True) for depth in depths]
        self._goes_on = [self._sums(depth, ending=False) for depth in depths]
        self._slots = np.zeros(1 << _SLOT_BITS, np.bool_)
        self._slots[_slot(np.concatenate([self._ends[0], self._goes_on[0]]))] = True

    def begin_in(self, data: bytes, seen: int = 0) -> int:
        """At how many places one of them begins; one that ends within the first `seen` bytes does not count."""
        places = (at for shift in range(min(_WORD, len(data))) for at in self._likely(data, shift))
        return sum(self._begins_at(data, at, seen) for at in places)

    def places_in(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Where each of them begins that does, in no order, with which."""
        for shift in range(min(_WORD, len(data))):
            for at in self._likely(data, shift):
                for needle in self._by_head[data[at : at + _WORD]]:
                    if data.startswith(needle, at):
                        yield at, needle

    def _begins_at(self, data: bytes, at: int, seen: int) -> bool:
        needles = self._by_head[data[at : at + _WORD]]
        return any(data.startswith(needle, at) and at + len(needle) > seen for needle in needles)

    def _sums(self, depth: int, *, ending: bool) -> Words:
        """What the first `depth` + 1 words of the needles that end there, or go on, add up to; ascending."""
        size = (depth + 1) * _WORD
        chosen = [each[:size] for each in self._needles if len(each) >= size and (len(each) < size + _WORD) is ending]
        words = np.frombuffer(b"".join(chosen), "<u8").reshape(-1, depth + 1)
        sums = words[:, 0]
        for column in words.T[1:]:
            sums = _added(sums, column)
        return np.unique(sums)

    def _likely(self, data: bytes, shift: int) -> list[int]:
        """Where, counted from `shift` in whole words, all whole words of some needle stand."""
        words = np.frombuffer(data, "<u8", count=(len(data) - shift) // _WORD, offset=shift)
        # A table of bits passes over nearly everything before the exact look.
        rows = np.flatnonzero(self._slots[_slot(words)])
        sums, found = words[rows], []
        for depth, (ends, goes_on) in enumerate(zip(self._ends, self._goes_on, strict=True), start=1):
            found.append(rows[_are_among(sums, ends)])
            on = _are_among(sums, goes_on) & (rows + depth < len(words))
            rows = rows[on]
            sums = _added(sums[on], words[rows + depth])
        places: list[int] = (np.unique(np.concatenate(found)) * _WORD + shift).tolist()
        return places


def is_short(text: str) -> bool:
    """Whether a text is too short to be looked for: it is found in files by accident."""
    return all(len(form) < SHORTEST for form in forms_of(text))


def forms_of(text: str) -> frozenset[bytes]:
    """A text, and each caption in it, as it is and as JSON writes it.

    Half a surrogate pair is as the journal and as the index holds it.
    """
    return frozenset(form for each in _written(text) for form in _forms(each))


def _written(text: str) -> list[str]:
    text, *captions = _CAPTION.split(text)
    return [each for each in (text.strip(), *(caption.removesuffix("]").strip() for caption in captions)) if each]


def _forms(plain: str) -> Iterator[bytes]:
    for form in (plain, json.dumps(plain)[1:-1], json.dumps(plain, ensure_ascii=False)[1:-1]):
        yield from (form.encode("utf-8", errors) for errors in ("surrogatepass", "replace"))


def _slot(words: Words) -> Words:
    return (words * _SPREAD) >> np.uint64(64 - _SLOT_BITS)


def _added(sums: Words, words: Words) -> Words:
    return (sums * _SPREAD) ^ words


def _are_among(sums: Words, sorted_sums: Words) -> NDArray[np.bool_]:
    if not len(sorted_sums):
        return np.zeros(len(sums), np.bool_)
    nearest = np.minimum(np.searchsorted(sorted_sums, sums), len(sorted_sums) - 1)
    return np.equal(sorted_sums[nearest], sums)
