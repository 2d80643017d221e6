"""What every VectorIndex promises."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.errors import IndexFault, WrongDimension
from bot.ports import SparseVector
from memory.shelf import Index
from memory.signs import unpacked
from tests.builders import CLUB, HOME, scope
from tests.indexes import asked, by_meaning, by_words, ids_of, points

NOTHING = SparseVector(indices=(), values=())


def test_what_was_put_there_is_found_by_words_and_by_meaning(index: Index) -> None:
    tea, coffee = points("Ada likes green tea", "Bob prefers coffee")
    index.upsert([tea, coffee])
    seen = index.search(asked("green tea"))
    assert set(by_words(seen)) == {tea.record.id}
    assert by_meaning(seen)[tea.record.id] > by_meaning(seen)[coffee.record.id]
    assert len(seen.ids()) == len(set(seen.ids())) == 2


def test_signs_travel_with_each_sighting(index: Index) -> None:
    some = points("green tea", "black tea", "no tea at all")
    index.upsert(some)
    seen = index.search(asked("tea"))
    terms = np.split(seen.signs.terms, np.cumsum(seen.signs.lengths)[:-1])
    expected = {point.record.id: unpacked([point.signs]) for point in some}
    assert set(seen.ids()) == set(expected)
    for row, record in enumerate(seen.ids()):
        assert terms[row].tolist() == expected[record].terms.tolist()
        for name in ("place", "episode", "speaker", "asks", "said_at", "lengths"):
            assert getattr(seen.signs, name)[row] == getattr(expected[record], name)[0]


def test_cosines_are_those_of_the_vectors(index: Index) -> None:
    some = points("green tea in the morning", "the morning train", "nothing of the kind")
    index.upsert(some)
    lookup = asked("the morning tea")
    found = by_meaning(index.search(lookup))
    expected = {point.record.id: float(point.dense @ lookup.dense) for point in some}
    assert found == pytest.approx(expected, abs=1e-4)


def test_a_question_of_zeros_brings_nothing_by_meaning(index: Index) -> None:
    index.upsert(points("green tea"))
    seen = index.search(replace(asked("tea"), dense=np.zeros(32, np.float32)))
    assert by_meaning(seen) == {}
    assert len(by_words(seen)) == 1


def test_a_question_without_terms_brings_nothing_by_words(index: Index) -> None:
    index.upsert(points("green tea"))
    seen = index.search(replace(asked("tea"), sparse=NOTHING))
    assert by_words(seen) == {}
    assert len(by_meaning(seen)) == 1


def test_a_question_of_nothing_brings_nothing(index: Index) -> None:
    index.upsert(points("green tea"))
    seen = index.search(replace(asked("tea"), dense=np.zeros(32, np.float32), sparse=NOTHING))
    assert seen.ids() == ()
    assert seen.dense.shape == seen.sparse.shape == seen.signs.place.shape == (0,)


def test_what_has_no_vector_is_still_found_by_its_words(index: Index) -> None:
    (tea,) = points("green tea")
    index.upsert([replace(tea, dense=np.zeros(32, np.float32))])
    assert set(by_words(index.search(asked("tea")))) == {tea.record.id}


def test_what_has_no_terms_is_still_found_by_its_meaning(index: Index) -> None:
    (tea,) = points("green tea")
    index.upsert([replace(tea, sparse=NOTHING)])
    seen = index.search(asked("tea"))
    assert by_words(seen) == {}
    assert set(by_meaning(seen)) == {tea.record.id}


def test_each_side_brings_no_more_than_asked_for(index: Index) -> None:
    some = points(*(f"tea number {number}" for number in range(20)))
    index.upsert(some)
    seen = index.search(asked("tea number 7", depth=5))
    assert len(by_meaning(seen)) == len(by_words(seen)) == 5
    assert some[7].record.id in by_words(seen)


def test_among_looks_at_what_was_said_at_those_places_alone(index: Index) -> None:
    some = points(*(f"tea number {number}" for number in range(20)))
    index.upsert(some)
    seen = index.search(asked("tea number 12", among=some[5:8]))
    assert set(seen.ids()) == set(by_meaning(seen)) == set(by_words(seen)) == ids_of(some[5:8])


def test_among_is_no_way_round_the_scope(index: Index) -> None:
    ours, theirs = points("our tea"), points("their tea", space=CLUB)
    index.upsert([*ours, *theirs])
    assert set(index.search(asked("tea", HOME, among=[*ours, *theirs])).ids()) == ids_of(ours)
    assert index.search(asked("tea", HOME, among=theirs)).ids() == ()


def test_a_record_put_there_again_is_replaced_whole(index: Index) -> None:
    tea, cake = points("green tea", "carrot cake")
    index.upsert([tea])
    index.upsert([replace(cake, record=replace(tea.record, text=cake.record.text))])
    assert by_words(index.search(asked("tea"))) == {}
    assert set(by_words(index.search(asked("cake")))) == {tea.record.id}
    assert [record.text for record in index.fetch([tea.record.id], scope())] == ["carrot cake"]
    assert index.flush() == 1


def test_records_come_back_as_they_were_put_there(index: Index) -> None:
    some = points("green tea", "NUL \x00 and a tab\t", "👩‍👩‍👧‍👦 ‮txet", "e" + "\u0301" * 1_000)
    index.upsert(some)
    fetched = index.fetch([point.record.id for point in some], scope())
    assert {record.id: record for record in fetched} == {point.record.id: point.record for point in some}


def test_half_a_surrogate_pair_is_stored_as_a_mark(index: Index) -> None:
    (odd,) = points("a lone \ud83d surrogate")
    index.upsert([odd])
    assert [record.text for record in index.fetch([odd.record.id], scope())] == ["a lone ? surrogate"]
    assert set(by_words(index.search(asked("surrogate")))) == {odd.record.id}


def test_fetching_leaves_out_what_is_unknown_or_outside_the_scope(index: Index) -> None:
    (ours,), (theirs,), (absent,) = points("ours"), points("theirs", space=CLUB), points("absent")
    index.upsert([ours, theirs])
    every = [ours.record.id, theirs.record.id, absent.record.id]
    assert index.fetch(every, scope(HOME)) == (ours.record,)
    assert index.fetch(every, scope(CLUB)) == (theirs.record,)
    assert index.fetch([], scope(HOME)) == ()


def test_what_was_deleted_is_gone_at_once(index: Index) -> None:
    tea, more = points("green tea", "black tea")
    index.upsert([tea, more])
    index.delete([tea.record.id])
    assert set(index.search(asked("tea")).ids()) == {more.record.id}
    assert index.fetch([tea.record.id], scope()) == ()
    assert set(index.ids()) == {more.record.id}


def test_a_text_of_a_megabyte_is_found_in_pieces(index: Index) -> None:
    words = " ".join(f"word{number}" for number in range(102_000))
    some = points(words)
    index.upsert(some)
    assert len(words) > 1_000_000
    seen = by_words(index.search(asked("word98765")))
    fetched = index.fetch(list(seen), scope())
    assert fetched
    assert all("word98765" in record.text for record in fetched)


@pytest.mark.parametrize("length", [0, 3, 33])
def test_a_vector_of_another_length_is_refused_and_nothing_of_its_batch_is_kept(index: Index, length: int) -> None:
    good, bad = points("green tea", "black tea")
    with pytest.raises(WrongDimension):
        index.upsert([good, replace(bad, dense=np.ones(length, np.float32))])
    assert list(index.ids()) == []


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_vector_that_holds_no_number_is_refused_and_nothing_of_its_batch_is_kept(index: Index, number: float) -> None:
    good, bad = points("green tea", "black tea")
    spoilt = bad.dense.copy()
    spoilt[3] = number
    with pytest.raises(IndexFault):
        index.upsert([good, replace(bad, dense=spoilt)])
    assert list(index.ids()) == []


def test_a_question_of_another_length_is_refused(index: Index) -> None:
    index.upsert(points("green tea"))
    with pytest.raises(WrongDimension):
        index.search(replace(asked("tea"), dense=np.ones(3, np.float32)))
