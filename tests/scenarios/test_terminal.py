"""A person at a real terminal: prompt, history, Ctrl-C, Ctrl-D."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.peers.openai import Hangs, Says, openai_peer
from tests.program import Program

PATIENCE_S = 60
UP, CTRL_C, CTRL_D, ENTER = "\x1b[A", "\x03", "\x04", "\r"
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\r\x07]")


class Terminal:
    """The keyboard and the screen of a program that runs on a pseudo-terminal."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._descriptor = descriptor
        self.process = process
        self._seen = ""
        self.all = ""
        """Every byte that came, also those that steer."""

    def press(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def enter(self, line: str) -> None:
        self.press(line + ENTER)

    def until(self, text: str) -> str:
        """Wait until a text appears after what was waited for before; returns all up to it."""
        deadline = time.monotonic() + PATIENCE_S
        while text not in (plain := _STEERING.sub("", self._seen)):
            assert time.monotonic() < deadline, f"{text!r} did not appear; there is {plain!r}"
            self._look()
        end = plain.index(text) + len(text)
        self._seen = plain[end:]
        return plain[:end]

    def ended(self) -> int:
        """Wait until the program has ended; returns its exit status."""
        deadline = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it does not end; there is {self._seen!r}"
            self._look()
        return self.process.returncode

    def _look(self) -> None:
        if select.select([self._descriptor], [], [], 0.1)[0]:
            try:
                came = os.read(self._descriptor, 65_536).decode(errors="replace")
                self._seen += came
                self.all += came
            except OSError:
                time.sleep(0.05)


def _sit_down() -> None:
    """Make standard input the terminal whose keys send signals."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(satchel: Program, *arguments: str) -> Iterator[Terminal]:
    """A command on a terminal; `chat` where none is named."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        satchel.command(*(arguments or ("chat",))),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=satchel.environment(TERM="xterm", COLUMNS="100", LINES="40", PROMPT_TOOLKIT_NO_CPR="1"),
        cwd=satchel.data.parent,
        start_new_session=True,
        preexec_fn=_sit_down,
    )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_person_talks_leaves_and_finds_what_they_typed_before(satchel: Program) -> None:
    with terminal(satchel) as screen:
        screen.until("/help")
        screen.until("›")
        screen.enter("The code is 4711")
        screen.until("Kept.")
        screen.until("›")
        screen.enter("what is the code?")
        screen.until("4711")
        screen.until("›")
        screen.press(CTRL_D)
        assert screen.ended() == 0
    with terminal(satchel) as screen:
        screen.until("›")
        screen.press(UP + UP)
        screen.until("The code is 4711")
        screen.press(CTRL_C)
        screen.until("›")
        screen.press(UP)
        screen.until("what is the code?")
        screen.press(ENTER)
        screen.until("“The code is 4711”")
        screen.until("›")
        screen.press(CTRL_D)
        assert screen.ended() == 0


def test_what_was_forgotten_is_gone_from_the_history(satchel: Program) -> None:
    satchel.chat("Anna moved to Lyon", "The code is 4711", "/undo")
    with terminal(satchel) as screen:
        screen.until("›")
        screen.press(UP)
        screen.until("Anna moved to Lyon")
        screen.press(UP + CTRL_C)
        assert "4711" not in screen.until("›")
        screen.press(CTRL_D)
        assert screen.ended() == 0


def test_ctrl_c_gives_up_the_line_and_not_the_conversation(satchel: Program) -> None:
    with terminal(satchel) as screen:
        screen.until("›")
        screen.press("half a thou" + CTRL_C)
        screen.until("›")
        screen.enter("The code is 4711")
        screen.until("Kept.")
        screen.until("›")
        screen.press(CTRL_D)
        assert screen.ended() == 0
    assert "half a thou" not in satchel.chat("/recent").out


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_or_stopped_terminal_loses_nothing(satchel: Program, signalled: signal.Signals) -> None:
    with terminal(satchel) as screen:
        screen.until("›")
        screen.enter("The code is 4711")
        screen.until("Kept.")
        screen.until("›")
        screen.process.send_signal(signalled)
        assert screen.ended() in {0, -signal.SIGHUP}
    assert "4711" in satchel.chat("what is the code?").out


def test_a_model_writes_its_answer_once_and_can_be_interrupted(satchel: Program) -> None:
    satchel.chat("The lease ends in June", "The code is 4711")
    with openai_peer() as peer:
        peer.script(Says(text="It ends on the last day of June [1]."), Hangs())
        models = {"SATCHEL_MODELS": f"openai/any@{peer.address}", "SATCHEL_MODEL_KEY": "sk-1"}
        with terminal(Program(satchel.data, models)) as screen:
            screen.until("›")
            screen.enter("when does the lease end?")
            answer = screen.until("“The lease ends in June”")
            assert answer.count("the last day of June") == 1
            screen.until("›")
            screen.enter("what is the code?")
            while len(peer.asked) < 2:
                time.sleep(0.05)
            screen.press(CTRL_C)
            assert screen.ended() == 130
    assert "4711" in satchel.chat().out


def test_a_hostile_note_does_not_steer_the_terminal(satchel: Program) -> None:
    satchel.run("chat", typed=b"evil \x1b]0;owned\x07 note\n")
    with terminal(satchel) as screen:
        screen.until("›")
        screen.enter("/recent")
        assert "evil" in screen.until("note")
        screen.until("›")
        assert "\x1b]0;owned" not in screen.all
        screen.press(CTRL_D)
        assert screen.ended() == 0


def test_a_long_import_shows_how_far_it_has_come(satchel: Program) -> None:
    file = satchel.data.parent / "chat.jsonl"
    row = {"conversation": "us", "sender": "Anna", "sent_at": "2026-03-12T18:20:00+00:00", "text": "the boat is blue"}
    file.write_text("".join(f"{json.dumps({'id': str(number)} | row)}\n" for number in range(3_000)), encoding="utf-8")
    with terminal(satchel, "import", str(file)) as screen:
        screen.until("Reading")
        screen.until("%")
        screen.until("3,000 new messages")
        assert screen.ended() == 0
