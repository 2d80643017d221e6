"""However a conversation ends, it ends soon, and nothing that was said is lost or said twice."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from tests.peers.openai import Hangs, openai_peer
from tests.program import Program

SOON_S = 15


def said_and_kept(conversation: subprocess.Popen[str], text: str) -> None:
    """Say something, and wait until it is confirmed."""
    assert conversation.stdin
    assert conversation.stdout
    conversation.stdin.write(f"{text}\n")
    conversation.stdin.flush()
    assert conversation.stdout.readline() == "Kept.\n"


@pytest.mark.parametrize(("signalled", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_within_seconds(satchel: Program, signalled: signal.Signals, status: int) -> None:
    with satchel.start("chat") as conversation:
        said_and_kept(conversation, "The code is 4711")
        conversation.send_signal(signalled)
        assert conversation.wait(SOON_S) == status
        assert conversation.stderr
        assert conversation.stderr.read() == ""
    again = satchel.chat("what is the code?")
    assert "4711" in again.out
    assert "Kept." not in again.out


@pytest.mark.parametrize("ended", [True, False], ids=["input has ended", "input is open"])
def test_a_model_that_is_slow_does_not_keep_it_from_stopping_and_is_not_waited_for(
    satchel: Program, *, ended: bool
) -> None:
    with openai_peer() as peer:
        peer.script(Hangs())
        models = {"SATCHEL_MODELS": f"openai/any@{peer.address}", "SATCHEL_MODEL_TIMEOUT_S": "120"}
        with satchel.start("chat", **models) as conversation:
            assert conversation.stdin
            conversation.stdin.write("The code is 4711\nwhat is the code?\n")
            conversation.stdin.close() if ended else conversation.stdin.flush()
            while not peer.asked:
                assert conversation.poll() is None
                time.sleep(0.05)
            conversation.send_signal(signal.SIGTERM)
            assert stopped(conversation) == "Kept.\n"
    assert satchel.chat().out.count("“The code is 4711”") == 1


def stopped(conversation: subprocess.Popen[str]) -> str:
    """What it has said when it has ended soon, without a complaint."""
    try:
        assert conversation.wait(SOON_S) == 0
    finally:
        conversation.kill()
    assert conversation.stdout
    assert conversation.stderr
    assert conversation.stderr.read() == ""
    return conversation.stdout.read()


def test_a_reader_that_goes_away_ends_it_and_the_answer_is_given_the_next_time(satchel: Program) -> None:
    with satchel.start("chat") as conversation:
        assert conversation.stdin
        assert conversation.stdout
        assert conversation.stderr
        conversation.stdout.close()
        until = time.monotonic() + SOON_S
        try:
            while conversation.poll() is None and time.monotonic() < until:
                conversation.stdin.write("The code is 4711\n")
                time.sleep(0.1)
            conversation.stdin.close()
        except BrokenPipeError:
            conversation.stdin = None
        assert conversation.wait(SOON_S) == 1
        assert conversation.stderr.read() == ""
    again = satchel.chat("/recent")
    assert "The code is 4711" in again.out
    assert "Kept." in again.out


def test_two_conversations_cannot_share_a_folder(satchel: Program) -> None:
    with satchel.start("chat") as conversation:
        said_and_kept(conversation, "The code is 4711")
        second = satchel.chat("hello")
        assert second.status == 1
        assert second.err == (
            f"satchel: process {conversation.pid} is using {satchel.data}; stop it first, "
            "or choose another folder with --data\n"
        )
        said_and_kept(conversation, "The door is blue")
        assert conversation.stdin
        conversation.stdin.close()
        assert conversation.wait(SOON_S) == 0


def test_a_backup_is_made_while_a_conversation_goes_on(satchel: Program) -> None:
    file = satchel.data.parent / "backup.zip"
    with satchel.start("chat") as conversation:
        said_and_kept(conversation, "The code is 4711")
        made = satchel.run("backup", str(file))
        assert (made.status, made.err) == (0, "")
        said_and_kept(conversation, "The door is blue")
        assert conversation.stdin
        conversation.stdin.close()
        assert conversation.wait(SOON_S) == 0
    restored = Program(satchel.data.parent / "restored")
    assert restored.run("restore", str(file)).status == 0
    assert "4711" in restored.chat("what is the code?").out


def test_a_warning_free_conversation_complains_of_nothing(satchel: Program) -> None:
    everything = satchel.chat("Anna moved to Lyon", "where is Anna?", "/recent", "/undo", "/status", "/help")
    assert (everything.status, everything.err) == (0, "")
