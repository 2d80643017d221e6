"""Writing everything out: Markdown to read, and JSON lines that can be imported again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import TextIO

from bot.capture import Message, of_another
from bot.content import Attachment
from bot.errors import BadInput
from bot.events import CommandInvoked, MessageReceived
from bot.ports import Exported
from bot.printable import printable
from bot.records import Note, Scope
from memory.annals import Annals
from memory.folder import refusal

PAGE = 1_000
FILED = "import"
"""The platform of what was read from a file."""

LINES = "messages.jsonl"


class FileExporter:
    """Implements Exporter: one Markdown file a month, and one file of JSON lines."""

    def __init__(self, annals: Annals, zone: tzinfo | None = None) -> None:
        """`zone`: that of the moments on the pages; where each was sent if None."""
        self._annals = annals
        self._zone = zone

    def export(self, scope: Scope, folder: Path) -> Exported:
        _make(folder)
        try:
            with _whole_or_nothing(folder) as written:
                count = self._written(scope, folder, written)
        except OSError as error:
            raise refusal(error, folder) from error
        return Exported(folder=folder, messages=count)

    def _written(self, scope: Scope, folder: Path, written: set[Path]) -> int:
        count = 0
        with _ours(folder / LINES, written) as lines:
            for page in self._pages(scope):
                lines.writelines(json.dumps(line_of(message)) + "\n" for _, message in page)
                _write_months(folder, [self._here(note) for note, _ in page], written)
                count += len(page)
        return count

    def _here(self, note: Note) -> Note:
        return replace(note, said_at=note.said_at.astimezone(self._zone)) if self._zone else note

    def _pages(self, scope: Scope) -> Iterator[list[tuple[Note, Message]]]:
        after = 0
        while page := self._annals.messages(after, PAGE):
            yield [(note, message) for _, note, message in page if note.space in scope.spaces]
            after = page[-1][0]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError as error:
        raise BadInput(f"{folder} exists; name a new folder, an export overwrites nothing") from error
    except NotADirectoryError as error:
        raise BadInput(f"{folder} lies below what is a file; name another folder") from error
    except OSError as error:
        raise refusal(error, folder) from error


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[set[Path]]:
    """What is written into a new folder of ours goes again, and the folder, where not all of it can be written."""
    written: set[Path] = set()
    try:
        yield written
    except BaseException:
        with suppress(OSError):
            for path in written:
                path.unlink()
            folder.rmdir()
        raise


def _ours(path: Path, written: set[Path]) -> TextIO:
    """A file to write on in: never one that somebody else put there."""
    file = path.open("a" if path in written else "x", encoding="utf-8")
    written.add(path)
    return file


def _write_months(folder: Path, notes: Iterable[Note], written: set[Path]) -> None:
    months: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        months[f"{note.said_at:%Y-%m}"].append(paragraph_of(note))
    for month, paragraphs in months.items():
        with _ours(folder / f"{month}.md", written) as file:
            file.writelines(paragraphs)


def line_of(message: Message) -> dict[str, object]:
    """A message as a line that `satchel import` reads: the words as they were sent, not as they are filed."""
    where = message.where
    line: dict[str, object] = {
        "id": message.message,
        "conversation": where.chat,
        "sender": message.sender.name or message.sender.id,
        "sent_at": message.at.isoformat(),
        "text": message.argument if isinstance(message, CommandInvoked) else message.text,
    }
    optional = {
        # What came from elsewhere than a file keeps its address: it is known when it is read again.
        "platform": where.platform if where.platform != FILED else None,
        "account": where.account if where.platform != FILED else None,
        "thread": where.thread,
        "reply_to": message.reply_to if isinstance(message, MessageReceived) else None,
        "forwarded": _forwarded(message),
        "attachments": [] if isinstance(message, CommandInvoked) else list(map(_described, message.attachments)),
    }
    return line | {name: value for name, value in optional.items() if value}


def _described(attachment: Attachment) -> dict[str, str]:
    caption = {"caption": attachment.caption} if attachment.caption else {}
    return {"kind": attachment.kind.value} | caption


def _forwarded(message: Message) -> dict[str, str | bool]:
    """Whose words they are, and since when; `own` where they are the sender's."""
    forwarded = message.forwarded if isinstance(message, MessageReceived) else None
    if forwarded is None:
        return {}
    at = {"sent_at": forwarded.sent_at.isoformat()} if forwarded.sent_at else {}
    whose = {"own": True} if of_another(message) is None else {}
    return {"from": forwarded.from_name or ""} | at | whose


def paragraph_of(note: Note) -> str:
    """A note as a person reads it. Quoted, so that nothing in it can be taken for the page's own."""
    said_by, passed_by = (printable(" ".join(name.split())) for name in (note.said_by, note.passed_by))
    name = f"**{said_by}**" if said_by or not passed_by else "somebody"
    name += f" (forwarded by {passed_by})" if passed_by else ""
    lines = printable(note.text.replace("\r\n", "\n")).split("\n")
    quoted = "\n".join(f"> {line}" if line else ">" for line in lines)
    where = note.origin.where
    place = f" ({printable(' '.join(where.chat.split()))})" if where.platform == FILED else ""
    return f"{name}{place}, {note.said_at:%Y-%m-%d %H:%M}\n\n{quoted}\n\n"
