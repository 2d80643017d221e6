"""What is written out is readable, and can be taken in again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from adapters.console.translate import console_conversation, heard
from adapters.exports.jsonl import read_jsonl
from bot.capture import Message
from bot.content import Attachment, AttachmentKind
from bot.errors import BadInput, DataFolderError, FolderFull, FolderNotWritable
from bot.events import Event, MessageReceived
from bot.ids import MessageId
from bot.imports import BadLine
from bot.printable import MARK
from bot.records import Note
from memory.annals import Annals
from memory.exporting import FileExporter
from memory.journal.annals import SqliteAnnals
from tests.builders import CLUB, HOME, chat, command, edited, image, later, message, scope
from tests.memory.household import household
from tests.memory.limits import files_of_at_most

SAID = [
    message('The "lease" ends in June,\nsays Änne', by="Ada", at=later()),
    message("日本語 and NUL \x00", by="Bob", at=later(days=40), where=chat("family", thread="t1")),
    message("look", by="Ada", at=later(days=41), attachments=(image("a red boat"),)),
]


LARGE = [(message(f"{number} " + "x" * 2_000), HOME) for number in range(500)]


def shown(note: Note) -> tuple[object, ...]:
    where = note.origin.where
    return (note.origin.message, where.chat, where.thread, note.said_by, note.said_at, note.text)


def taken_in(folder: Path) -> list[MessageReceived]:
    lines = [line.held for line in read_jsonl(folder / "messages.jsonl").lines]
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
    assert march == '**Ada**, 2025-03-01 09:00\n\n> The "lease" ends in June,\n> says Änne\n\n'
    assert "a red boat" in (tmp_path / "out" / "2025-04.md").read_text(encoding="utf-8")


def test_pages_tell_the_time_in_the_zone_of_who_reads_them(tmp_path: Path) -> None:
    late = message("late", by="Ada", at=datetime.fromisoformat("2026-03-31T20:30:00-05:00"))
    with household(tmp_path / "data") as home:
        home.take_in([late])
        FileExporter(home.journal.annals, ZoneInfo("Europe/Berlin")).export(scope(), tmp_path / "out")
    assert "2026-04-01 03:30" in (tmp_path / "out" / "2026-04.md").read_text(encoding="utf-8")
    assert "2026-03-31T20:30:00-05:00" in (tmp_path / "out" / "messages.jsonl").read_text(encoding="utf-8")


def test_pages_name_the_conversation_of_what_was_read_from_a_file(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.take_in([message("hello", by="Ada", at=later(), where=chat("family", platform="import"))])
        FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
    assert "**Ada** (family), 2025-03-01" in (tmp_path / "out" / "2025-03.md").read_text(encoding="utf-8")


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_was_exported_taken_in_and_exported_again_is_the_same_to_the_byte(tmp_path: Path) -> None:
    said: list[Event] = [
        *SAID,
        message("", attachments=(image("a red boat"), Attachment(kind=AttachmentKind.VOICE))),
        message("/note /note buy milk", where=console_conversation()),
        replace(message("yes", at=datetime.fromisoformat("2026-03-12T18:20:00.5+05:45")), reply_to=MessageId("m0")),
        heard("typed here [1]: x\r\ny", "0123456789abcdef", later(), "you"),
        message("half \ud83d of one", by="Mallory \x1b[31m\n# x"),
        command("note", "told by a command"),
        edited(message("old"), "new"),
    ]
    with household(tmp_path / "data") as home, household(tmp_path / "elsewhere") as other:
        home.journal.archive.keep([(each, HOME) for each in said])
        FileExporter(home.journal.annals).export(scope(), tmp_path / "one")
        other.take_in(taken_in(tmp_path / "one"))
        FileExporter(other.journal.annals).export(scope(), tmp_path / "two")
        assert [note.text for note in other.notes()] == [note.text for note in home.notes()]
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_lines_lose_nothing_that_an_import_reads(tmp_path: Path) -> None:
    line = {
        "id": "a1",
        "conversation": "us",
        "sender": "Anna",
        "sent_at": "2026-03-12T18:20:00+01:00",
        "text": "look",
        "thread": "t1",
        "reply_to": "a0",
        "attachments": [{"kind": "image", "caption": "a red boat"}, {"kind": "voice"}],
    }
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "messages.jsonl").write_text(json.dumps(line) + "\n", encoding="ascii")
    with household(tmp_path / "data") as home:
        home.take_in(taken_in(tmp_path / "in"))
        FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
    assert written(tmp_path / "out")["messages.jsonl"] == written(tmp_path / "in")["messages.jsonl"]


def test_pages_steer_no_terminal_and_keep_their_structure(tmp_path: Path) -> None:
    text = "# no heading\n\n---\n**bold\r\n```\n\x1b]0;owned\x07\ttab \u202e"
    with household(tmp_path / "data") as home:
        home.take_in([message(text, by="Mallory\n# x \x1b[31m")])
        FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
    head, blank, *quoted, end, last = (tmp_path / "out" / "2025-03.md").read_text(encoding="utf-8").split("\n")
    assert (head, blank, end, last) == (f"**Mallory # x {MARK}[31m**, 2025-03-01 09:00", "", "", "")
    assert quoted == [
        "> # no heading",
        ">",
        "> ---",
        "> **bold",
        "> ```",
        f"> {MARK}]0;owned{MARK}\ttab {MARK}",
    ]


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


def test_what_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        home.journal.archive.keep(LARGE)
        with files_of_at_most(500_000), pytest.raises(FolderFull):
            FileExporter(home.journal.annals).export(scope(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@dataclass(frozen=True, slots=True)
class Beside:
    """Annals that a file of somebody else's is put beside while they are read."""

    annals: SqliteAnnals
    file: Path

    def __getattr__(self, name: str) -> object:
        return getattr(self.annals, name)

    def messages(self, after: int, limit: int) -> tuple[tuple[int, Note, Message], ...]:
        self.file.write_text("precious")
        return self.annals.messages(after, limit)


@pytest.mark.parametrize("name", ["mine.txt", "2025-03.md"])
def test_what_somebody_else_put_there_meanwhile_stays(tmp_path: Path, name: str) -> None:
    file = tmp_path / "out" / name
    with household(tmp_path / "data") as home:
        home.journal.archive.keep(LARGE)
        annals = cast("Annals", Beside(home.journal.annals, file))
        with files_of_at_most(500_000), pytest.raises(DataFolderError):
            FileExporter(annals).export(scope(), tmp_path / "out")
    assert written(tmp_path / "out") == {name: b"precious"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    with household(tmp_path / "data") as home:
        with pytest.raises(BadInput, match="name a new folder"):
            FileExporter(home.journal.annals).export(scope(), tmp_path)
        (tmp_path / "file").write_text("mine")
        with pytest.raises(BadInput, match="name another folder"):
            FileExporter(home.journal.annals).export(scope(), tmp_path / "file" / "below")
        with pytest.raises(FolderNotWritable):
            FileExporter(home.journal.annals).export(scope(), tmp_path / ("x" * 300))
