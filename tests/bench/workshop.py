"""Data folders of many made-up messages, imported once and measured again and again."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.conversations import Question, write_out
from tests.bench.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured: sizes in messages, how often, with how many questions and live messages."""

    search_sizes: tuple[int, ...] = (600, 10_000, 100_000)
    size: int = 100_000
    runs: int = 3
    questions: int = 200
    live: int = 600
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """An imported conversation: the data folder, what was imported, what can be asked, how long the import took."""

    data: Path
    messages: Path
    questions: tuple[Question, ...]
    import_s: float


class Workshop:
    """Makes and keeps data folders below `root`; the same plan finds them there again."""

    def __init__(self, root: Path, program: Program, plan: Plan) -> None:
        self.root = root
        self.program = program
        self.plan = plan

    def stock(self, size: int) -> Stock:
        """`size` messages in the owner's space."""
        place = self.root / f"{size}-{self.plan.questions}-{self.plan.seed}"
        told = place / "stock.json"
        messages = place / "messages.jsonl"
        if not told.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            questions = write_out(size, messages, seed=self.plan.seed, questions=self.plan.questions)
            seconds = self.import_into(place / "data", messages)
            told.write_text(json.dumps({"import_s": seconds, "questions": questions}))
        kept = json.loads(told.read_text())
        return Stock(
            data=place / "data",
            messages=messages,
            questions=tuple(Question(*each) for each in kept["questions"]),
            import_s=kept["import_s"],
        )

    def import_into(self, data: Path, messages: Path) -> float:
        """Import a file; the seconds from the program's start to its end."""
        return self.program.run(data, "import", messages, "--format", "jsonl").seconds

    @contextmanager
    def copy(self, stock: Stock) -> Iterator[Path]:
        """A copy of a stock's data folder, to be changed and thrown away."""
        with tempfile.TemporaryDirectory(dir=self.root) as folder:
            copy = Path(folder) / "data"
            shutil.copytree(stock.data, copy)
            yield copy
