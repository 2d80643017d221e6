"""A year of chat is taken in, and a half-remembered Thursday found in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from tests.program import Program

NOW = "2026-03-15T10:00:00+00:00"
START = datetime(2025, 3, 1, 8, tzinfo=UTC)
CHATTER = (
    "I left the umbrella at the office again",
    "The printer is out of paper",
    "Shall we have soup tonight?",
    "My train is late, as always",
    "The cat slept on the keyboard",
    "Did you water the plants?",
    "Bread and milk, please",
    "The neighbours are painting their fence green",
)
PARTICULAR = (
    (datetime(2026, 3, 5, 18, 20, tzinfo=UTC), "Anna", "Let us meet the landlord on the bridge at seven"),
    (datetime(2026, 3, 12, 18, 20, tzinfo=UTC), "Tom", "The landlord wants the keys back by the end of May"),
    (datetime(2025, 8, 14, 9, 0, tzinfo=UTC), "Anna", "I booked the cabin in Norway for the second week of July"),
)


def lines() -> Iterator[str]:
    speakers, texts = cycle(("Anna", "Tom")), cycle(CHATTER)
    said = [(START + timedelta(hours=11 * number), next(speakers), next(texts)) for number in range(800)]
    for number, (at, by, text) in enumerate(sorted([*said, *PARTICULAR])):
        row = {"id": str(number), "conversation": "us", "sender": by, "sent_at": at.isoformat(), "text": text}
        yield json.dumps(row)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("year")
    file = folder / "year.jsonl"
    file.write_text("\n".join(lines()), encoding="utf-8")
    satchel = Program(folder / "data", {"SATCHEL_NOW": NOW, "SATCHEL_TIMEZONE": "Europe/Berlin"})
    taken_in = satchel.run("import", str(file), "--format", "jsonl")
    assert (taken_in.status, taken_in.err) == (0, "")
    assert taken_in.out == "803 new messages, 0 were here already.\n"
    return satchel


def test_taking_it_in_again_adds_nothing(year: Program, tmp_path: Path) -> None:
    file = tmp_path / "year.jsonl"
    file.write_text("\n".join(lines()), encoding="utf-8")
    assert year.run("import", str(file)).out == "0 new messages, 803 were here already.\n"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what did the landlord want last Thursday?", "keys back by the end of May"),
        ("what did Tom say about the landlord?", "keys back by the end of May"),
        ("where did Anna want to meet the landlord?", "on the bridge at seven"),
        ("when is the cabin in Norway booked?", "second week of July"),
        ("what did Anna book last August?", "cabin in Norway"),
    ],
)
def test_a_half_remembered_message_is_found(year: Program, question: str, answer: str) -> None:
    answered = year.run("ask", question)
    assert (answered.status, answered.err) == (0, "")
    assert answer in answered.out


def test_its_source_is_named_in_the_askers_time(year: Program) -> None:
    assert "Tom, Thu 12 Mar 2026, 19:20 (us): “The landlord wants" in year.run("ask", "what did the landlord want?").out


def test_imported_and_typed_messages_are_found_together(year: Program) -> None:
    kept, *answer = year.chat("The landlord's number is 0170 555", "what is the landlord's number?").out.splitlines()
    assert kept == "Kept."
    assert any("0170 555" in line for line in answer)


@pytest.mark.parametrize("query", ["landlord", "the landlord's keys"])
def test_search_finds_it_from_the_command_line(year: Program, query: str) -> None:
    (row,) = map(json.loads, year.run("search", query, "--json", "--limit", "3").out.splitlines())
    assert len(row["hits"]) == 3
    assert "landlord" in row["hits"][0]["text"]
    assert set(row["hits"][0]) == {"message", "score", "text", "sender", "sent_at"}


def test_who_has_spoken_is_found_by_name_in_what_others_say_of_them(tmp_path: Path) -> None:
    satchel = Program(tmp_path / "data")
    row = {"id": "1", "conversation": "us", "sender": "Anna", "sent_at": NOW, "text": "The lease ends in June"}
    (tmp_path / "us.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert satchel.run("import", str(tmp_path / "us.jsonl")).status == 0
    satchel.chat("Anna moved to Lyon", "The boat is blue")
    told = satchel.run("ask", "where does anna live?").out
    assert told.startswith("I am not sure; this comes closest.")
    assert "“Anna moved to Lyon”" in told
    assert "boat" not in told
