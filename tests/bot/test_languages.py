"""Which language a text is in, and our words in it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.languages import Language, language_of, moment, near_moment, words_for
from tests.bot.said import labelled

AT = datetime(2026, 3, 12, 18, 5, tzinfo=UTC)


def test_the_language_of_phone_messages_is_seen() -> None:
    rows = [row for row in labelled() if row.lang != "xx" and row.want in {"ask", "keep"}]
    wrong = [row.text[:60] for row in rows if language_of(row.text) != row.lang]
    assert 1 - len(wrong) / len(rows) >= 0.96, wrong


@pytest.mark.parametrize("text", ["", "12345", "???", "歯医者", "\ud800"])
def test_what_tells_nothing_counts_as_english(text: str) -> None:
    assert language_of(text) is Language.ENGLISH


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.ENGLISH, "Thu 12 Mar 2026, 18:05"),
        (Language.GERMAN, "Do. 12. März 2026, 18:05"),
        (Language.SPANISH, "jue 12 mar 2026, 18:05"),
        (Language.FRENCH, "jeu. 12 mars 2026, 18:05"),
    ],
)
def test_moments_are_written_as_people_write_them(language: Language, shown: str) -> None:
    assert moment(AT, language) == shown


def test_a_near_moment_is_named_by_the_askers_own_clock() -> None:
    tokyo = timezone(timedelta(hours=9))
    now = datetime(2026, 3, 13, 9, 0, tzinfo=tokyo)
    assert near_moment(AT, now, Language.ENGLISH) == "today, 03:05"
    assert near_moment(AT - timedelta(days=1), now, Language.GERMAN) == "gestern, 03:05"
    assert near_moment(AT - timedelta(days=2), now, Language.ENGLISH) == "Wed 11 Mar 2026, 03:05"


@pytest.mark.parametrize("language", Language)
def test_each_language_has_all_of_our_words(language: Language) -> None:
    words = words_for(language)
    assert all(asdict(words).values())
    assert (len(words.weekdays), len(words.months)) == (7, 12)
    assert words.by_model.format("m") != words.by_model
    assert "\n" not in words.kept
