"""A small sample of each figure, on every platform; `make figures` measures them all at full size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.crash.figures import Sizes, figures_of, found
from tests.crash.guarantees import inversions, percentile
from tests.crash.lives import Begin, forking
from tests.crash.platforms import TOWNS

SMALL = Sizes(kills=0, messages=100, away_s=0.5, seed=4711)
MEASURED = [(platform, name) for platform in TOWNS for name in figures_of(platform)]


@pytest.fixture(scope="module")
def fork() -> Iterator[Begin]:
    with forking() as begin:
        yield begin


@pytest.mark.parametrize(("platform", "figure"), MEASURED)
def test_what_is_promised_holds_in_a_sample(platform: str, figure: str, fork: Begin) -> None:
    finding = found(platform, figures_of(platform)[figure], replace(SMALL, begin=fork))
    assert finding.harm == 0, finding


def test_what_is_done_before_what_was_said_earlier_is_an_inversion() -> None:
    assert inversions(["a", "b", "c", "d"], ["a", "b", "d"]) == 0
    assert inversions(["a", "b", "c", "d"], ["b", "a", "d", "c"]) == 2


def test_a_percentile_is_the_value_below_which_that_share_lies() -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.5) == 3.0
    assert percentile([1.0], 0.95) == 1.0
