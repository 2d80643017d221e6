"""What a homeserver left out of a sync, and would not tell when it was asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.matrix import syncing
from adapters.matrix.gaps import FILE, MOST, Gap, Gaps
from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.proxy import Answer, Proxy
from tests.peers.matrix_plain import Plain
from tests.peers.synapse import Homeserver

PATIENCE_S = 60.0
MANY = syncing.WINDOW + 20


def somebody(synapse: Homeserver, bot: Bot, name: str) -> Plain:
    made = Plain(synapse.address, synapse.register(name), bot.id)
    made.open()
    return made


def gap(number: int = 0) -> Gap:
    return Gap(room="!room", since=f"s{number}", until="t")


def test_a_gap_waits_over_restarts_until_it_is_filled(tmp_path: Path) -> None:
    Gaps(tmp_path).keep([gap(1)])
    Gaps(tmp_path).keep([gap(1), gap(2)])
    kept = Gaps(tmp_path)
    assert kept.waiting == (gap(1), gap(2))
    kept.drop(gap(1))
    kept.drop(gap(3))
    assert Gaps(tmp_path).waiting == (gap(2),)
    kept.keep(gap(number) for number in range(10, 10 + MOST))
    assert len(kept.waiting) == MOST


@pytest.mark.parametrize("written", ["[]", '{"waiting": 5}', '{"waiting": [5, []]}'])
def test_a_file_that_holds_something_else_holds_no_gap(tmp_path: Path, written: str) -> None:
    (tmp_path / FILE).write_text(written)
    assert Gaps(tmp_path).waiting == ()


@pytest.mark.parametrize("failures", [1, 2])
async def test_a_gap_that_cannot_be_filled_holds_up_nobody_and_is_filled_later(
    synapse: Homeserver, bot: Bot, proxy: Proxy, failures: int
) -> None:
    ada, ben = somebody(synapse, bot, "ada"), somebody(synapse, bot, "ben")
    async with bot.running():
        for each in (ada, ben):
            each.say(f"I am {each.user.id}")
            await bot.hears(f"I am {each.user.id}")
    said = [f"line {number}" for number in range(MANY)]
    for text in said:
        ada.say(text)
    ben.say("and I?")
    for _ in range(failures):
        proxy.next(Answer(status=500, body={}), lambda _, path: path.endswith("/messages"))
    async with bot.running():
        await bot.hears("and I?")
        await bot.hears(said[-1])
        assert said[0] not in bot.texts
        await talk_until(lambda: asked_for_more(proxy) >= failures, bot, ben)
    async with bot.running():
        await talk_until(lambda: said[0] in bot.texts, bot, ben)
    of_ada = [each for each in bot.heard.messages if each.sender.id == ada.user.id][1:]
    assert Counter(each.text for each in of_ada) == Counter(said)
    assert Gaps(bot.folder).waiting == ()


def asked_for_more(proxy: Proxy) -> int:
    return len([path for _, path in proxy.asked if path.endswith("/messages")])


async def talk_until(true: Callable[[], bool], bot: Bot, somebody: Plain) -> None:
    """What was found comes with what is said next."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            text = f"{len(bot.texts)} and counting"
            somebody.say(text)
            await bot.hears(text)
