"""What is written out is readable, and can be taken in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.exports.jsonl import read_jsonl
from bot.errors import BadInput, FolderNotWritable
from bot.events import MessageReceived
from bot.imports import BadLine
from bot.records import Note
from memory.exporting import FileExporter
from tests.builders import CLUB, HOME, chat, image, later, message, scope
from tests.memory.household import household

SAID = [
    message('The "lease" ends in June,\nsays Änne', by="Ada", at=later()),
    message("日本語 and NUL \x00", by="Bob", at=later(days=40), where=chat("family", thread="t1")),
    message("look", by="Ada", at=later(days=41), attachments=(image("a red boat"),)),
]


def shown(note: Note) -> tuple[object, ...]:
    where = note.origin.where
    return (note.origin.message, where.chat, where.thread, note.said_by, note.said_at, note.text)


def taken_in(folder: Path) -> list[MessageReceived]:
    lines = [line for _, line in read_jsonl(folder / "messages.jsonl").messages]
    assert not any(isinstance(line, BadLine) for line in lines)
    return [line for line in lines if isinstance(line, MessageReceived)]


def test_lines_can_be_taken_in_again_elsewhere(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home, household(tmp_path / "elsewhere") as other:
        home.take_in(SAID)
        exported = FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
        assert (exported.folder, exported.messages) == (tmp_path / "out", 3)
        other.take_in(taken_in(tmp_path / "out"))
        assert [shown(note) for note in other.notes()] == [shown(note) for note in home.notes()]
        assert other.found("boat")


def test_pages_are_a_month_each_and_say_who_and_when(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.take_in(SAID)
        FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["2025-03.md", "2025-04.md", "messages.jsonl"]
    march = (tmp_path / "out" / "2025-03.md").read_text(encoding="utf-8")
    assert march == '**Ada**, 2025-03-01 09:00\n\nThe "lease" ends in June,\nsays Änne\n\n'
    assert "a red boat" in (tmp_path / "out" / "2025-04.md").read_text(encoding="utf-8")


def test_only_what_is_in_the_scope_is_written(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.tell("ours")
        home.tell("theirs", space=CLUB)
        FileExporter(home.journal.annals).export(scope(HOME), tmp_path / "out")
    assert "theirs" not in "".join(path.read_text() for path in (tmp_path / "out").iterdir())


def test_many_messages_are_all_written(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.journal.archive.keep([(message(f"line {number}"), HOME) for number in range(2_345)])
        assert FileExporter(home.journal.annals).export(scope(), tmp_path / "out").messages == 2_345
        assert len(taken_in(tmp_path / "out")) == 2_345


def test_half_a_surrogate_pair_stands_in_nobodys_way(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.tell("a lone \ud83d surrogate")
        FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
    assert [said.text for said in taken_in(tmp_path / "out")] == ["a lone \ud83d surrogate"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        with pytest.raises(BadInput, match="name a new folder"):
            FileExporter(home.journal.annals).export(scope(), tmp_path)
        (tmp_path / "file").write_text("mine")
        with pytest.raises(BadInput, match="name another folder"):
            FileExporter(home.journal.annals).export(scope(), tmp_path / "file" / "below")
        with pytest.raises(FolderNotWritable):
            FileExporter(home.journal.annals).export(scope(), tmp_path / ("x" * 300))
