"""`satchel import`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import Cli, jsonl, rows_of, said
from tests.program import Program


def found(cli: Cli, query: str) -> list[str]:
    (row,) = rows_of(cli.fine("search", query, "--json"))
    return [hit["text"] for hit in row["hits"]]


def test_messages_are_taken_in_and_found_under_their_own_ids(cli: Cli, tmp_path: Path) -> None:
    rows = [said("a1", "the boat is blue"), said("a2", "the shed is locked", sender="Tom")]
    assert cli.fine("import", jsonl(tmp_path / "chat.jsonl", rows)) == "2 new messages, 0 were here already.\n"
    (row,) = rows_of(cli.fine("search", "boat", "--json", "--limit", "1"))
    (hit,) = row["hits"]
    assert (hit["message"], hit["text"], hit["sender"]) == ("a1", "the boat is blue", "Anna")
    assert hit["sent_at"] == "2026-03-12T18:20:00+00:00"


def test_a_caption_is_found_as_words(cli: Cli, tmp_path: Path) -> None:
    rows = [said("a1", "look", attachments=[{"kind": "image", "caption": "a red lighthouse"}]), said("a2", "nice")]
    cli.fine("import", jsonl(tmp_path / "chat.jsonl", rows))
    assert "red lighthouse" in found(cli, "lighthouse")[0]


def test_the_same_file_twice_adds_nothing(cli: Cli, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said(str(number), f"note {number}") for number in range(20)])
    cli.fine("import", file)
    assert cli.fine("import", file) == "0 new messages, 20 were here already.\n"
    assert "20 messages" in cli.fine("status")


def test_the_same_ids_in_another_conversation_are_other_messages(cli: Cli, tmp_path: Path) -> None:
    rows = [said("1", "here"), said("1", "there", conversation="work"), said("1", "here")]
    assert cli.fine("import", jsonl(tmp_path / "chat.jsonl", rows)) == "2 new messages, 1 was here already.\n"


def test_an_id_that_is_here_with_other_words_is_named_with_its_line(cli: Cli, tmp_path: Path) -> None:
    cli.fine("import", jsonl(tmp_path / "chat.jsonl", [said("1", "the boat is blue"), said("2", "the shed is red")]))
    rows = [said("1", "the boat is blue"), said("2", "the shed is green"), said("3", "new"), said("3", "newer")]
    ended = cli("import", jsonl(tmp_path / "chat.jsonl", rows))
    assert (ended.status, ended.out) == (3, "1 new message, 1 was here already.\n")
    second, fourth, last = ended.err.splitlines()
    assert second.startswith("chat.jsonl, line 2: the id 2 is here already, with other words")
    assert fourth.startswith("chat.jsonl, line 4: the id 3 is here already, with other words")
    assert last.startswith("2 lines were passed over")
    assert sorted(found(cli, "shed")) == ["new", "the boat is blue", "the shed is red"]


def test_what_was_forgotten_is_told_apart_from_what_is_here(cli: Cli, data: Path, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said("1", "the boat is blue"), said("2", "the shed is red")])
    cli.fine("import", file)
    Program(data).chat("/forget #1")
    told = "0 new messages, 1 was here already. 1 was forgotten before and is not taken in again.\n"
    assert cli.fine("import", file) == told


def test_a_longer_file_adds_what_is_new(cli: Cli, tmp_path: Path) -> None:
    rows = [said(str(number), f"note {number}") for number in range(30)]
    cli.fine("import", jsonl(tmp_path / "chat.jsonl", rows[:10]))
    assert cli.fine("import", jsonl(tmp_path / "chat.jsonl", rows)) == "20 new messages, 10 were here already.\n"


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_a_message_is_refused(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "empty.jsonl").write_text(text, encoding="utf-8")
    assert "empty.jsonl holds no message" in cli.refused("import", tmp_path / "empty.jsonl")


def test_a_file_of_bad_lines_alone_takes_nothing_in_and_says_why(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\nnope\n", encoding="utf-8")
    ended = cli("import", tmp_path / "bad.jsonl")
    assert (ended.status, ended.out) == (3, "0 new messages, 0 were here already.\n")
    assert len(ended.err.splitlines()) == 3


def test_bad_lines_are_named_with_their_numbers_and_the_rest_goes_on(cli: Cli, tmp_path: Path) -> None:
    good = [json.dumps(said(str(number), f"note {number}")).encode() for number in range(3)]
    bad = [
        (b"{", "no JSON"),
        (b"[]", "no JSON object"),
        (b'{"id": "x"}', "lacks conversation, sender, sent_at, text"),
        (json.dumps(said("x", "y", sent_at="2026-03-12T18:20:00")).encode(), "no offset from UTC"),
        (json.dumps(said("x", "y", sent_at="9999-12-31T00:00:00Z")).encode(), "not between the years"),
        (b'{"id": "\xff\xfe"}', "not UTF-8"),
        (json.dumps(said("x", "y" * 10_000_000)).encode(), "longer than"),
        (b"[" * 100_000, "nested too deeply"),
    ]
    file = tmp_path / "chat.jsonl"
    file.write_bytes(b"\n".join([good[0], *(line for line, _ in bad), good[1], b"", good[2]]))
    ended = cli("import", file)
    assert (ended.status, ended.out) == (3, "3 new messages, 0 were here already.\n")
    *named, last = ended.err.splitlines()
    for number, (line, (_, why)) in enumerate(zip(named, bad, strict=True), start=2):
        assert line.startswith(f"chat.jsonl, line {number}: ")
        assert why in line
    assert last == "8 lines were passed over; mend and import the file again"


def test_of_very_many_bad_lines_the_first_are_named_and_the_others_counted(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    file.write_text("{\n" * 1_000, encoding="utf-8")
    ended = cli("import", file)
    assert ended.status == 3
    assert len(ended.err.splitlines()) == 502
    assert "500 more" in ended.err


def test_a_mended_file_completes_the_import(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    file.write_text(f"{json.dumps(said('1', 'one'))}\n{{\n", encoding="utf-8")
    assert cli("import", file).status == 3
    jsonl(file, [said("1", "one"), said("2", "two")])
    assert cli.fine("import", file) == "1 new message, 1 was here already.\n"


@pytest.mark.parametrize(("name", "why"), [("missing.jsonl", "No such file"), (".", "is a folder")])
def test_what_cannot_be_read_is_named(cli: Cli, tmp_path: Path, name: str, why: str) -> None:
    complaint = cli.refused("import", tmp_path / name)
    assert why in complaint
    assert str(tmp_path / name) in complaint


def test_what_is_put_into_another_space_is_its_owners_too(cli: Cli, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said("1", "the club meets on Mondays")])
    assert cli.fine("import", file, "--into", "group:club") == "1 new message, 0 were here already.\n"
    assert found(cli, "club meets") == ["the club meets on Mondays"]
    assert "1 message" in cli.fine("status")


def test_hostile_text_is_taken_in_whole_and_shown_harmlessly(cli: Cli, tmp_path: Path) -> None:
    text = "evil \x1b]0;owned\x07 \u202e nul \x00 half \ud83d smile"
    cli.fine("import", jsonl(tmp_path / "chat.jsonl", [said("1", text, sender="Mallory \x1b[31m")]))
    assert found(cli, "evil smile") == [text.replace("\ud83d", "?")]
    shown = cli.fine("search", "evil smile")
    assert "evil" in shown
    assert not re.search(r"[\x00\x07\x1b\u202e\ud83d]", shown)


def test_half_a_character_is_kept_where_it_is_said_and_refused_where_it_is_an_address(cli: Cli, tmp_path: Path) -> None:
    text = "half \ud83d smile"
    rows = [
        said("\ud83d", "the boat is blue"),
        said("1", text, sender="Anna \ud83d", reply_to="\ud83d"),
        said("2", "the boat is red", conversation="us \ud83d"),
        said("3", "the boat is green", thread="\ud83d"),
        said("4", "the shed is locked"),
    ]
    ended = cli("import", jsonl(tmp_path / "chat.jsonl", rows))
    assert (ended.status, ended.out) == (3, "2 new messages, 0 were here already.\n")
    *named, _ = ended.err.splitlines()
    for line, (number, what) in zip(named, [(1, "id"), (3, "conversation"), (4, "thread")], strict=True):
        assert line.startswith(f"chat.jsonl, line {number}: {what} holds half of a character")
    assert sorted(found(cli, "half smile shed boat")) == [text.replace("\ud83d", "?"), "the shed is locked"]
    cli.fine("export", tmp_path / "out")
    (first, _) = (tmp_path / "out" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["text"] == text


def test_a_space_whose_name_is_no_text_is_refused(cli: Cli, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said("1", "the boat is blue")])
    assert "--into is not UTF-8" in cli.refused("import", file, "--into", "club \udcff")
    assert "0 messages" in cli.fine("status")


def test_a_format_that_there_is_not_is_named(cli: Cli, tmp_path: Path) -> None:
    ended = cli("import", tmp_path / "x", "--format", "pigeon")
    assert ended.status == 2
    assert "pigeon" in ended.err


def test_progress_is_shown_on_a_terminal_alone(satchel: Program, tmp_path: Path) -> None:
    file = jsonl(tmp_path / "chat.jsonl", [said(str(number), f"note {number}") for number in range(2_000)])
    ended = satchel.run("import", str(file))
    assert (ended.status, ended.err) == (0, "")
