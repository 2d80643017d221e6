"""The rate limits, by a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.peers.telegram.limits import Gatekeeper, Limits
from tests.peers.telegram.wire import Refusal


def waits(gatekeeper: Gatekeeper, scope: str, kind: str, now: float) -> float | None:
    """How long one message has to wait; None where it is taken."""
    refusal = gatekeeper.told_to_wait(scope, now) or gatekeeper.write(scope, kind, now)
    return None if refusal is None else refusal.parameters["retry_after"]


def test_a_chat_takes_one_message_a_second() -> None:
    gatekeeper = Gatekeeper(limits=Limits())
    assert waits(gatekeeper, "1", "private", 0.0) is None
    assert waits(gatekeeper, "1", "private", 0.5) == 1
    assert waits(gatekeeper, "2", "private", 0.5) is None
    assert waits(gatekeeper, "1", "private", 1.5) is None


def test_a_group_takes_twenty_a_minute() -> None:
    gatekeeper = Gatekeeper(limits=Limits())
    assert [waits(gatekeeper, "-1", "group", at) for at in range(20)] == [None] * 20
    assert waits(gatekeeper, "-1", "group", 20.5) == 40
    assert waits(gatekeeper, "-1", "group", 59.0) == 2
    assert waits(gatekeeper, "-1", "group", 60.5) is None


def test_all_chats_together_take_thirty_a_second() -> None:
    gatekeeper = Gatekeeper(limits=Limits())
    assert [waits(gatekeeper, str(chat), "private", 0.0) for chat in range(1, 31)] == [None] * 30
    assert waits(gatekeeper, "31", "private", 0.1) == 1
    assert waits(gatekeeper, "32", "private", 0.9) == 1
    assert waits(gatekeeper, "32", "private", 1.1) is None


def test_a_shorter_second_is_told_in_fractions() -> None:
    gatekeeper = Gatekeeper(limits=Limits(second=0.5))
    assert waits(gatekeeper, "1", "private", 0.0) is None
    assert waits(gatekeeper, "1", "private", 0.25) == 0.25
    assert waits(gatekeeper, "1", "private", 0.5) is None


def test_without_limits_all_is_taken() -> None:
    gatekeeper = Gatekeeper()
    assert [waits(gatekeeper, "1", "private", 0.0) for _ in range(100)] == [None] * 100


@pytest.mark.parametrize("told", [lambda gate: gate.shut("", 3, 0.0), lambda gate: gate.shut("5", 3, 0.0)])
def test_told_to_wait_means_until_then(told: Callable[[Gatekeeper], Refusal]) -> None:
    gatekeeper = Gatekeeper()
    told(gatekeeper)
    assert waits(gatekeeper, "5", "private", 2.9) == 1
    assert waits(gatekeeper, "5", "private", 3.0) is None
