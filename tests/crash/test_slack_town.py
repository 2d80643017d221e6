"""What the town says of a bot is so; and what a bot makes of its worst days."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.crashes import CrashPoint
from tests.crash.blows import KILLED
from tests.crash.lives import forking
from tests.crash.served import Bot, notes_in
from tests.crash.slack_town import SlackTown
from tests.peers.slack import Limited
from tests.peers_slack.conftest import listening

TOLD, ASKED = 20, 6
WITHIN_S = 120.0


@pytest.fixture
def town() -> Iterator[SlackTown]:
    with SlackTown(2) as opened:
        yield opened


@asynccontextmanager
async def client_of(town: SlackTown) -> AsyncIterator[AsyncWebClient]:
    """What a bot without manners calls Slack with."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            token=town.environment["SATCHEL_SLACK_BOT_TOKEN"],
            base_url=town.environment["SATCHEL_SLACK_API"],
            session=session,
            retry_handlers=[],
        )


async def test_a_bot_that_confirms_what_it_has_not_committed_is_counted(town: SlackTown, tmp_path: Path) -> None:
    bot = Bot(town=town, data=tmp_path / "data")
    bot.let_in()
    town.watch(bot.data)
    async with client_of(town) as client, listening(town.slack, client):
        for number in range(3):
            town.says(0, f"number {number}")
        await town.slack.until(lambda: len(town.slack.deliveries.acks) == 3)
    assert town.early() == 3


async def test_what_is_committed_before_it_is_confirmed_is_not_early(town: SlackTown, tmp_path: Path) -> None:
    bot = Bot(town=town, data=tmp_path / "data")
    bot.let_in()
    town.watch(bot.data)
    with bot.serving():
        for number in range(TOLD):
            town.says(number % 2, f"note {number}")
        await town.slack.until(lambda: town.confirmed() == TOLD, WITHIN_S)
    assert town.early() == 0
    assert [each.to for each in town.reactions(1)] == [f"note {number}" for number in range(1, TOLD, 2)]
    assert notes_in(bot.data) == Counter(f"note {number}" for number in range(TOLD))


async def test_three_of_ten_are_refused_and_who_does_not_wait_is_counted(town: SlackTown) -> None:
    town.trouble()
    refused: list[str] = []
    waits: set[str] = set()
    unanswered = 0
    async with client_of(town) as client:
        for number in range(200):
            channel = town.slack.channel(f"room {number}").id
            try:
                await client.chat_postMessage(channel=channel, text=f"number {number}")
            except SlackApiError as limited:
                waits.add(limited.response.headers["Retry-After"])
                refused.append(channel)
            except aiohttp.ClientError:
                unanswered += 1
        assert town.early() == 0
        town.calm()
        await client.chat_postMessage(channel=refused[-1], text="at once")
    assert town.early() == 1
    assert 40 < len(refused) < 80
    assert waits == {"1"}
    assert 0 < unanswered < 30
    assert len(town.seen()) == 200 - len(refused) + 1


async def test_who_was_killed_before_it_could_write_down_to_wait_is_forgiven_and_nobody_else(town: SlackTown) -> None:
    async with client_of(town) as client:
        for wrote_down, channel in enumerate(town.chats):
            town.slack.fails("chat.postMessage", Limited(30))
            with pytest.raises(SlackApiError):
                await client.chat_postMessage(channel=channel, text="hello")
            if wrote_down:
                town.slack.stage.advance(1)
                await client.users_info(user=town.people[0].user)
            await client.auth_test()
            await client.chat_postMessage(channel=channel, text="hello")
            assert town.early() == wrote_down


async def test_each_event_comes_so_often_and_in_no_order(town: SlackTown) -> None:
    town.repeating(5)
    async with client_of(town) as client, listening(town.slack, client) as bot:
        await town.slack.until(lambda: town.slack.sockets.connections)
        for number in range(TOLD):
            town.says(0, f"number {number}")
        await town.slack.until(lambda: len(bot.texts) == 5 * TOLD)
    assert Counter(bot.texts) == {f"number {number}": 5 for number in range(TOLD)}
    firsts = list(dict.fromkeys(bot.texts))
    assert firsts != sorted(firsts, key=lambda text: int(text.split()[1]))
    tries = {(request.payload["event"]["text"], request.retry_attempt or 0) for request in bot.heard}
    assert len(tries) == 5 * TOLD


async def test_one_persons_calls_are_slow(town: SlackTown) -> None:
    first, second = town.chats
    town.slow(0, 0.3)
    async with client_of(town) as client:
        slow = asyncio.create_task(client.chat_postMessage(channel=first, text="slow"))
        await town.slack.until(lambda: town.slack.bot.calls)
        await client.chat_postMessage(channel=second, text="quick")
        await slow
    assert town.seen() == ["quick", "slow"]


def test_what_is_said_while_slack_is_away_arrives_once_and_half_of_it_from_history(
    town: SlackTown, tmp_path: Path
) -> None:
    bot = Bot(town=town, data=tmp_path / "data")
    bot.let_in()
    town.watch(bot.data)
    with bot.serving():
        town.says(0, "before")
        town.slack.wait_until(lambda: town.confirmed() == 1, WITHIN_S)
        town.away()
        for number in range(TOLD):
            town.says(number % 2, f"meanwhile {number}")
        town.calm()
        town.slack.wait_until(lambda: town.confirmed() == 1 + TOLD, WITHIN_S)
    never = [one for one in town.slack.deliveries.all if one.failed]
    assert 0 < len(never) < TOLD
    assert not any(one.attempts for one in never)
    assert notes_in(bot.data) == Counter(["before", *(f"meanwhile {number}" for number in range(TOLD))])
    assert (town.seen(), town.early()) == ([], 0)


@pytest.mark.parametrize("point", [CrashPoint.OUTBOX_CLAIMED, CrashPoint.OUTBOX_DELIVERED])
def test_a_bot_that_is_killed_in_the_send_window_under_repeats_and_limits_answers_each_question_once(
    town: SlackTown, tmp_path: Path, point: CrashPoint
) -> None:
    bot = Bot(town=town, data=tmp_path / "data")
    bot.let_in()
    town.watch(bot.data)
    town.repeating(5)
    town.trouble()
    for number in range(ASKED):
        town.says(number % 2, f"the boat of harbour {number}x is blue")
        town.says(number % 2, f"/recent {number + 1}")
    with forking() as begin:
        for _ in range(3):
            life = begin(bot.program, SATCHEL_CRASH_AT=f"{point}:3")
            assert life.ended() == KILLED, life.told()
        town.calm()
        with replace(bot, begin=begin).serving():
            town.slack.wait_until(lambda: town.confirmed() == ASKED and len(town.seen()) == ASKED, WITHIN_S)
            town.says(0, "the end")
            town.slack.wait_until(lambda: town.confirmed() == ASKED + 1, WITHIN_S)
    assert len(town.seen()) == ASKED
    assert max(notes_in(bot.data).values()) == 1
    assert town.early() == 0
