"""`satchel serve`: how it starts, is looked at from outside, and ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.adapters.test_monitor import free_port
from tests.program import Program

TOKEN = "12345:AAH-quackenbush_4711"
SOON_S = 15


@pytest.fixture
def nowhere() -> str:
    """An address at which nobody listens."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def bot(data: Path, nowhere: str, port: int) -> Program:
    """A bot whose only platform cannot be reached."""
    settings = {
        "SATCHEL_TELEGRAM_TOKEN": TOKEN,
        "SATCHEL_TELEGRAM_API": nowhere,
        "SATCHEL_MONITOR_PORT": str(port),
        "SATCHEL_LOG_FORMAT": "json",
    }
    return Program(data, settings)


class Served:
    """A running `satchel serve`, and what it has logged."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: list[str] = []
        self._logged = threading.Condition()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def until_logged(self, text: str) -> None:
        with self._logged:
            assert self._logged.wait_for(lambda: any(text in line for line in self._lines), 60), self._lines

    def ended(self) -> tuple[int, list[str]]:
        status = self.process.wait(SOON_S)
        self._reading.join()
        return status, self._lines

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            with self._logged:
                self._lines.append(line)
                self._logged.notify_all()


@contextmanager
def served(bot: Program) -> Iterator[Served]:
    with bot.start("serve") as process:
        running = Served(process)
        try:
            yield running
        finally:
            process.kill()
            running.ended()


def test_without_a_platform_it_says_how_to_set_one_up(satchel: Program) -> None:
    ended = satchel.run("serve")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("satchel: no platform is set up: start `satchel setup telegram`")
    assert ended.err.count("\n") == 1


def test_a_port_that_is_taken_is_named(bot: Program, port: int) -> None:
    with closing(socket.create_server(("127.0.0.1", port))):
        ended = bot.run("serve")
    assert (ended.status, ended.out) == (1, "")
    assert f"monitor_port: 127.0.0.1:{port} cannot be listened on" in ended.err
    assert "Traceback" not in ended.err
    assert "Warning" not in ended.err


def test_a_platform_that_is_away_is_told_and_tried_again_and_a_signal_ends_it(bot: Program, port: int) -> None:
    with served(bot) as running:
        running.until_logged("telegram: ")
        status, body = asked(port, "/healthz")
        assert (status, json.loads(body)["status"]) == (503, "trouble")
        assert json.loads(body)["parts"]["telegram"] not in ("", "ok")
        while 'satchel_restarts_total{platform="telegram"} 0.0\n' in asked(port, "/metrics")[1]:
            assert running.process.poll() is None
            time.sleep(0.05)
        assert 'satchel_up{platform="telegram"} 0.0\n' in asked(port, "/metrics")[1]
        running.process.send_signal(signal.SIGTERM)
        status, lines = running.ended()
    assert status == 0
    told = [json.loads(line) for line in lines]
    assert told[0]["message"] == "serving telegram"
    assert [line["message"] for line in told[-2:]] == ["told to stop; finishing what is under way", "stopped"]
    assert not any("traceback" in line for line in told)
    assert "quackenbush" not in "".join(lines)


def test_a_command_of_another_process_is_carried_out(bot: Program) -> None:
    with served(bot) as running:
        running.until_logged("serving telegram")
        found = bot.run("search", "boat")
        assert (found.status, found.out, found.err) == (0, "Nothing found.\n", "")


def test_a_second_signal_changes_nothing(bot: Program) -> None:
    with served(bot) as running:
        running.until_logged("serving telegram")
        running.process.send_signal(signal.SIGINT)
        running.process.send_signal(signal.SIGTERM)
        status, lines = running.ended()
    assert status == 0
    assert "stopped" in lines[-1]


ENDING = """
import asyncio, threading
from bot.cli.ending import end_soon

async def serving():
    asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)
    end_soon()

asyncio.run(serving())
"""


def test_a_stop_waits_for_no_thread_that_nothing_ends() -> None:
    assert subprocess.run([sys.executable, "-c", ENDING], timeout=SOON_S, check=False).returncode == 0


def asked(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()
