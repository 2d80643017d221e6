"""Whoever asked us to wait is not called earlier."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.pace import EVERYWHERE, Pace
from bot.errors import RateLimited

SECOND = timedelta(seconds=1)


class Watch:
    """A watch that is wound by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_wait_is_kept_to_its_end_and_no_longer() -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.hold("chat 1", 7 * SECOND)
    watch.at += 6.5
    assert pace.left("chat 1") == SECOND / 2
    with pytest.raises(RateLimited) as refused:
        pace.refuse_early("chat 1")
    assert refused.value.after == SECOND / 2
    watch.at += 0.5
    assert pace.left("chat 1") == timedelta()
    pace.refuse_early("chat 1")


def test_others_are_not_held_unless_everybody_is() -> None:
    pace = Pace(Watch())
    pace.hold("chat 1", SECOND)
    pace.refuse_early("chat 2", "sendMessage")
    pace.hold(EVERYWHERE, 3 * SECOND)
    with pytest.raises(RateLimited) as refused:
        pace.refuse_early("chat 2")
    assert refused.value.after == 3 * SECOND


def test_the_longest_of_several_waits_counts_and_a_shorter_one_never_shortens_it() -> None:
    pace = Pace(Watch())
    pace.hold("a", 5 * SECOND)
    pace.hold("a", 2 * SECOND)
    pace.hold("b", 3 * SECOND)
    assert pace.left("a", "b") == 5 * SECOND
    assert pace.left("b") == 3 * SECOND
    assert pace.left() == timedelta()


def test_waits_that_are_over_are_let_go() -> None:
    watch = Watch()
    pace = Pace(watch)
    for number in range(1000):
        pace.hold(str(number), SECOND)
    watch.at += 1
    pace.left()
    assert pace._until == {}
