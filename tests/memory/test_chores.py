"""What is done in quiet moments, and left alone for longer and longer while it does not go."""

from __future__ import annotations

import pytest

from bot.errors import ModelUnavailable
from memory.chores import LONGEST_REST, Chore


class Server:
    """Counts how often it is asked; `away` says whether it answers."""

    def __init__(self) -> None:
        self.asked = 0
        self.away = ""

    def work(self) -> None:
        self.asked += 1
        if self.away:
            raise ModelUnavailable(self.away)


def test_what_goes_well_is_done_every_time() -> None:
    server, chore = Server(), Chore("not done")
    for _ in range(10):
        chore.attempt(server.work)
    assert server.asked == 10


def test_what_fails_is_tried_ever_more_seldom_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    server, chore = Server(), Chore("not done")
    server.away = "the server is down"
    for _ in range(1_000):
        chore.attempt(server.work)
    assert 1_000 / LONGEST_REST < server.asked < 30
    assert caplog.messages == ["not done: the server is down"]
    server.away = "the key is wrong"
    for _ in range(LONGEST_REST + 1):
        chore.attempt(server.work)
    assert caplog.messages[1:] == ["not done: the key is wrong"]


def test_once_it_goes_again_it_is_as_if_nothing_had_been() -> None:
    server, chore = Server(), Chore("not done")
    server.away = "the server is down"
    for _ in range(100):
        chore.attempt(server.work)
    server.away = ""
    for _ in range(LONGEST_REST + 1):
        chore.attempt(server.work)
    before = server.asked
    for _ in range(10):
        chore.attempt(server.work)
    assert server.asked == before + 10
