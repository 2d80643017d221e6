"""`satchel doctor`: what is in order, what is not, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.models.engine import close_blocking_clients
from bot.wiring import open_house
from tests.builders import chat, message, note
from tests.cli.running import Cli, jsonl, said
from tests.peers.openai import Embeds, openai_peer
from tests.program import Program


def findings(out: str) -> dict[str, tuple[str, str]]:
    """What was looked at: `ok` or `!!`, and what was told."""
    rows = [line for line in out.splitlines() if line[:2] in {"ok", "!!"}]
    return {line[4:].partition(": ")[0]: (line[:2], line[4:].partition(": ")[2]) for line in rows}


def test_a_healthy_folder_is_all_in_order(cli: Cli, tmp_path: Path) -> None:
    cli.takes_in(tmp_path / "chat.jsonl", "the boat is blue", "the shed is locked")
    found = findings(cli.fine("doctor"))
    assert set(found) == {"settings", "data folder", "embedder", "journal and index", "model"}
    assert {mark for mark, _ in found.values()} == {"ok"}
    assert found["journal and index"][1] == "2 messages kept, 2 pieces indexed"


def test_a_first_start_is_in_order_and_says_how_to_set_a_model(cli: Cli) -> None:
    assert "SATCHEL_MODELS" in findings(cli.fine("doctor"))["model"][1]


def test_a_misspelt_variable_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_MODLES", "openai/x")
    ended = cli("doctor")
    assert ended.status == 1
    mark, told = findings(ended.out)["settings"]
    assert mark == "!!"
    assert "SATCHEL_MODLES" in told
    assert findings(ended.out)["journal and index"][0] == "ok"


def test_a_wrong_setting_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_TIMEZONE", "Mars/Olympus")
    ended = cli("doctor")
    assert ended.status == 1
    assert "Mars/Olympus" in ended.out


def test_a_model_that_does_not_answer_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_MODELS", "openai/nothing@http://127.0.0.1:9/v1")
    monkeypatch.setenv("SATCHEL_MODEL_KEY", "sk-4711")
    monkeypatch.setenv("SATCHEL_MODEL_RETRIES", "0")
    ended = cli("doctor")
    assert ended.status == 1
    mark, told = findings(ended.out)["model"]
    assert mark == "!!"
    assert told
    assert "4711" not in ended.out + ended.err


def test_a_model_is_asked_within_the_budget_alone(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with openai_peer() as peer:
        monkeypatch.setenv("SATCHEL_MODELS", f"openai/gpt-4@{peer.address}")
        monkeypatch.setenv("SATCHEL_MODEL_KEY", "sk-4711")
        assert "gpt-4 answers" in findings(cli.fine("doctor"))["model"][1]
        assert "spent today: $0.0000 " not in cli.fine("status")
        monkeypatch.setenv("SATCHEL_SPEND_A_DAY", "0")
        ended = cli("doctor")
        assert (ended.status, len(peer.asked)) == (1, 1)
        assert "is spent until" in findings(ended.out)["model"][1]


def test_a_qdrant_server_that_does_not_answer_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATCHEL_QDRANT_URL", "http://127.0.0.1:9")
    ended = cli("doctor")
    assert ended.status == 1
    assert "qdrant_url" in findings(ended.out)["journal and index"][1]


def test_an_index_that_lacks_something_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with openai_peer() as peer:
        monkeypatch.setenv("SATCHEL_EMBEDDER", f"litellm:openai/e@{peer.address}")
        peer.script(Embeds())
        cli.takes_in(tmp_path / "one.jsonl", "the boat is blue", "")
        assert findings(cli.fine("doctor"))["journal and index"] == ("ok", "2 messages kept, 1 piece indexed")
        peer.script(Embeds(spoilt="gate"))
        cli("import", jsonl(tmp_path / "two.jsonl", [said("gate", "the gate is locked")]))
        ended = cli("doctor")
        mark, told = findings(ended.out)["journal and index"]
        assert (ended.status, mark) == (1, "!!")
        assert told.startswith("1 of 2 pieces indexed; start `satchel reindex`")
        peer.script(Embeds())
        cli.fine("reindex")
        assert findings(cli.fine("doctor"))["journal and index"] == ("ok", "3 messages kept, 2 pieces indexed")
        close_blocking_clients()


def test_an_index_that_holds_what_the_journal_does_not_is_named(cli: Cli, tmp_path: Path) -> None:
    cli.takes_in(tmp_path / "one.jsonl", "the boat is blue")
    with open_house(cli.data) as house:
        said_by_none, waiting = note("the shed is locked"), message("the gate is locked")
        house.journal.inbox.accept([waiting], None)
        (known,) = house.journal.annals.of([waiting.key])
        house.library.remember([replace(known, space=next(iter(house.scope.spaces)))])
        house.shelves.current.index.flush()
    assert findings(cli.fine("doctor"))["journal and index"] == ("ok", "1 message kept, 1 piece indexed")
    with open_house(cli.data) as house:
        house.library.remember([said_by_none])
    ended = cli("doctor")
    assert ended.status == 1
    told = findings(ended.out)["journal and index"]
    assert told[0] == "!!"
    assert told[1].startswith("1 piece indexed of which the journal knows nothing; start `satchel reindex --anew`")
    cli.fine("reindex", "--anew")
    assert findings(cli.fine("doctor"))["journal and index"] == ("ok", "1 message kept, 1 piece indexed")


def test_what_is_never_handled_hides_nothing_from_a_new_index(cli: Cli, tmp_path: Path) -> None:
    cli.takes_in(tmp_path / "one.jsonl", "the boat is blue")
    with open_house(cli.data) as house:
        house.journal.inbox.accept([message("hello", where=chat("of a platform that is no more"))], None)
    cli.takes_in(tmp_path / "two.jsonl", "the boat is blue", "the shed is locked")
    assert "complete and in use" in cli.fine("reindex", "--anew")
    assert "the shed is locked" in cli.fine("search", "shed")
    assert findings(cli.fine("doctor"))["journal and index"] == ("ok", "2 messages kept, 2 pieces indexed")


def test_a_bot_that_runs_is_told_of_and_its_journal_is_looked_at(cli: Cli, satchel: Program) -> None:
    with satchel.start("chat") as conversation:
        assert conversation.stdin
        assert conversation.stdout
        conversation.stdin.write("hello there, this is a note\n")
        conversation.stdout.readline()
        mark, told = findings(cli.fine("doctor"))["journal and index"]
        assert mark == "ok"
        assert told.startswith(f"Satchel is running (process {conversation.pid}), and all is well with its journal")
        conversation.stdin.close()
        assert conversation.wait(60) == 0
