"""/healthz and /metrics, asked over HTTP."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import aiohttp
import pytest

from adapters.monitor import Health, Reading, Spread, watched
from bot.errors import BadSetting, StoreDamaged

SOON_S = 5.0
WELL = Health(well=True, parts={"telegram": "ok"})


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def no_readings() -> Iterator[Reading]:
    yield from ()


async def get(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize(
    ("health", "status", "told"),
    [
        (WELL, 200, '{"status": "ok", "parts": {"telegram": "ok"}}'),
        (
            Health(well=False, parts={"telegram": "no route", "slack": "ok"}),
            503,
            '{"status": "trouble", "parts": {"telegram": "no route", "slack": "ok"}}',
        ),
    ],
)
async def test_health_is_told_in_words_and_by_the_status(health: Health, status: int, told: str) -> None:
    port = free_port()
    async with watched(port, lambda: health, no_readings):
        assert await get(port, "/healthz") == (status, told)


async def test_figures_are_those_of_the_moment() -> None:
    port, numbers = free_port(), iter((1.0, 2.5))

    def readings() -> Iterator[Reading]:
        yield Reading(name="sent", told="Parts sent", values={"telegram": next(numbers), "slack": 0}, counts=True)
        yield Reading(name="waiting", told="Not done", values={"outbox": 7}, label="where")

    async with watched(port, lambda: WELL, readings):
        for number in ("1.0", "2.5"):
            status, text = await get(port, "/metrics")
            assert status == 200
            assert f'satchel_sent_total{{platform="telegram"}} {number}\n' in text
            assert 'satchel_sent_total{platform="slack"} 0.0\n' in text
            assert 'satchel_waiting{where="outbox"} 7.0\n' in text
    assert "# TYPE satchel_sent_total counter" in text
    assert "# TYPE satchel_waiting gauge" in text
    assert re.search(r"^process_resident_memory_bytes \d", text, re.MULTILINE)


async def test_every_line_is_one_that_prometheus_reads_whatever_a_label_holds() -> None:
    port = free_port()
    hostile = 'a"b\\c\nd'
    async with watched(port, lambda: WELL, lambda: [Reading(name="x", told="hel\nlo", values={hostile: 1})]):
        _, text = await get(port, "/metrics")
    assert r'satchel_x{platform="a\"b\\c\nd"} 1.0' in text.splitlines()


async def test_figures_that_have_to_be_waited_for_hold_up_nothing_else() -> None:
    port, asked, told = free_port(), threading.Event(), threading.Event()

    def readings() -> Iterator[Reading]:
        asked.set()
        assert told.wait(60)
        yield Reading(name="x", told="x", values={"a": 1})

    async with watched(port, lambda: WELL, readings):
        slow = asyncio.create_task(get(port, "/metrics"))
        assert await asyncio.to_thread(asked.wait, 60)
        assert (await get(port, "/healthz"))[0] == 200
        told.set()
        assert (await slow)[0] == 200


async def test_figures_that_cannot_be_read_are_an_error_and_the_next_are_told() -> None:
    port, faults = free_port(), [StoreDamaged("the journal is damaged")]

    def readings() -> Iterator[Reading]:
        if faults:
            raise faults.pop()
        yield Reading(name="x", told="x", values={"a": 1})

    async with watched(port, lambda: WELL, readings):
        assert (await get(port, "/metrics"))[0] == 500
        assert (await get(port, "/metrics"))[0] == 200


async def test_nothing_else_is_served_and_it_ends_with_the_block() -> None:
    port = free_port()
    async with watched(port, lambda: WELL, no_readings):
        assert (await get(port, "/"))[0] == 404
        assert (await get(port, "/../etc/passwd"))[0] == 404
    with pytest.raises(aiohttp.ClientConnectionError):
        await get(port, "/healthz")


async def test_who_never_ends_a_question_keeps_nobody_from_stopping() -> None:
    port = free_port()
    async with asyncio.timeout(None) as ending, watched(port, lambda: WELL, no_readings):
        answer, question = await asyncio.open_connection("127.0.0.1", port)
        question.write(b"GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab")
        await answer.readline()
        ending.reschedule(asyncio.get_running_loop().time() + SOON_S)
    question.close()


async def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        with pytest.raises(BadSetting, match=rf"monitor_port: 127\.0\.0\.1:{port} cannot .*; name another, or 0"):
            async with watched(port, lambda: WELL, no_readings):
                raise AssertionError("nothing runs over a port that is not ours")


async def test_at_port_0_nothing_listens() -> None:
    async with watched(0, lambda: WELL, no_readings):
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_how_long_something_took_is_a_histogram() -> None:
    port = free_port()

    def readings() -> Iterator[Spread]:
        yield Spread(
            name="reply_seconds",
            told="Waited",
            bounds=(0.5, 10.0),
            counts={"telegram": (1, 3, 4)},
            sums={"telegram": 61.25},
        )

    async with watched(port, lambda: WELL, readings):
        _, told = await get(port, "/metrics")
    assert [line for line in told.splitlines() if "reply_seconds" in line] == [
        "# HELP satchel_reply_seconds Waited",
        "# TYPE satchel_reply_seconds histogram",
        'satchel_reply_seconds_bucket{le="0.5",platform="telegram"} 1.0',
        'satchel_reply_seconds_bucket{le="10.0",platform="telegram"} 3.0',
        'satchel_reply_seconds_bucket{le="+Inf",platform="telegram"} 4.0',
        'satchel_reply_seconds_count{platform="telegram"} 4.0',
        'satchel_reply_seconds_sum{platform="telegram"} 61.25',
    ]
