"""The command line, run inside this process: its exit status and what it printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.program import Ended

STARTED = "2026-03-12T18:20:00+00:00"


@dataclass(frozen=True, slots=True)
class Cli:
    """`satchel --data DATA …`."""

    data: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(self.data), *map(str, arguments)])
        out, err = self.capture.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    def fine(self, *arguments: str | Path) -> str:
        """What a command prints that is to succeed without a complaint."""
        ended = self(*arguments)
        assert (ended.status, ended.err) == (0, "")
        return ended.out

    def refused(self, *arguments: str | Path) -> str:
        """The one line that a command complains with."""
        ended = self(*arguments)
        assert (ended.status, ended.out) == (1, "")
        assert ended.err.startswith("satchel: ")
        assert ended.err.count("\n") == 1
        return ended.err

    def takes_in(self, file: Path, *texts: str) -> None:
        """Import a chat of these texts, said by Anna a minute apart."""
        self.fine("import", jsonl(file, [said(str(number), text) for number, text in enumerate(texts)]))


def said(name: str, text: str, **fields: object) -> dict[str, Any]:
    """One line of a recorded chat."""
    return {"id": name, "conversation": "us", "sender": "Anna", "sent_at": STARTED, "text": text} | fields


def jsonl(file: Path, rows: Iterable[object]) -> Path:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def rows_of(out: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]
