"""Quotes are short, readable and whole."""

from __future__ import annotations

import pytest

from bot.quotes import LONGEST_QUOTE, quote

LEASE = "The lease of the flat ends on 30 June with two months notice."
LONG = "The weather was fine and we went for a walk. " * 8 + LEASE + " Then we had cake and talked of school." * 8


def test_a_short_text_is_quoted_whole_on_one_line() -> None:
    assert quote("milk\n and  bread", "milk") == "milk and bread"


def test_a_long_text_is_cut_around_the_words_of_the_question() -> None:
    made = quote(LONG, "when does the lease end?")
    assert LEASE in made
    assert made.startswith("…")
    assert made.endswith("…")
    assert len(made) <= LONGEST_QUOTE


def test_a_cut_falls_between_words() -> None:
    made = quote(LONG, "lease").strip("…")
    assert f" {made} " in f" {LONG} "


def test_without_a_word_of_the_question_the_beginning_is_quoted() -> None:
    assert quote(LONG, "zebra").startswith("The weather was fine")


@pytest.mark.parametrize(
    "character",
    ["👨‍👩‍👧‍👦", "🇩🇪", "e\u0301", "👍🏽", "ก็", "한"],
    ids=["family", "flag", "accent", "skin", "thai", "hangul"],
)
@pytest.mark.parametrize("shift", range(5))
def test_no_character_is_torn_apart(character: str, shift: int) -> None:
    text = "x" * shift + character * 400
    assert quote(text, "y") == "x" * shift + character * ((len(quote(text, "y")) - 1 - shift) // len(character)) + "…"


def test_towers_of_marks_and_turned_lines_are_taken_out() -> None:
    made = quote("e" + "\u0301" * 10_000 + " \u202eevil\u0007 text", "text")
    assert len(made) < 40
    assert made.endswith("evil text")


@pytest.mark.parametrize("text", ["", "x" * 1_000_000, "lease " * 200_000, "\ud800" * 500, "日本語" * 1000])
def test_any_text_gives_a_short_quote(text: str) -> None:
    assert len(quote(text, "lease 日本")) <= LONGEST_QUOTE
