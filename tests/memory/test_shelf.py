"""What an embedder gives that is no number counts as none: the note is found by its words, and the others by both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, nan
from pathlib import Path

import pytest

from bot.ids import record_id
from bot.ports import Vector
from memory.shelf import Index, Shelf
from tests.builders import note
from tests.fakes.embedder import HashedWords
from tests.indexes import KINDS, asked, by_meaning, by_words


class Spoilt(HashedWords):
    """Gives what is no number for a text that holds "gate"."""

    def __init__(self, number: float) -> None:
        super().__init__()
        self._number = number

    def passages(self, texts: Sequence[str]) -> Vector:
        rows = super().passages(texts)
        rows[[row for row, text in enumerate(texts) if "gate" in text]] = self._number
        return rows


@pytest.fixture(params=KINDS)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    index = KINDS[str(request.param)](tmp_path).open()
    yield index
    index.close()


@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_a_note_whose_vector_is_no_number_is_found_by_its_words(index: Index, number: float) -> None:
    shelf = Shelf(name="notes", setting="spoilt", dimension=32, embedder=Spoilt(number), index=index)
    spoilt, good = note("the gate code is 8080"), note("anna moved to lyon")
    shelf.put([spoilt, good])
    assert set(by_words(index.search(asked("the gate code")))) == {record_id(spoilt.origin.key, 0)}
    meant = by_meaning(index.search(asked("anna moved to lyon")))
    assert meant[record_id(good.origin.key, 0)] == pytest.approx(1, abs=1e-4)
