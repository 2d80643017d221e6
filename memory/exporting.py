"""Writing everything out: Markdown to read, and JSON lines that can be imported again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.errors import BadInput
from bot.ports import Exported
from bot.records import Note, Scope
from memory.annals import Annals
from memory.folder import refusal

PAGE = 1_000
LINES = "messages.jsonl"


class FileExporter:
    """Implements Exporter: one Markdown file a month, and one file of JSON lines."""

    def __init__(self, annals: Annals) -> None:
        self._annals = annals

    def export(self, scope: Scope, folder: Path) -> Exported:
        try:
            folder.mkdir(parents=True, mode=0o700)
            count = self._written(scope, folder)
        except FileExistsError as error:
            raise BadInput(f"{folder} exists; name a new folder, an export overwrites nothing") from error
        except NotADirectoryError as error:
            raise BadInput(f"{folder} lies below what is a file; name another folder") from error
        except OSError as error:
            raise refusal(error, folder) from error
        return Exported(folder=folder, messages=count)

    def _written(self, scope: Scope, folder: Path) -> int:
        count = 0
        with (folder / LINES).open("x", encoding="ascii") as lines:
            for note in self._notes(scope):
                lines.write(json.dumps(line_of(note)) + "\n")
                month = folder / f"{note.said_at:%Y-%m}.md"
                with month.open("a", encoding="utf-8", errors="replace") as page:
                    page.write(paragraph_of(note))
                count += 1
        return count

    def _notes(self, scope: Scope) -> Iterator[Note]:
        after = 0
        while page := self._annals.notes(after, PAGE):
            yield from (note for _, note in page if note.space in scope.spaces)
            after = page[-1][0]


def line_of(note: Note) -> dict[str, str]:
    """A note as a line that `satchel import` reads."""
    where = note.origin.where
    line = {
        "id": note.origin.message,
        "conversation": where.chat,
        "sender": note.said_by,
        "sent_at": note.said_at.isoformat(),
        "text": note.text,
    }
    return line | {"thread": where.thread} if where.thread else line


def paragraph_of(note: Note) -> str:
    """A note as a person reads it."""
    return f"**{note.said_by}**, {note.said_at:%Y-%m-%d %H:%M}\n\n{note.text}\n\n"
