"""What the ranking reads is at hand, by number and by place, as it was put there; also after a restart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np
import pytest

from bot.errors import StoreDamaged
from bot.ids import RecordId
from bot.ports import Point, Signs
from memory.edge import EdgeIndex
from memory.edge.signbook import SignBook, number_of
from memory.signs import packed, unpacked
from tests.indexes import asked, points
from tests.memory.limits import files_of_at_most


def signs_of(some: list[Point]) -> Signs:
    return unpacked([point.signs for point in some])


def put(book: SignBook, some: list[Point]) -> None:
    book.put([point.record.id for point in some], signs_of(some))


def traces_of(gone: Point, beside: list[Point]) -> list[bytes]:
    """The bytes of its id, and of the terms that nothing `beside` it has."""
    alone = set(signs_of([gone]).terms.tolist()) - set(signs_of(beside).terms.tolist())
    assert alone
    return [gone.record.id.bytes, *(term.to_bytes(4, "little") for term in alone)]


def holds(book: SignBook, some: list[Point]) -> bool:
    """Whether the book has these, with their signs, and nothing else."""
    rows = book.rows(number_of(point.record.id) for point in some)
    if len(book) != len(some) or (rows < 0).any():
        return False
    keys = [RecordId(UUID(bytes=key.tobytes())) for key in book.keys(rows)]
    found, expected = book.signs(rows), signs_of(some)
    columns = ("place", "episode", "speaker", "asks", "said_at", "lengths", "terms")
    same = all(np.array_equal(getattr(found, name), getattr(expected, name)) for name in columns)
    return same and keys == [point.record.id for point in some]


def test_what_was_put_there_is_there_also_after_a_restart(tmp_path: Path) -> None:
    some = points("green tea?", "black tea in the morning", "")
    book = SignBook(tmp_path)
    put(book, some[:1])
    put(book, some[1:])
    assert holds(book, some)
    book.flush()
    assert holds(SignBook(tmp_path), some)


def test_a_record_put_there_again_is_replaced(tmp_path: Path) -> None:
    tea, cake = points("green tea", "a large carrot cake")
    changed = replace(cake, record=replace(cake.record, id=tea.record.id))
    book = SignBook(tmp_path)
    put(book, [tea])
    put(book, [changed])
    assert holds(book, [changed])
    book.flush()
    assert holds(SignBook(tmp_path), [changed])


def test_what_was_dropped_is_gone_until_it_is_put_there_again(tmp_path: Path) -> None:
    tea, cake = points("green tea", "carrot cake")
    book = SignBook(tmp_path)
    put(book, [tea, cake])
    book.drop([tea.record.id])
    book.drop([tea.record.id])
    assert holds(book, [cake])
    book.flush()
    assert holds(SignBook(tmp_path), [cake])
    put(book, [tea])
    book.flush()
    assert holds(SignBook(tmp_path), [tea, cake])


def test_records_are_found_by_place_also_those_that_came_later(tmp_path: Path) -> None:
    first, later, gone, back = points("green tea", "black tea", "carrot cake", "no tea at all")
    begun = SignBook(tmp_path)
    put(begun, [first, gone, back])
    begun.flush()
    for book in (begun, SignBook(tmp_path)):
        put(book, [later])
        book.drop([gone.record.id, back.record.id])
        put(book, [back])
        every = [point.record.place for point in (first, later, gone, back)]
        assert book.at(every) == {number_of(point.record.id) for point in (first, later, back)}
        assert book.at(every[:1]) == {number_of(first.record.id)}
        assert book.at([]) == book.at(every[2:3]) == book.at([max(every) + 1]) == set()


def test_many_that_came_later_are_sorted_in(tmp_path: Path) -> None:
    (pattern,) = points("green tea")
    records = [replace(pattern.record, id=RecordId(uuid4()), place=row // 2) for row in range(5_000)]
    some = [replace(pattern, record=each, signs=packed(each, (row,))) for row, each in enumerate(records)]
    book = SignBook(tmp_path)
    for once_more in (some, some[:100]):
        put(book, once_more)
        book.flush()
        assert holds(book, some)
        assert book.at([7, 2_499]) == {number_of(records[row].id) for row in (14, 15, 4_998, 4_999)}
    book.drop([each.id for each in records[10:]])
    assert holds(book, some[:10])


def test_what_was_not_flushed_is_left_out_after_a_restart(tmp_path: Path) -> None:
    tea, lost, more = points("green tea", "black tea", "no tea at all")
    book = SignBook(tmp_path)
    put(book, [tea])
    book.flush()
    put(book, [lost])
    book.drop([tea.record.id])
    again = SignBook(tmp_path)
    assert holds(again, [tea])
    put(again, [more])
    again.flush()
    assert holds(SignBook(tmp_path), [tea, more])


def test_a_file_that_lost_its_end_its_order_or_everything_is_damage(tmp_path: Path) -> None:
    book = SignBook(tmp_path)
    put(book, points("green tea", "black tea", "no tea at all"))
    book.flush()
    for path in sorted(tmp_path.iterdir()):
        whole = path.read_bytes()
        for harmed in (whole[:-4], whole[:4][::-1] + whole[4:], b""):
            path.write_bytes(harmed)
            with pytest.raises(StoreDamaged):
                SignBook(tmp_path)
            path.write_bytes(whole)


@pytest.mark.parametrize(
    "told",
    [
        "1000000000000 0 5 0",
        "99999999999999999999 0 5 0",
        "-1 0 -1 0",
        "0 0 9223372036854775807 0",
        "{heads} {heads_crc} 0 0",
        "1" * 5_000 + " 0 0 0",
    ],
)
def test_numbers_that_cannot_be_are_damage(tmp_path: Path, told: str) -> None:
    book = SignBook(tmp_path)
    put(book, points("green tea", "black tea"))
    book.flush()
    heads, heads_crc, *_ = (tmp_path / "signs.whole").read_text().split()
    (tmp_path / "signs.whole").write_text(told.format(heads=heads, heads_crc=heads_crc))
    with pytest.raises(StoreDamaged):
        SignBook(tmp_path)


@pytest.mark.parametrize("text", ["black tea", "black tea, " * 100])
def test_what_finds_no_room_is_not_there_by_half(tmp_path: Path, text: str) -> None:
    tea, more = points("green tea", text)
    book = SignBook(tmp_path)
    put(book, [tea])
    with files_of_at_most(100), pytest.raises(OSError, match="No space left"):
        put(book, [more])
    assert holds(book, [tea])
    put(book, [more])
    assert holds(book, [tea, more])
    book.flush()
    assert holds(SignBook(tmp_path), [tea, more])


def test_a_rewritten_book_holds_no_byte_of_what_was_dropped(tmp_path: Path) -> None:
    some = points("green tea", "a secret recipe", "black tea")
    book = SignBook(tmp_path)
    put(book, some)
    book.drop([some[1].record.id])
    target = tmp_path / "fresh"
    target.mkdir()
    kept = [some[0], some[2]]
    assert holds(book.rewritten(target), kept)
    assert holds(SignBook(target), kept)
    left = b"".join(path.read_bytes() for path in target.iterdir())
    assert all(trace not in left for trace in traces_of(some[1], beside=kept))


def test_a_purged_index_holds_no_byte_of_what_was_deleted(tmp_path: Path) -> None:
    some = points("green tea", "a secret recipe", "black tea")
    index = EdgeIndex(tmp_path, 32)
    index.upsert(some)
    index.flush()
    index.delete([some[1].record.id])
    index.purge()
    assert sorted(index.search(asked("tea")).signs.terms) == sorted(signs_of([some[0], some[2]]).terms)
    index.close()
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert some[0].record.id.bytes in left
    assert all(trace not in left for trace in traces_of(some[1], beside=[some[0], some[2]]))
