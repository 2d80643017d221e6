"""Nothing of a space outside the scope comes out of an index, nor has any part in what does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ids import RecordId, SpaceId
from bot.ports import Lookup, Point
from memory.shelf import Index
from tests.builders import scope
from tests.indexes import KINDS, asked, by_meaning, by_words, ids_of, points

SPACES = [SpaceId(name) for name in ("person:ada", "person:bob", "group:club", "group:ü/ß", "group:")]
WORDS = "tea coffee lyon lease june dentist passport drawer anna bob".split()

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
said = st.lists(st.tuples(st.sampled_from(SPACES), texts), min_size=1, max_size=25)
scopes = st.sets(st.sampled_from(SPACES), min_size=1)


@pytest.fixture(scope="module", params=KINDS)
def index(request: pytest.FixtureRequest) -> Iterator[Index]:
    """One index for all examples; each takes out what it put there."""
    with TemporaryDirectory() as folder:
        index = KINDS[request.param](Path(folder)).open()
        yield index
        index.close()


def bm25(some: list[Point], lookup: Lookup) -> dict[RecordId, float]:
    """What the words of each point in the scope score, computed without an index."""
    ours = [point for point in some if point.record.space in lookup.scope.spaces]
    terms = {point.record.id: dict(zip(point.sparse.indices, point.sparse.values, strict=True)) for point in ours}
    scores = dict.fromkeys(terms, 0.0)
    for term, weight in zip(lookup.sparse.indices, lookup.sparse.values, strict=True):
        holders = [record for record in terms if term in terms[record]]
        rarity = math.log(1 + (len(ours) - len(holders) + 0.5) / (len(holders) + 0.5))
        for record in holders:
            scores[record] += weight * terms[record][term] * rarity
    return {record: score for record, score in scores.items() if score}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=said, spaces=scopes, question=texts, gone=st.integers(0, 5))
def test_walls_hold_and_words_weigh_as_if_nothing_else_were_there(
    index: Index, said: list[tuple[SpaceId, str]], spaces: set[SpaceId], question: str, gone: int
) -> None:
    some = [point for space, text in said for point in points(text, space=space)]
    index.upsert(some)
    index.delete(ids_of(some[:gone]))
    some = some[gone:]
    lookup = asked(question, *spaces)
    inside = {point.record.id for point in some if point.record.space in spaces}
    try:
        seen = index.search(lookup)
        assert set(seen.ids()) <= inside
        assert set(by_meaning(seen)) == inside
        assert by_words(seen) == pytest.approx(bm25(some, lookup), abs=1e-4)
        assert {record.id for record in index.fetch(list(ids_of(some)), scope(*spaces))} == inside
    finally:
        index.delete(ids_of(some))


def test_scores_are_the_same_whether_or_not_another_space_is_full(index: Index) -> None:
    ours = points("tea in lyon", "coffee in june", "tea and coffee", space=SPACES[0])
    theirs = points(*["tea lease dentist"] * 300, space=SPACES[1])
    index.upsert(ours)
    alone = index.search(asked("tea in june", SPACES[0]))
    index.upsert(theirs)
    beside = index.search(asked("tea in june", SPACES[0]))
    index.delete(ids_of([*ours, *theirs]))
    assert by_words(beside) == pytest.approx(by_words(alone), abs=1e-6)
    assert by_meaning(beside) == pytest.approx(by_meaning(alone), abs=1e-6)
