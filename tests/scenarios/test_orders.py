"""Commands that the running bot carries out for another process."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest

from memory.folder import DataFolder
from tests.cli.running import jsonl, said
from tests.peers.openai import Hangs, Says, openai_peer
from tests.program import Program

SOON_S = 30
FEW_FILES = 100


@pytest.fixture
def satchel(tmp_path: Path) -> Program:
    return Program(tmp_path / "data")


def hears(conversation: subprocess.Popen[str], line: str) -> str:
    assert conversation.stdin
    assert conversation.stdout
    conversation.stdin.write(f"{line}\n")
    return conversation.stdout.readline()


@contextmanager
def talking(satchel: Program, **environment: str) -> Iterator[subprocess.Popen[str]]:
    with satchel.start("chat", **environment) as conversation:
        try:
            assert hears(conversation, "The code of the shed is 4711") == "Kept.\n"
            yield conversation
        finally:
            conversation.kill()


def until_begun(satchel: Program) -> None:
    """Until something of an import is kept."""
    while "kept: 1 message\n" in satchel.run("status").out:
        pass


def test_searching_and_asking_need_no_stop(satchel: Program) -> None:
    with talking(satchel):
        found = satchel.run("search", "shed")
        assert (found.status, found.err) == (0, "")
        assert found.out.endswith("you: The code of the shed is 4711\n")
        answer = satchel.run("ask", "what is the code of the shed?")
        assert "4711" in answer.out
        rows = json.loads(satchel.run("search", "--json", "shed").out)
        assert [hit["text"] for hit in rows["hits"]] == ["The code of the shed is 4711"]


def test_an_import_is_found_by_the_conversation_at_once(satchel: Program, tmp_path: Path) -> None:
    jsonl(tmp_path / "chat.jsonl", [said("1", "The boat is blue"), said("2", "x", sent_at="never")])
    with talking(satchel) as conversation:
        # Named as where it was typed, which is elsewhere than where the conversation was begun.
        taken_in = satchel.run("import", "chat.jsonl")
        assert (taken_in.status, taken_in.out) == (3, "1 new message, 0 were here already.\n")
        assert taken_in.err.startswith("chat.jsonl, line 2: sent_at 'never'")
        assert hears(conversation, "/search boat").endswith("Anna: The boat is blue\n")


def test_what_goes_wrong_is_told_where_the_command_was_typed(satchel: Program) -> None:
    with talking(satchel) as conversation:
        refused = satchel.run("import", "nothing.jsonl")
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.startswith("satchel: ")
        assert "nothing.jsonl cannot be read" in refused.err
        assert hears(conversation, "The door is blue") == "Kept.\n"


def test_a_model_answers_both(satchel: Program) -> None:
    with openai_peer() as peer:
        peer.script(Says(text="It is 4711 [1]."), Says(text="4711, as you said [1]."))
        with talking(satchel, SATCHEL_MODELS=f"openai/m@{peer.address}") as conversation:
            assert satchel.run("ask", "what is the code of the shed?").out.startswith("It is 4711 [1].")
            assert hears(conversation, "what is the code of the shed?") == "4711, as you said [1].\n"


def test_a_socket_that_a_killed_bot_left_stands_in_nobodys_way(satchel: Program) -> None:
    with talking(satchel) as conversation:
        conversation.send_signal(signal.SIGKILL)
        conversation.wait(SOON_S)
    assert DataFolder(satchel.data).socket.is_socket()
    assert "4711" in satchel.run("search", "shed").out
    # A process that is killed at once does not know that its answer was read.
    satchel.chat()
    with talking(satchel):
        assert "4711" in satchel.run("search", "shed").out


@pytest.mark.parametrize(
    "line",
    [b'[["--help"], "/"]\n', b"\n", b"{}\n", b"[[], \n", b'["search", 3]\n', b"[[[[]]], 1]\n", b"\xff" * 5_000_000],
)
def test_what_is_no_order_is_left_alone(satchel: Program, line: bytes) -> None:
    with talking(satchel) as conversation:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(str(DataFolder(satchel.data).socket))
            caller.settimeout(SOON_S)
            try:
                caller.sendall(line)
                assert caller.recv(1) == b""
            except (BrokenPipeError, ConnectionResetError):
                pass
        assert "4711" in satchel.run("search", "shed").out
        assert hears(conversation, "The door is blue") == "Kept.\n"
        conversation.send_signal(signal.SIGTERM)
        assert conversation.stderr
        assert conversation.stderr.read() == ""


def test_an_import_whose_bot_is_stopped_says_so_and_goes_on_when_given_again(satchel: Program, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said(str(number), f"The boat {number} is blue") for number in range(60_000)])
    with talking(satchel) as conversation:
        with satchel.start("import", str(file)) as importing:
            until_begun(satchel)
            conversation.send_signal(signal.SIGTERM)
            assert importing.stderr
            assert importing.stderr.read() == (
                "satchel: the bot that carried this out was stopped in the middle; give the command again\n"
            )
            assert importing.wait(SOON_S) == 1
        conversation.wait(SOON_S)
    again = satchel.run("import", str(file))
    assert again.status == 0
    assert " 0 were here already" not in again.out
    assert "kept: 60,001 messages" in satchel.run("status").out


def test_whoever_gives_up_waiting_stops_the_command(satchel: Program, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said(str(number), f"The boat {number} is blue") for number in range(60_000)])
    with talking(satchel) as conversation:
        with satchel.start("import", str(file)) as importing:
            until_begun(satchel)
            importing.kill()
        conversation.send_signal(signal.SIGTERM)
        assert conversation.stderr
        assert conversation.stderr.read() == ""
        conversation.wait(SOON_S)
    assert "60,001" not in satchel.run("status").out


def test_a_stop_waits_for_no_model(satchel: Program) -> None:
    with openai_peer() as peer:
        peer.script(Hangs())
        slow = {"SATCHEL_MODELS": f"openai/m@{peer.address}", "SATCHEL_MODEL_TIMEOUT_S": "600"}
        asking_it = ("ask", "what is the code of the shed?")
        with talking(satchel, **slow) as conversation, satchel.start(*asking_it) as asking:
            while not peer.asked:
                assert asking.poll() is None
            conversation.send_signal(signal.SIGTERM)
            # A model may take a minute.
            conversation.wait(SOON_S)
            assert asking.wait(SOON_S) == 1


def test_callers_that_say_nothing_hold_nobody_up(satchel: Program) -> None:
    with talking(satchel) as conversation, ExitStack() as silent:
        for _ in range(40):
            caller = silent.enter_context(socket.socket(socket.AF_UNIX))
            caller.connect(str(DataFolder(satchel.data).socket))
        assert hears(conversation, "The door is blue") == "Kept.\n"
        assert "4711" in satchel.run("search", "shed").out


def test_what_a_killed_bot_left_is_no_reason_to_refuse_a_restore(satchel: Program, tmp_path: Path) -> None:
    with talking(satchel):
        assert satchel.run("backup", str(tmp_path / "backup.zip")).status == 0
    blank = Program(tmp_path / "blank")
    with blank.start("chat") as conversation:
        while not DataFolder(blank.data).socket.exists():
            assert conversation.poll() is None
        conversation.kill()
    restored = blank.run("restore", str(tmp_path / "backup.zip"))
    assert (restored.status, restored.err) == (0, "")
    assert "4711" in blank.run("search", "shed").out


def test_orders_are_heard_again_when_files_can_be_opened_again(satchel: Program) -> None:
    few = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (FEW_FILES, FEW_FILES))
    bot = subprocess.Popen(
        satchel.command("chat"),
        stdin=PIPE,
        stdout=PIPE,
        env=satchel.environment(),
        text=True,
        bufsize=1,
        preexec_fn=few,
    )
    with bot:
        assert hears(bot, "The code of the shed is 4711") == "Kept.\n"
        with ExitStack() as crowd:
            for _ in range(FEW_FILES):
                caller = crowd.enter_context(socket.socket(socket.AF_UNIX))
                caller.connect(str(DataFolder(satchel.data).socket))
            assert hears(bot, "/search shed").endswith("The code of the shed is 4711\n")
        assert "4711" in satchel.run("search", "shed").out
        bot.kill()


@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/../dev/fd/0", "pipe"])
def test_what_only_the_caller_can_read_is_refused_and_nobody_elses_words_are_taken(
    satchel: Program, tmp_path: Path, name: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with talking(satchel) as conversation:
        refused = satchel.run("import", name, typed=json.dumps(said("1", "The boat is blue")))
        assert (refused.status, refused.out) == (1, "")
        assert "write it to a file, and name that" in refused.err
        assert hears(conversation, "The door is blue") == "Kept.\n"
        conversation.send_signal(signal.SIGTERM)
        conversation.wait(SOON_S)


@pytest.mark.parametrize("taken_by", [Path.mkdir, Path.touch])
def test_what_else_has_that_name_stays(satchel: Program, taken_by: Callable[[Path], None]) -> None:
    satchel.chat()
    taken_by(DataFolder(satchel.data).socket)
    with talking(satchel):
        assert "stop it first" in satchel.run("search", "shed").err
    assert DataFolder(satchel.data).socket.exists()
