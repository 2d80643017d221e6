"""What can be done in a data folder while a conversation goes on in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from adapters.models.engine import close_blocking_clients
from bot.overview import Survey
from bot.wiring import open_house
from bot.wiring.beside import look_beside
from tests.builders import message, replied
from tests.peers.openai import Embeds, openai_peer
from tests.program import Program
from tests.scenarios.talk import SCOPE


@pytest.fixture
def satchel(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("beside") / "data")


def heard(conversation: subprocess.Popen[str], line: str) -> str:
    """What is answered, in one line, to a line."""
    assert conversation.stdin
    assert conversation.stdout
    conversation.stdin.write(f"{line}\n")
    return conversation.stdout.readline()


def test_how_things_stand_and_an_export_are_there_and_what_would_end_it_is_refused(satchel: Program) -> None:
    with satchel.start("chat") as conversation:
        assert heard(conversation, "The code is 4711") == "Kept.\n"
        status = satchel.run("status")
        assert (status.status, status.err) == (0, "")
        assert "kept: 1 message\n" in status.out
        told = f"Satchel is running (process {conversation.pid}); what only it can tell of the index is left out.\n"
        assert status.out.startswith(told)
        assert "stop it" not in status.out
        doctor = satchel.run("doctor")
        assert (doctor.status, doctor.err) == (0, "")
        assert "!!" not in doctor.out
        assert f"Satchel is running (process {conversation.pid}), and all is well with its journal: 1 mes" in doctor.out
        folder = satchel.data.parent / "exported"
        exported = satchel.run("export", str(folder))
        assert (exported.status, exported.err) == (0, "")
        assert "The code is 4711" in (folder / "messages.jsonl").read_text()
        refused = satchel.run("reindex")
        assert (refused.status, refused.out) == (1, "")
        assert "stop it first" in refused.err
        assert heard(conversation, "The door is blue") == "Kept.\n"
        assert conversation.stdin
        conversation.stdin.close()
        assert conversation.wait(60) == 0
    after = satchel.run("status").out
    assert "kept: 2 messages\n" in after
    assert "index: wordllama\n" in after
    assert "index: wordllama\n" in status.out


def index_told(overview: Survey) -> str:
    return dict(overview.standing(SCOPE).lines)["index"]


def test_which_index_is_in_use_and_which_is_to_come_is_told_alike(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_house(data):
        pass
    with openai_peer() as peer:
        peer.script(Embeds())
        wanted = f"litellm:openai/e@{peer.address}"
        monkeypatch.setenv("SATCHEL_EMBEDDER", wanted)
        with open_house(data) as house, look_beside(data, "in use") as visit:
            told = f"wordllama, until {wanted} is filled"
            assert (index_told(house.overview), index_told(visit.overview)) == (told, told)
        close_blocking_clients()


def test_what_a_running_bot_has_still_to_do_is_told(data: Path) -> None:
    with open_house(data) as house:
        house.journal.inbox.accept([message("a"), message("b")], None)
        with look_beside(data, running="process 1") as visit:
            assert ("waiting", "2 messages") in visit.overview.standing(SCOPE).lines
            for received in house.journal.inbox.pending():
                house.journal.inbox.finish(received.seq, replied("an answer"))
        with look_beside(data, running="process 1") as visit:
            assert ("waiting", "2 parts of replies") in visit.overview.standing(SCOPE).lines
