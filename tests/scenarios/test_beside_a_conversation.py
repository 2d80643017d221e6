"""What can be done in a data folder while a conversation goes on in it."""

from __future__ import annotations

import subprocess

import pytest

from tests.program import Program


@pytest.fixture
def satchel(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("beside") / "data")


def heard(conversation: subprocess.Popen[str], line: str) -> str:
    """What is answered, in one line, to a line."""
    assert conversation.stdin
    assert conversation.stdout
    conversation.stdin.write(f"{line}\n")
    return conversation.stdout.readline()


def test_how_things_stand_and_an_export_are_there_and_what_needs_the_index_is_refused(satchel: Program) -> None:
    with satchel.start("chat") as conversation:
        assert heard(conversation, "The code is 4711") == "Kept.\n"
        status = satchel.run("status")
        assert (status.status, status.err) == (0, "")
        assert "kept: 1 message\n" in status.out
        assert f"not opened: process {conversation.pid} is using {satchel.data}" in status.out
        folder = satchel.data.parent / "exported"
        exported = satchel.run("export", str(folder))
        assert (exported.status, exported.err) == (0, "")
        assert "The code is 4711" in (folder / "messages.jsonl").read_text()
        refused = satchel.run("search", "code")
        assert (refused.status, refused.out) == (1, "")
        assert "stop it first" in refused.err
        assert heard(conversation, "The door is blue") == "Kept.\n"
        assert conversation.stdin
        conversation.stdin.close()
        assert conversation.wait(60) == 0
    assert "kept: 2 messages\n" in satchel.run("status").out
