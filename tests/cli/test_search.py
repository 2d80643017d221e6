"""`satchel search` and `satchel ask`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adapters.models.engine import close_blocking_clients
from memory.finding.sparse import asked_terms
from tests.cli.running import Cli, jsonl, rows_of, said
from tests.peers.openai import Embeds, openai_peer
from tests.peers.qdrant import qdrant_peer

TEXTS = ("the boat is blue", "the shed is locked", "the key hangs behind the door", "soup on Thursday")


@pytest.fixture
def stocked(cli: Cli, tmp_path: Path) -> Cli:
    cli.takes_in(tmp_path / "chat.jsonl", *TEXTS)
    return cli


def batch(tmp_path: Path, *lines: object) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return file


def test_a_hit_is_a_line_with_its_time_and_speaker(stocked: Cli) -> None:
    first, *_ = stocked.fine("search", "boat").splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  Anna: the boat is blue", first)


def test_a_speaker_whose_name_holds_a_line_break_says_nothing_of_its_own(cli: Cli, tmp_path: Path) -> None:
    cli.fine("import", jsonl(tmp_path / "chat.jsonl", [said("1", "the boat", sender="Eve\n2026-01-01 10:00  Bob: no")]))
    assert cli.fine("search", "boat").count("\n") == 1


def test_the_limit_holds(stocked: Cli) -> None:
    assert len(stocked.fine("search", TEXTS[0] + TEXTS[1] + TEXTS[2], "--limit", "2").splitlines()) == 2


def test_a_high_limit_is_reached_and_no_message_comes_twice(cli: Cli, tmp_path: Path) -> None:
    texts = [f"the boat number {number} is blue" + " and sails" * 400 * (number % 50 == 0) for number in range(500)]
    cli.takes_in(tmp_path / "chat.jsonl", *texts)
    for limit, many in ((300, 300), (500, 500), (1000, 500)):
        (row,) = rows_of(cli.fine("search", "blue boat", "--limit", str(limit), "--json"))
        messages = [hit["message"] for hit in row["hits"]]
        assert len(set(messages)) == len(messages) == many


def test_an_empty_memory_finds_nothing(cli: Cli) -> None:
    assert cli.fine("search", "boat") == "Nothing found.\n"
    assert rows_of(cli.fine("search", "boat", "--json"))[0]["hits"] == []


def test_json_says_how_long_it_took(stocked: Cli) -> None:
    (row,) = rows_of(stocked.fine("search", "boat", "--json"))
    assert set(row) == {"id", "ms", "hits"}
    assert row["ms"] > 0
    assert row["hits"][0]["message"] == "0"


def test_a_batch_answers_each_question_under_its_id(stocked: Cli, tmp_path: Path) -> None:
    file = batch(tmp_path, {"id": "q1", "query": "boat"}, "", {"id": 2, "query": "where is the key?"})
    rows = rows_of(stocked.fine("search", "--batch", file, "--limit", "2", "--json"))
    assert [row["id"] for row in rows] == ["q1", "2"]
    assert [row["hits"][0]["message"] for row in rows] == ["0", "2"]
    assert all(len(row["hits"]) <= 2 for row in rows)


def test_two_questions_of_one_id_are_both_answered(stocked: Cli, tmp_path: Path) -> None:
    file = batch(tmp_path, {"id": "q", "query": "boat"}, {"id": "q", "query": "soup"})
    rows = rows_of(stocked.fine("search", "--batch", file, "--json"))
    assert [(row["id"], row["hits"][0]["message"]) for row in rows] == [("q", "0"), ("q", "3")]


def test_questions_in_other_scripts_and_of_odd_characters_are_answered(stocked: Cli, tmp_path: Path) -> None:
    odd = ["船はどこ", "\u2028boat\u2028", "boat \ud83d", "\x00boat", "boat " * 50_000]
    file = batch(tmp_path, *({"id": str(number), "query": query} for number, query in enumerate(odd)))
    rows = rows_of(stocked.fine("search", "--batch", file, "--json"))
    assert len(rows) == len(odd)
    assert all(row["hits"][0]["message"] == "0" for row in rows[1:])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"id": "2", "query": ""}', "the query is empty"),
        ('{"id": "2", "query": "  ?! "}', "the query is empty"),
        ('{"id": "2", "query": 5}', "the query is empty"),
        ('{"id": "2"}', "write each question as"),
        ('{"query": "boat"}', "write each question as"),
        ("{", "write each question as"),
        ("[]", "write each question as"),
        ("5", "write each question as"),
        ("[" * 100_000, "write each question as"),
    ],
)
def test_a_bad_question_is_named_with_its_line_and_the_others_answered(
    stocked: Cli, tmp_path: Path, line: str, why: str
) -> None:
    ended = stocked(
        "search", "--batch", batch(tmp_path, {"id": "1", "query": "boat"}, line, {"id": "3", "query": "key"})
    )
    assert ended.status == 3
    assert [row["id"] for row in rows_of(ended.out)] == ["1", "3"]
    assert ended.err.startswith("questions.jsonl, line 2: ")
    assert why in ended.err


def test_a_batch_that_is_no_text_is_named_line_by_line(stocked: Cli, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'\xff\xfe\n{"id": "1", "query": "boat"}\n')
    ended = stocked("search", "--batch", file)
    assert ended.status == 3
    assert len(rows_of(ended.out)) == 1


def test_a_batch_without_a_question_is_refused(stocked: Cli, tmp_path: Path) -> None:
    assert "questions.jsonl holds no question" in stocked.refused("search", "--batch", batch(tmp_path, ""))


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_batch_that_cannot_be_read_is_named(stocked: Cli, tmp_path: Path, name: str) -> None:
    assert "cannot be read" in stocked.refused("search", "--batch", tmp_path / name)


def test_one_says_what_to_look_for_or_names_a_batch_and_not_both(stocked: Cli, tmp_path: Path) -> None:
    file = batch(tmp_path, {"id": "1", "query": "boat"})
    assert "name what to look for" in stocked.refused("search")
    assert "name what to look for" in stocked.refused("search", "  ")
    assert "not both" in stocked.refused("search", "boat", "--batch", file)


def test_a_search_without_a_word_says_so(stocked: Cli) -> None:
    assert "no word" in stocked.refused("search", "?!")


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many"])
def test_a_limit_that_is_none_is_refused(cli: Cli, limit: str) -> None:
    ended = cli("search", "boat", "--limit", limit)
    assert ended.status == 2
    assert "--limit" in ended.err


def test_a_question_is_answered_with_its_source(stocked: Cli) -> None:
    answer = stocked.fine("ask", "where is the key?")
    assert "the key hangs behind the door" in answer
    assert "[1] Anna" in answer


def test_a_question_that_finds_nothing_cites_nothing(stocked: Cli) -> None:
    answer = stocked.fine("ask", "what is the capital of Mongolia?")
    assert answer.strip()
    assert "[1]" not in answer


def test_what_cannot_be_found_is_told_once_beside_the_result(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_peer() as peer:
        monkeypatch.setenv("SATCHEL_EMBEDDER", f"litellm:openai/e@{peer.address}")
        peer.script(Embeds(spoilt="gate"))
        cli.takes_in(tmp_path / "chat.jsonl", *TEXTS)
        assert "lacking" not in cli.fine("status")
        cli("import", jsonl(tmp_path / "two.jsonl", [said("gate", "the gate is locked")]))
        told = "1 message cannot be found yet (openai/e gave no vector for some text"
        for arguments in (["boat"], ["boat", "--json"], ["elephants"]):
            ended = cli("search", *arguments)
            assert (ended.status, ended.err.count("\n")) == (0, 1)
            assert ended.err.startswith(f"My search was not complete: {told}")
            assert told not in ended.out
        ended = cli("search", "--batch", batch(tmp_path, *({"id": "q", "query": text} for text in TEXTS)))
        assert (len(rows_of(ended.out)), ended.err.count("\n")) == (len(TEXTS), 1)
        assert told in cli.fine("ask", "where is the key?")
        assert f"\nlacking: {told}" in cli.fine("status")
        close_blocking_clients()


def test_what_cannot_be_found_is_told_though_a_later_question_fails(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_peer() as model, qdrant_peer() as index:
        monkeypatch.setenv("SATCHEL_EMBEDDER", f"litellm:openai/e@{model.address}")
        monkeypatch.setenv("SATCHEL_QDRANT_URL", index.address)
        model.script(Embeds(spoilt="boat"))
        cli.takes_in(tmp_path / "chat.jsonl", "the shed is locked")
        index.refuses = str(asked_terms("piano").terms[0])
        ended = cli("search", "--batch", batch(tmp_path, {"id": "1", "query": "boat"}, {"id": "2", "query": "piano"}))
        assert ended.status == 1
        assert len(rows_of(ended.out)) == 1
        assert ended.err.startswith("My search was not complete: I looked for the words of the question alone")
        assert "\nsatchel: " in ended.err
        close_blocking_clients()


@pytest.mark.parametrize("question", ["", "  ", "?!"])
def test_a_question_without_a_word_is_refused_with_an_example(cli: Cli, question: str) -> None:
    assert "for example: satchel ask" in cli.refused("ask", question)
    assert not cli.data.exists()
