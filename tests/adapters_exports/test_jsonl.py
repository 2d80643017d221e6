"""Recorded conversations, one message a line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from adapters.exports.jsonl import LONGEST_LINE, message_of, read_jsonl
from bot.content import AttachmentKind
from bot.errors import BadInput
from bot.events import MessageReceived
from bot.imports import BadLine

GOOD: dict[str, object] = {
    "id": "7",
    "conversation": "family",
    "sender": "Anna",
    "sent_at": "2026-03-12T18:20:00+01:00",
    "text": "Thursday it is",
}


def line(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode()


def without(name: str) -> bytes:
    return json.dumps({key: value for key, value in GOOD.items() if key != name}).encode()


def entries(path: Path) -> list[MessageReceived | BadLine]:
    return [line.held for line in read_jsonl(path).lines]


def test_a_line_is_a_message() -> None:
    message = message_of(line(reply_to="6", thread="t1", attachments=[{"kind": "image", "caption": "the boat"}]))
    assert (message.message, message.sender.name, message.text) == ("7", "Anna", "Thursday it is")
    assert (message.where.chat, message.where.thread, message.reply_to) == ("family", "t1", "6")
    assert message.at == datetime(2026, 3, 12, 18, 20, tzinfo=timezone(timedelta(hours=1)))
    assert [(item.kind, item.caption) for item in message.attachments] == [(AttachmentKind.IMAGE, "the boat")]


@pytest.mark.parametrize("kind", ["hologram", None, 5])
def test_an_attachment_of_a_kind_unknown_to_us_is_kept(kind: object) -> None:
    (item,) = message_of(line(attachments=[{"kind": kind, "caption": "x"}])).attachments
    assert (item.kind, item.caption) == (AttachmentKind.OTHER, "x")


def test_numbers_serve_as_ids() -> None:
    assert message_of(line(id=12, conversation=3)).message == "12"


def test_a_message_without_words_is_one() -> None:
    assert message_of(line(text="")).text == ""


def test_utc_may_be_written_as_z() -> None:
    assert message_of(line(sent_at="2026-03-12T18:20:00Z")).at == datetime(2026, 3, 12, 18, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "no JSON"),
        (b"hello", "no JSON"),
        (b"[1, 2]", "no JSON object"),
        (b"null", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "no number that can be read"),
        (without("id"), "lacks id"),
        (without("sender"), "lacks sender"),
        (without("sent_at"), "lacks sent_at"),
        (without("text"), "lacks text"),
        (b"{}", "lacks id, conversation, sender, sent_at, text"),
        (line(id=""), "id is empty"),
        (line(id=True), "id is not text"),
        (line(id=1.5), "id is not text"),
        (line(sender=None), "sender is not text"),
        (line(conversation=""), "conversation is empty"),
        (line(text=["a"]), "text is not text"),
        (line(reply_to=[]), "reply_to is not text"),
        (line(thread=""), "thread is empty"),
        (line(attachments="photo"), "attachments is no list"),
        (line(attachments=["photo"]), "attachments is no list"),
        (line(sent_at="yesterday"), "no ISO 8601"),
        (line(sent_at="2026-03-12T18:20:00"), "no offset from UTC"),
        (line(sent_at="2026-03-12"), "no offset from UTC"),
        (line(sent_at="9999-12-31T23:59:59+00:00"), "not between the years"),
        (line(sent_at="0001-01-01T00:00:00+00:00"), "not between the years"),
        (line(text="x" * LONGEST_LINE), "longer than"),
        (line(id="a\ud83d"), "id holds half of a character"),
        (line(conversation="\ude00"), "conversation holds half of a character"),
        (line(thread="t\ud83dt"), "thread holds half of a character"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(raw: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        message_of(raw)


def test_half_a_character_in_what_was_said_and_by_whom_is_kept() -> None:
    message = message_of(line(text="half a smile \ud83d", sender="Anna \ud83d", reply_to="\ud83d"))
    assert (message.text, message.sender.name) == ("half a smile \ud83d", "Anna \ud83d")


def test_a_whole_character_that_json_writes_as_two_halves_may_stand_in_an_address() -> None:
    message = message_of(line(id="😀", conversation="😀", thread="😀"))
    assert (message.message, message.where.chat, message.where.thread) == ("😀", "😀", "😀")


def test_bad_lines_are_numbered_and_the_others_read(tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    too_long = b'"' + b"x" * (LONGEST_LINE * 2 + 5) + b'"'
    file.write_bytes(b"\n".join([b"", line(id="a"), b"{", too_long, b"  ", line(id="b")]))
    good, bad, long, last = entries(file)
    assert isinstance(good, MessageReceived)
    assert isinstance(last, MessageReceived)
    assert (good.message, last.message) == ("a", "b")
    assert isinstance(bad, BadLine)
    assert isinstance(long, BadLine)
    assert (bad.number, long.number) == (3, 4)
    assert "longer than" in long.why


def test_the_bytes_read_rise_to_the_size_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "chat.jsonl"
    file.write_bytes(b"\n".join(line(id=str(number)) for number in range(5)))
    lines = read_jsonl(file)
    read = [line.read for line in lines.lines]
    assert read == sorted(read)
    assert read[-1] == lines.total == file.stat().st_size


def test_a_file_without_a_line_holds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.touch()
    assert entries(file) == []


@pytest.mark.parametrize(("name", "why"), [("missing.jsonl", "cannot be read"), (".", "is a folder")])
def test_what_cannot_be_read_is_refused_before_anything_is_done(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        read_jsonl(tmp_path / name)


def test_what_we_wrote_out_of_a_platform_comes_back_whatever_its_year(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_bytes(line(sent_at="9998-12-31T00:00:00+00:00", platform="telegram", account="bot"))
    (held,) = entries(tmp_path / "out.jsonl")
    assert isinstance(held, MessageReceived)
    assert held.at.year == 9998


@pytest.mark.parametrize(
    ("forwarded", "why"),
    [
        ("Zoe", "forwarded is no object"),
        ({"from": 1.5}, "from is not text"),
        ({"from": "Zoe", "sent_at": "yesterday"}, "no ISO 8601 time"),
    ],
)
def test_what_is_wrong_with_whose_words_it_was_is_told(forwarded: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        message_of(line(forwarded=forwarded))
