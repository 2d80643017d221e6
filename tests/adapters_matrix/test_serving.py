"""The whole program on Matrix: set up, killed in the middle, and back."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.peers.matrix_person import Person, person
from tests.peers.matrix_sight import Seen
from tests.peers.synapse import Homeserver
from tests.program import Program

PATIENCE_S = 120


@pytest.fixture
async def program(synapse: Homeserver, ada: Person, tmp_path: Path) -> Program:
    """Set up with Ada as its owner, and without the password from then on."""
    program = Program(tmp_path / "data", {"SATCHEL_MONITOR_PORT": "0"})
    bot = synapse.register("satchel")
    answers = "\n".join((synapse.address, bot.id, bot.password, ada.id, ""))
    done = await asyncio.to_thread(program.run, "setup", "matrix", typed=answers)
    assert done.status == 0, done.err
    assert f"I am {bot.name} there" in done.out
    settings = program.data / "satchel.toml"
    settings.write_text("\n".join(line for line in settings.read_text().splitlines() if "password" not in line))
    program.settings["BOT"] = bot.id
    return program


@contextmanager
def serving(program: Program, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = program.start("serve", **environment)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


async def ended(process: subprocess.Popen[str]) -> int:
    return await asyncio.to_thread(process.wait, PATIENCE_S)


@pytest.mark.parametrize(
    ("point", "encrypted"),
    [("outbox-delivered", False), ("inbox-after-commit", True), ("outbox-claimed", True), ("outbox-delivered", True)],
)
async def test_after_a_kill_the_answer_stands_once(program: Program, ada: Person, point: str, encrypted: bool) -> None:
    bot = program.settings["BOT"]
    with serving(program):
        room = await ada.direct(bot, encrypted=encrypted)
        await ada.joined(room, bot)
    # Said while nobody listens: the first thing that the next one commits.
    asked = await ada.say(room, "what is my blood type?")
    with serving(program, SATCHEL_CRASH_AT=point) as process:
        assert await ended(process) == -signal.SIGKILL
    with serving(program) as process:
        answer = await ada.sees(room, lambda seen: seen.reply_to == asked)
        assert answer.encrypted == encrypted
        await ada.say(room, "what is my shoe size?")
        await ada.sees(room, lambda seen: seen.reply_to not in (None, asked))
        process.send_signal(signal.SIGTERM)
        assert await ended(process) == 0
    assert len([seen for seen in ada.timeline[room] if seen.reply_to == asked]) == 1


async def test_a_kill_between_the_keys_and_the_journal_loses_no_word(program: Program, ada: Person) -> None:
    bot = program.settings["BOT"]
    with serving(program) as process:
        room = await ada.direct(bot, encrypted=True)
        await ada.joined(room, bot)
        first = await ada.say(room, "what is my blood type?")
        await ada.sees(room, lambda seen: seen.reply_to == first)
    ada.client.invalidate_outbound_session(room)
    second = await ada.say(room, "what is my shoe size?")
    with serving(program, SATCHEL_CRASH_AT="inbox-before-commit") as process:
        assert await ended(process) == -signal.SIGKILL
    with serving(program):
        await ada.sees(room, lambda seen: seen.reply_to == second)
    assert len([seen for seen in ada.timeline[room] if seen.reply_to == second]) == 1


async def test_what_is_somebody_s_own_is_not_told_in_a_room_that_others_may_come_to(
    program: Program, ada: Person
) -> None:
    bot = program.settings["BOT"]
    with serving(program):
        own, room = await ada.direct(bot), await ada.group("Plans", bot)
        for each in (own, room):
            await ada.joined(each, bot)
        await ada.sees(room, lambda seen: "not a direct chat" in seen.text)
        for each, text in ((own, "my locker code is 4711"), (room, "the gate code is 0815")):
            said = await ada.say(each, text)
            await ada.sees(each, partial(_reacts, said))
        asked = await ada.say(room, "what is my locker code?")
        assert "4711" not in (await ada.sees(room, lambda seen: seen.reply_to == asked)).text
        asked = await ada.say(room, "what is the gate code?")
        assert "0815" in (await ada.sees(room, lambda seen: seen.reply_to == asked)).text
        asked = await ada.say(own, "what is my locker code?")
        assert "4711" in (await ada.sees(own, lambda seen: seen.reply_to == asked)).text


def _reacts(to: str, seen: Seen) -> bool:
    return seen.reacts_to == to


async def test_strangers_get_a_hint_and_the_log_holds_no_secret(program: Program, synapse: Homeserver) -> None:
    with serving(program) as process:
        async with person(synapse.address, synapse.register("eve")) as eve:
            room = await eve.direct(program.settings["BOT"], encrypted=True)
            await eve.joined(room, program.settings["BOT"])
            await eve.say(room, "what is Ada's blood type?")
            hint = await eve.sees(room, lambda seen: bool(seen.text))
            assert "satchel pair" in hint.text
        process.send_signal(signal.SIGTERM)
        assert await ended(process) == 0
        assert process.stderr is not None
        log = process.stderr.read()
    login = (program.data / "matrix" / "login.json").read_text()
    assert "token" in login
    for secret in ("syt_", "the password of"):
        assert secret not in log
        assert "password" not in (program.data / "satchel.toml").read_text()
