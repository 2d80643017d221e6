"""The peer in a thread, a bot in a process, and a test that blocks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.peers.slack import Hold, SlackPeer

ROOT = Path(__file__).parents[2]


@contextmanager
def running(slack: SlackPeer) -> Iterator[subprocess.Popen[bytes]]:
    """The bot, until it is killed here at the latest."""
    keys = {"BOT_TOKEN": slack.bot_token, "APP_TOKEN": slack.app_token, "API_URL": slack.api_url}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.peers_slack.bot"], cwd=ROOT, env={**os.environ, **keys}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_bot_killed_between_its_post_and_the_answer_finds_its_post_again() -> None:
    with SlackPeer() as slack:
        hold = Hold(done_first=True)
        slack.fails("chat.postMessage", hold)
        with running(slack):
            said = slack.person("ada").says("the key")
            slack.wait_until(lambda: hold.reached)
        assert not said.delivery.acked
        with running(slack):
            slack.wait_until(lambda: said.delivery.acked)
        (post,) = slack.bot.posts
        assert (post.text, post.thread) == ("the key", said.ts)


def test_a_hundred_messages_from_ten_people_are_answered_each_in_its_thread() -> None:
    with SlackPeer() as slack, running(slack):
        people = [slack.person(f"person {number}") for number in range(10)]
        said = [person.says(f"number {number}") for number in range(10) for person in people]
        slack.wait_until(lambda: all(one.delivery.acked for one in said), within=30)
        threads = {(post.channel, post.thread): post.text for post in slack.bot.posts}
        assert threads == {(one.channel, one.ts): one.text for one in said}
        assert len(slack.bot.posts) == len(said)


def test_a_coroutine_runs_on_the_loop_of_the_peer() -> None:
    async def verified() -> int:
        return len(slack.sockets.connections)

    with SlackPeer() as slack:
        assert slack.run(verified()) == 0
