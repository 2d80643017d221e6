"""Marked texts are valid from birth."""

from __future__ import annotations

import pytest

from bot.markup.spans import Marked, Span, Style


def bold(start: int, end: int) -> Span:
    return Span(start=start, end=end, style=Style.BOLD)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2)])
def test_a_span_holds_something(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        bold(start, end)


def test_a_link_leads_somewhere() -> None:
    with pytest.raises(ValueError, match="needs an address"):
        Span(start=0, end=1, style=Style.LINK)


@pytest.mark.parametrize("spans", [[(0, 5)], [(4, 5)], [(0, 2), (1, 3)], [(0, 2), (1, 9)]])
def test_spans_lie_within_the_text_and_within_each_other(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="lies within"):
        Marked(text="four", spans=tuple(bold(start, end) for start, end in spans))


@pytest.mark.parametrize("spans", [[(1, 2), (0, 1)], [(0, 1), (0, 2)]])
def test_spans_are_sorted_the_longer_first(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="sorted"):
        Marked(text="four", spans=tuple(bold(start, end) for start, end in spans))


def test_spans_may_hold_each_other_meet_and_be_alike() -> None:
    places = [(0, 4), (0, 2), (0, 2), (1, 2), (2, 4), (3, 4)]
    assert len(Marked(text="four", spans=tuple(bold(start, end) for start, end in places)).spans) == len(places)
