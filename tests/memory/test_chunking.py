"""Long texts are cut where they breathe, and no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.chunking import LONGEST, OVERLAP, chunked, most_pieces

letters = st.text(alphabet="ab .\n\t。é", max_size=6_000)


def test_a_short_text_is_one_piece() -> None:
    assert chunked("x" * LONGEST) == ("x" * LONGEST,)
    assert chunked("") == ("",)


@given(letters)
def test_every_letter_is_in_some_piece_and_no_piece_is_too_long(text: str) -> None:
    pieces = chunked(text)
    assert all(len(piece) <= LONGEST for piece in pieces)
    assert text.startswith(pieces[0])
    assert text.endswith(pieces[-1])
    covered = 0
    for piece in pieces:
        start = text.find(piece, max(0, covered - LONGEST))
        assert 0 <= start <= covered
        covered = max(covered, start + len(piece))
    assert covered == len(text)


@pytest.mark.parametrize("breaks_every", [100, 451, 601, 751, 1_201, 50_000])
def test_there_are_no_more_pieces_than_the_length_tells(breaks_every: int) -> None:
    text = ("x" * (breaks_every - 2) + "\n\n") * (50_000 // breaks_every)
    for length in range(0, len(text), 997):
        assert len(chunked(text[:length])) <= most_pieces(length)


def test_the_length_tells_not_many_more_pieces_than_there_are() -> None:
    assert [most_pieces(length) for length in (0, LONGEST, 100 * LONGEST)] == [1, 1, 267]


@pytest.mark.parametrize("separator", ["\n\n", "\n", ". ", " "])
def test_pieces_end_where_the_text_breathes(separator: str) -> None:
    text = separator.join(["word" * 10] * 200)
    assert all(piece.endswith(separator) for piece in chunked(text)[:-1])


def test_what_stands_across_a_cut_is_whole_in_one_of_the_pieces() -> None:
    text = " ".join(f"w{number}" for number in range(2_000))
    pieces = chunked(text)
    for number in range(1_999):
        assert any(f"w{number} w{number + 1}" in piece for piece in pieces)


def test_a_megabyte_without_a_break_is_cut_all_the_same() -> None:
    pieces = chunked("x" * 1_000_000)
    assert len(pieces) <= 1_000_000 // (LONGEST - OVERLAP) + 1
    assert all(len(piece) <= LONGEST for piece in pieces)
