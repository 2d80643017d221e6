"""What the terminal shows."""

from __future__ import annotations

import unicodedata

import pytest

from adapters.console.translate import MARK, console_conversation, heard, printable, rendered
from bot.ids import MessageId
from bot.records import Origin
from bot.replies import Reply, Source
from tests.builders import MORNING, message


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


def test_a_reply_is_one_piece_with_its_sources_below() -> None:
    origin = Origin(key=message().key, where=console_conversation(), message=MessageId("1"))
    reply = Reply(text="In June [1].", sources=(Source(number=1, origin=origin, label="Ada, today: “June”"),))
    (part,) = rendered(reply)
    assert part.body.splitlines() == ["In June [1].", "  [1] Ada, today: “June”"]


def test_a_line_is_said_by_its_owner_at_the_time_it_was_typed() -> None:
    event = heard("hello", "m1", MORNING, "Ada")
    assert (event.text, event.at, event.sender.name, event.where) == ("hello", MORNING, "Ada", console_conversation())
