"""What a town does to its bot is what its methods say."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import Counter

import pytest

from tests.crash.telegram_town import TelegramTown
from tests.peers.telegram.wire import number_in


def test_each_message_is_handed_over_as_often_as_asked_for() -> None:
    with TelegramTown(2) as town:
        town.repeating(5)
        for number in range(60):
            town.says(number % 2, f"number {number}")
        town.calm()
        town.says(0, "once")
        queue = town._peer.state.queue
        times = Counter(number_in(update, "update_id") for update in [*queue.waiting.values(), *queue.again])
    assert sorted(times.values()) == [1, *[5] * 60]


def test_nothing_gets_through_while_it_is_away_and_what_is_said_waits() -> None:
    with TelegramTown(1) as town:
        town.away()
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{town._peer._port}/bot{town._peer.token}/getMe")
        town.says(0, "are you there?")
        town.calm()
        with urllib.request.urlopen(f"http://127.0.0.1:{town._peer._port}/bot{town._peer.token}/getMe") as answer:
            assert answer.status == 200
        assert len(town._peer.waiting) == 1
