"""A text is cut into messages where it hurts least, and loses nothing but blanks."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup.cut import Length, pieces, utf16_length
from bot.markup.parse import marked, plain
from bot.markup.spans import Marked, Span, Style
from tests.bot.spelled import seen_in, spelled, unspaced

WHOLE = ["a", "é", "e\u0301", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "日", "नि", "\u1112\u1161\u11ab", "𝒳"]
BLANKS = [" ", "  ", "\n", "\n\n", "\t", "\r\n", "\xa0", "\x1c"]
MARKUP = ["*b*", "**", "~~c~~", "`", "```py\n", "> ", "- ", "1. ", "[d e](http://f)", ". ", "_", "word"]
TEXTS = st.lists(st.sampled_from(WHOLE + BLANKS + MARKUP), max_size=60).map("".join)
LENGTHS = st.sampled_from([len, utf16_length])


def cut(text: str, longest: int) -> list[str]:
    return [piece.text for piece in pieces(plain(text), longest)]


def spelled_out(text: str, longest: int) -> list[str]:
    return [spelled(piece) for piece in pieces(marked(text), longest)]


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("One two.\n\nThree. Four\nfive six", 24, ["One two.\n\nThree. Four", "five six"]),
        ("One two three.\n\nFour\nfive. Six seven", 26, ["One two three.", "Four\nfive. Six seven"]),
        ("One two three.\n \t\nFour\nfive six", 26, ["One two three.", "Four\nfive six"]),
        ("One two three\nfour. Five six", 22, ["One two three", "four. Five six"]),
        ("One two three four. Five six", 24, ["One two three four.", "Five six"]),
        ("So? (One “two!”) Three four", 22, ["So? (One “two!”)", "Three four"]),
        ("一二三四五。六七八九十", 8, ["一二三四五。", "六七八九十"]),
        ("One two three 2. four", 17, ["One two three 2.", "four"]),
        ("One two three", 8, ["One two", "three"]),
        ("One two three", 7, ["One two", "three"]),
        ("One twothree", 8, ["One", "twothree"]),
        ("Onetwothree", 4, ["Onet", "woth", "ree"]),
        ("x\n\n" + "y" * 9, 10, ["x", "y" * 9]),
    ],
)
def test_a_cut_falls_where_it_hurts_least(text: str, longest: int, expected: list[str]) -> None:
    assert cut(text, longest) == expected


def test_the_head_of_a_line_in_a_list_does_not_end_a_sentence() -> None:
    assert cut("1. one two\n2. three four", 14) == ["1. one two", "2. three four"]
    assert cut("words and 2. three", 16) == ["words and 2.", "three"]


def test_a_text_that_fits_is_one_piece() -> None:
    assert spelled_out("**a** b", 3) == ["{bold a} b"]


@pytest.mark.parametrize("blank", ["", " ", "\n" * 5_000, " \t\r\n\xa0\u2003"])
def test_a_blank_text_gives_no_piece(blank: str) -> None:
    assert pieces(plain(blank), 10) == ()


def test_blanks_around_a_cut_are_left_out_but_not_the_indent_of_a_line() -> None:
    assert cut("def f():  \n\n    return 12", 16) == ["def f():", "    return 12"]
    assert cut("one   two", 4) == ["one", "two"]
    assert cut(" " * 5_000 + "word", 10) == ["word"]


def test_spans_that_cross_a_cut_go_on_behind_it() -> None:
    made = spelled_out("one **two *three four* five** six", 14)
    assert made == ["one {bold two {italic three}}", "{bold {italic four} five} six"]
    assert spelled_out("[one two](http://a)", 4) == ["{link=http://a one}", "{link=http://a two}"]


def test_code_goes_on_as_code_of_its_language() -> None:
    assert spelled_out("So:\n```python\nif x:\n    y = 1\n    z = 2\n```\nDone", 16) == [
        "So:\n\n{pre=python if x:}",
        "{pre=python     y = 1}",
        "{pre=python     z = 2}\n\nDone",
    ]


@pytest.mark.parametrize("character", [each for each in WHOLE if len(each) > 1])
@pytest.mark.parametrize("shift", range(4))
def test_no_character_is_torn_apart(character: str, shift: int) -> None:
    for piece in cut("x" * shift + character * 100, 40):
        assert len(piece.lstrip("x")) % len(character) == 0


def test_a_mark_keeps_the_blank_that_carries_it() -> None:
    assert cut("abcdef \u0301ghij", 9) == ["abcdef \u0301g", "hij"]
    assert cut("abcdefgh  \u0301ij", 9) == ["abcdefgh", " \u0301ij"]


@pytest.mark.parametrize("length", [len, utf16_length])
@pytest.mark.parametrize("tower", ["e" + "\u0301" * 10_000, "👍" + "\u200d" * 10_000, "\U0001f1e9" * 9_999])
def test_what_cannot_stay_whole_is_cut_at_the_limit(tower: str, length: Length) -> None:
    made = [piece.text for piece in pieces(plain(tower), 100, length)]
    assert "".join(made) == tower
    assert max(map(length, made)) <= 100


def test_units_are_counted_as_utf_16_counts_them() -> None:
    assert [utf16_length(text) for text in ("", "é", "日", "𝒳", "👍🏽", "\ud800")] == [0, 1, 1, 2, 4, 1]
    assert [piece.text for piece in pieces(plain("👍" * 5), 5, utf16_length)] == ["👍👍", "👍👍", "👍"]


def test_any_count_may_set_the_limit() -> None:
    made = pieces(plain("a & b & c & d"), 12, lambda text: len(text.replace("&", "&amp;")))
    assert [piece.text for piece in made] == ["a & b", "& c", "& d"]


def test_one_character_that_is_too_long_is_a_piece_nevertheless() -> None:
    assert [piece.text for piece in pieces(plain("a👍b"), 1, utf16_length)] == ["a", "👍", "b"]


def test_nothing_fits_into_nothing() -> None:
    with pytest.raises(ValueError, match="allow 1 or more"):
        pieces(plain("a"), 0)


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "word. " * 170_000, "🇩🇪" * 500_000, "\n" * 1_000_000 + "a", "a\n \n" * 250_000]
)
def test_a_million_characters_are_cut(text: str) -> None:
    made = cut(text, 4_096)
    assert max(map(len, made)) <= 4_096
    assert unspaced("".join(made)) == unspaced(text)


def test_many_spans_come_out_as_many() -> None:
    text = marked("*a* `b` " * 1_000)
    made = pieces(text, 100)
    assert sum(len(piece.spans) for piece in made) == len(text.spans) == 2_000


@given(TEXTS, st.integers(1, 40), LENGTHS)
def test_pieces_keep_to_the_limit_and_lose_nothing_but_blanks(text: str, longest: int, length: Length) -> None:
    for whole in (marked(text), plain(text)):
        made = pieces(whole, longest, length)
        assert unspaced("".join(piece.text for piece in made)) == unspaced(whole.text)
        assert all(piece.text.strip() for piece in made)
        assert all(length(piece.text) <= longest or len(piece.text) == 1 for piece in made)


@given(TEXTS, st.integers(1, 40))
def test_the_same_words_are_seen_in_each_style(text: str, longest: int) -> None:
    whole = marked(text)
    made = pieces(whole, longest)
    for style in Style:
        assert seen_in(made, style) == seen_in([whole], style)


@given(st.lists(st.sampled_from(WHOLE + BLANKS), max_size=60), st.integers(12, 40))
def test_each_character_stays_in_one_piece(characters: list[str], longest: int) -> None:
    seen = [character for character in characters if character.strip()]
    ends = set(accumulate(map(len, seen)))
    assert ends.issuperset(accumulate(len(unspaced(piece)) for piece in cut("".join(characters), longest)))


def test_a_span_over_what_is_left_out_between_pieces_goes_with_it() -> None:
    bold, strike = (Span(start=at, end=at + 2, style=style) for at, style in ((0, Style.BOLD), (2, Style.STRIKE)))
    assert [spelled(piece) for piece in pieces(Marked(text="a \n\nb", spans=(bold, strike)), 2)] == ["{bold a}", "b"]
