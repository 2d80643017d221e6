"""What every index promises to those who keep house over it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest

from bot.ids import RecordId
from memory.shelf import Index
from tests.builders import scope
from tests.indexes import asked, by_meaning, by_words, ids_of, points


def test_deleting_what_is_not_there_is_no_error(index: Index) -> None:
    (absent,) = points("absent")
    index.delete([absent.record.id])
    index.delete([])
    index.upsert([])
    assert index.flush() == 0


def test_flushing_tells_how_many_points_there_are(index: Index) -> None:
    some = points(*(f"tea number {number}" for number in range(7)))
    index.upsert(some)
    index.delete([some[0].record.id])
    assert index.flush() == 6


def test_ten_thousand_points_are_each_told_once(index: Index) -> None:
    (pattern,) = points("green tea")
    some = [replace(pattern, record=replace(pattern.record, id=RecordId(uuid4()))) for _ in range(10_000)]
    for start in range(0, len(some), 1_000):
        index.upsert(some[start : start + 1_000])
    told = list(index.ids())
    assert len(told) == index.flush() == 10_000
    assert set(told) == ids_of(some)


def test_several_threads_may_put_look_and_delete_at_once(index: Index) -> None:
    def work(thread: int) -> None:
        for turn in range(10):
            keep, drop = points(f"tea {thread} {turn}", f"cake {thread} {turn}")
            index.upsert([keep, drop])
            assert keep.record.id in by_words(index.search(asked("tea", depth=1_000)))
            index.delete([drop.record.id])
            assert index.fetch([keep.record.id, drop.record.id], scope()) == (keep.record,)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert index.flush() == 80


def test_purging_leaves_what_is_there(index: Index) -> None:
    some = points(*(f"tea number {number}" for number in range(20)))
    index.upsert(some)
    index.delete(ids_of(some[:10]))
    before = index.search(asked("tea number 15"))
    index.purge()
    after = index.search(asked("tea number 15"))
    assert set(index.ids()) == ids_of(some[10:])
    assert by_words(after) == pytest.approx(by_words(before), abs=1e-6)
    assert by_meaning(after) == pytest.approx(by_meaning(before), abs=1e-6)


def test_an_index_may_be_purged_until_nothing_is_left_and_filled_again(index: Index) -> None:
    some = points("green tea", "black tea")
    index.purge()
    index.upsert(some)
    index.delete(ids_of(some))
    index.purge()
    assert index.flush() == 0
    index.upsert(some)
    assert len(by_words(index.search(asked("tea")))) == 2


def test_what_was_destroyed_begins_empty(opened: Callable[[], Index]) -> None:
    index = opened()
    index.upsert(points("green tea"))
    index.close(destroy=True)
    again = opened()
    assert again.flush() == 0
    again.close()
