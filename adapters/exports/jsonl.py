"""JSON lines: one message a line, `{"id", "conversation", "sender", "sent_at", "text"}` and a few optional fields."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.content import Attachment, AttachmentKind, Forwarded, Sender
from bot.errors import BadInput
from bot.events import MessageReceived
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, ThreadId, UserId
from bot.imports import BadLine, Line, Lines

IMPORTED = Platform("import")
ACCOUNT = AccountId("file")
REQUIRED = ("id", "conversation", "sender", "sent_at", "text")
_ADDRESSES = frozenset({"id", "conversation", "thread", "platform", "account"})
EARLIEST, LATEST = 1900, 2200
LONGEST_LINE = 8_000_000
"""Bytes."""


def read_jsonl(path: Path) -> Lines:
    """A file's lines, read one by one, bad ones as BadLine. Raises BadInput if it cannot be read."""
    try:
        found = path.stat()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    if stat.S_ISDIR(found.st_mode):
        raise BadInput(f"{path} is a folder; name a file in it")
    if not os.access(path, os.R_OK):
        raise BadInput(f"{path} cannot be read: you may not")
    return Lines(total=found.st_size, lines=_read(path))


def _read(path: Path) -> Iterator[Line]:
    read = 0
    for number, raw in enumerate(_lines(path), start=1):
        read += len(raw)
        if raw.strip():
            yield Line(number=number, read=read, held=_held(number, raw))


def _held(number: int, raw: bytes) -> MessageReceived | BadLine:
    try:
        return message_of(raw)
    except ValueError as error:
        return BadLine(number=number, why=str(error))


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, only its beginning."""
    with path.open("rb") as stream:
        while line := stream.readline(LONGEST_LINE + 1):
            yield line
            while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE + 1)


def message_of(raw: bytes) -> MessageReceived:
    """One line as an event. Raises ValueError, which says what is wrong with it."""
    fields = _fields(raw)
    where = Conversation(
        platform=Platform(_text(fields, "platform")) if "platform" in fields else IMPORTED,
        account=AccountId(_text(fields, "account")) if "account" in fields else ACCOUNT,
        chat=ChatId(_text(fields, "conversation")),
        thread=_thread(fields),
    )
    sender, at = _text(fields, "sender"), _moment(_text(fields, "sent_at"))
    # What a platform told us, and we wrote out, comes back in whatever year it was.
    if where.platform == IMPORTED and not EARLIEST <= at.year < LATEST:
        raise ValueError(f"sent_at {fields['sent_at']!r} is not between the years {EARLIEST} and {LATEST}")
    return MessageReceived(
        where=where,
        message=MessageId(_text(fields, "id")),
        sender=Sender(id=UserId(sender), name=sender),
        at=at,
        text=_text(fields, "text", empty=True),
        attachments=_attachments(fields.get("attachments")),
        forwarded=_forwarded(fields.get("forwarded"), sender),
        reply_to=MessageId(_text(fields, "reply_to")) if fields.get("reply_to") is not None else None,
    )


def _fields(raw: bytes) -> dict[str, object]:
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"it is longer than {LONGEST_LINE:,} bytes; cut it into several messages")
    try:
        fields = json.loads(raw)
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is no JSON ({error.msg} at character {error.pos})") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError as error:
        raise ValueError("it holds no number that can be read, but one of thousands of digits") from error
    if not isinstance(fields, dict):
        raise ValueError("it is no JSON object; write one message as {...}")
    missing = [name for name in REQUIRED if name not in fields]
    if missing:
        raise ValueError(f"it lacks {', '.join(missing)}")
    return fields


def _text(fields: dict[str, object], name: str, *, empty: bool = False) -> str:
    value = fields[name]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text")
    if not value and not empty:
        raise ValueError(f"{name} is empty")
    if name in _ADDRESSES and any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{name} holds half of a character, which no address can")
    return value


def _thread(fields: dict[str, object]) -> ThreadId | None:
    return ThreadId(_text(fields, "thread")) if fields.get("thread") is not None else None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"sent_at {text!r} is no ISO 8601 time, such as 2026-03-12T18:20:00+01:00") from error
    if moment.utcoffset() is None:
        raise ValueError(f"sent_at {text!r} has no offset from UTC; write it with one, as 2026-03-12T18:20:00+01:00")
    return moment


def _forwarded(value: object, sender: str) -> Forwarded | None:
    """Whose words it was that the sender passed on."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ValueError("forwarded is no object")
    return Forwarded(
        from_name=_text(value, "from", empty=True) if value.get("from") else None,
        from_id=UserId(sender) if value.get("own") is True else None,
        sent_at=_moment(_text(value, "sent_at")) if value.get("sent_at") is not None else None,
    )


def _attachments(value: object) -> tuple[Attachment, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError("attachments is no list of objects")
    return tuple(Attachment(kind=_kind(entry.get("kind")), caption=str(entry.get("caption") or "")) for entry in value)


def _kind(value: object) -> AttachmentKind:
    known = {kind.value: kind for kind in AttachmentKind}
    return known.get(str(value), AttachmentKind.OTHER)
