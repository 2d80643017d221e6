"""Which hits are of the time that a question names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.records import Hit
from memory.finding.asked_when import asked_time, speaks_of, times_told
from memory.finding.timeliness import in_their_time
from tests.bot.said import hit

# A Sunday.
NOW = datetime(2026, 11, 22, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def said(days_ago: float, text: str, coverage: float = 1.0) -> Hit:
    made = hit(text, text, coverage)
    return replace(made, record=replace(made.record, said_at=NOW - timedelta(days=days_ago)))


def judged(question: str, *hits: Hit) -> list[tuple[float, bool | None]]:
    """Coverage and whether it is on time, where the question's words that say no time are half covered."""
    asked = asked_time(question, NOW)
    told = in_their_time(hits, [each.coverage / 2 for each in hits], asked.times if asked else ())
    assert [each.record for each in told] == [each.record for each in hits]
    return [(each.coverage, each.on_time) for each in told]


def test_what_was_said_then_covers_what_it_holds_of_the_other_words_and_the_rest_is_not_on_time() -> None:
    hits = said(1, "lentil soup", 0.0), said(1, "plum cake", 0.4), said(9, "apple pie", 0.9)
    assert judged("what did I cook yesterday?", *hits) == [(0.0, True), (0.2, True), (0.9, False)]


def test_where_nothing_is_of_that_time_nothing_is_off() -> None:
    hits = said(9, "apple pie", 0.9), said(30, "plum cake", 0.4)
    assert judged("what did I cook yesterday?", *hits) == [(0.9, None), (0.4, None)]
    assert judged("what did I cook?", *hits) == [(0.9, None), (0.4, None)]


@pytest.mark.parametrize(
    ("question", "days_ago", "text"),
    [
        ("when in March is the dentist?", 280, "Dentist on 12 March at 9"),
        ("wann im März ist der Zahnarzt?", 280, "Zahnarzt am 12. März um 9"),
        ("what is on Tuesday?", 2, "The dentist is on Tuesday at 9"),
        ("what was on Tuesday?", 6, "The dentist is on Tuesday at 9"),
        ("what do I have to do next week?", 1, "Next week I hand in the tax form"),
        ("qu'est-ce que je dois faire demain ?", 0, "Arroser les plantes demain"),
        ("what did I do yesterday?", 0, "I ran 5 km yesterday"),
        ("where was I last week?", 3, "Last week I was in Lyon"),
    ],
)
def test_a_text_speaks_of_the_time_that_its_words_meant_when_it_was_said(
    question: str, days_ago: int, text: str
) -> None:
    asked = asked_time(question, NOW)
    assert asked
    assert speaks_of(text, NOW - timedelta(days=days_ago), asked.times)


@pytest.mark.parametrize(
    ("question", "days_ago", "text"),
    [
        ("what do I have to do tomorrow?", 30, "Water the plants tomorrow"),
        ("where was I last week?", 10, "Last week I was in Lyon"),
        ("what is on Tuesday?", 60, "The plumber comes on Tuesday"),
        ("when in March is the dentist?", 1, "The dentist is on Tuesday at 9"),
        ("what happened last week?", 0, "I may be at one of the lakes"),
    ],
)
def test_the_same_word_said_another_day_is_another_time(question: str, days_ago: int, text: str) -> None:
    assert not speaks_of(text, NOW - timedelta(days=days_ago), times_told(question, NOW))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ich treffe Anna am Samstag", 28),
        ("The dentist is on Tuesday at 9", 24),
        ("We are meeting Tom on Saturday", 28),
        ("Quedamos el sábado", 28),
        ("Je vois Luc samedi", 28),
        ("I met Anna on Saturday", 21),
        ("Watched Past Lives on Saturday", 21),
        ("Ich habe Anna am Samstag getroffen", 21),
        ("El sábado compré pan", 21),
        ("J'ai vu Luc samedi", 21),
    ],
)
def test_a_weekday_is_the_coming_one_where_the_verbs_look_ahead_and_the_past_one_where_they_look_back(
    text: str, day: int
) -> None:
    assert [window.start.day for window in times_told(text, NOW)] == [day]


def test_a_weekday_that_is_today_may_be_today_whatever_the_verbs() -> None:
    assert speaks_of("We are meeting Tom on Sunday", NOW, times_told("today", NOW))


def test_where_the_time_is_that_of_saying_what_only_speaks_of_it_is_not_of_it() -> None:
    hits = said(1, "lentil soup"), said(0, "I was in Lyon yesterday"), said(9, "apple pie")
    asked = asked_time("what did Ben say yesterday about food?", NOW)
    assert asked
    told = in_their_time(hits, [1.0, 1.0, 1.0], asked.times, said_then=True)
    assert [each.on_time for each in told] == [True, False, False]
    assert [each.on_time for each in in_their_time(hits[1:], [1.0, 1.0], asked.times, said_then=True)] == [False, False]


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        *(("on Tuesday", 2), ("in March", 2), ("on 12 March", 2), ("before Christmas", 2)),
        *(("this morning", 1), ("esta noche", 1), ("ce matin", 1), ("aujourd'hui", 1), ("am 12.3.", 2)),
        *(("last Tuesday", 1), ("next Tuesday", 1), ("in March 2025", 1), ("tomorrow", 1), ("two Fridays ago", 1)),
    ],
)
def test_a_time_is_past_or_to_come_unless_its_words_say_which(text: str, meanings: int) -> None:
    assert len(times_told(text, NOW)) == meanings


def test_the_end_of_all_time_is_no_time_to_come() -> None:
    assert len(times_told("on 12 March", datetime(9999, 12, 30, tzinfo=UTC))) == 1
