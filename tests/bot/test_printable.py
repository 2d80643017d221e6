"""What people write can be shown in a terminal, and steers none."""

from __future__ import annotations

import unicodedata

import pytest

from bot.printable import MARK, printable


@pytest.mark.parametrize(
    "text", ["plain", "two\nlines\tand a tab", "Grüße, ¿qué tal?, ça va", "日本語", "👩‍👩‍👧‍👦", "é à ñ", "שלום"]
)
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "a\rb", "nul \x00", "\x7f", "\ud800", "\u202eevil", "\u2066x\u2069"],
)
def test_what_steers_a_terminal_is_shown_as_a_mark(text: str) -> None:
    shown = printable(text)
    assert MARK in shown
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Cf"}


def test_a_tower_of_accents_is_no_higher_than_a_mark() -> None:
    assert printable("e" + "\u0301" * 10_000 + "!") == f"e{MARK}!"


def test_a_megabyte_is_shown_whole() -> None:
    text = "word " * 200_000
    assert printable(text) == text
