"""The bench itself: what it makes up is always the same and never monotonous, and its table comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from tests.bench.conversations import Message, Question, talk, write_out
from tests.bench.figures import Goal, Report, row


def said(size: int, seed: int = 1) -> list[tuple[Message, Question | None]]:
    return list(talk(size, seed=seed, questions=40))


def test_the_same_seed_makes_up_the_same_messages_and_another_seed_others() -> None:
    assert said(500) == said(500)
    assert said(500) != said(500, seed=2)


def test_what_is_made_up_is_as_long_as_asked_and_each_message_has_an_id_of_its_own() -> None:
    messages = [message for message, _ in said(777)]
    assert len({message.id for message in messages}) == len(messages) == 777


def test_messages_are_varied() -> None:
    texts = Counter(message.text for message, _ in said(20_000))
    words = Counter(word for text in texts for word in text.split())
    assert len(texts) > 16_000
    assert len(words) > 10_000
    assert sum(count == 1 for count in words.values()) > len(words) / 3
    assert max(map(len, texts)) > 1_200


def test_people_talk_in_several_chats_in_bursts_with_silences_between() -> None:
    messages = [message for message, _ in said(3_000)]
    chats = {message.conversation for message in messages}
    assert len(chats) > 3
    for chat in chats:
        times = [message.sent_at for message in messages if message.conversation == chat]
        waits = sorted((after - before).total_seconds() for before, after in pairwise(times))
        assert waits[0] >= 0
        assert waits[len(waits) // 2] < 600 < 3_600 < waits[-1]
        assert len({message.sender for message in messages if message.conversation == chat}) > 1


def test_each_question_names_the_one_message_that_answers_it() -> None:
    asked = [(message, question) for message, question in said(2_000) if question]
    assert len(asked) == 40
    assert len({question.query for _, question in asked}) == 40
    assert all(question.answer == message.id for message, question in asked)


def test_a_file_of_made_up_messages_can_be_imported_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    questions = write_out(300, file, questions=40)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [message.id for message, _ in said(300)]
    assert [line["text"] for line in lines] == [message.text for message, _ in said(300)]
    assert len(questions) == 40


def test_a_row_tells_the_median_the_p99_and_whether_the_goal_is_reached() -> None:
    fast = row("search", 600, [1.0] * 98 + [9.0, 30.0], "ms", goal=Goal(middle=5, p99=10))
    assert fast.cells() == ("search", "600", "1", "9", "ms", "100", "≤ 5 / 10", "reached")
    slow = row("import", 600, [1_000.0, 1_200.0], "messages/s", goal=Goal(middle=1_500, at="least"))
    assert slow.cells() == ("import", "600", "1,100", "", "messages/s", "2", "≥ 1,500", "**missed**")
    report = Report(about=(("memory", "1 GiB"),), rows=(fast, slow))
    assert "| search | 600 |" in report.as_markdown()
    assert json.loads(report.as_json())["rows"][0]["p99"] == 9


def test_a_small_bench_runs_the_program_and_writes_its_table(tmp_path: Path) -> None:
    sizes = ("--size", "150", "--questions", "12", "--live", "10", "--runs", "1")
    parts = [
        option for name in ("import", "search", "live", "start", "modules", "folder") for option in ("--only", name)
    ]
    command = [sys.executable, "-m", "tests.bench", "--quick", *sizes, *parts, "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured = {each["what"]: each for each in json.loads((tmp_path / "bench.json").read_text())["rows"]}
    assert (tmp_path / "bench.md").read_text(encoding="utf-8") in done.stdout
    assert measured["import"]["middle"] > 0
    assert measured["found among the first 10"]["middle"] > 0.5
    assert measured["a note, until its reply is queued"]["n"] == 10
    assert measured["resident memory at the prompt"]["middle"] > 10
    assert measured["litellm imported by a search"]["middle"] == 0
