"""What is measured by running the program: import, search, start, memory, size of the folder, recall."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from subprocess import run
from tempfile import TemporaryDirectory

from tests.bench.conversations import Question
from tests.bench.figures import Goal, Row, row
from tests.bench.machine import resident_mib
from tests.bench.program import chatting, imported_modules
from tests.bench.workshop import Stock, Workshop

COLD = 20
ASKED_IN_CHAT = 100
SEARCH_GOALS = ((600, Goal(middle=5, p99=20)), (100_000, Goal(middle=15, p99=40)), (1_000_000, Goal(middle=80)))
"""Up to so many messages, so fast."""

BENCH = Path(__file__).parents[2].parent / "shared" / "bench"
RECALL_GOALS = {
    ("turn", "answerable", "recall@5"): Goal(middle=0.66, at="least"),
    ("turn", "answerable", "recall@10"): Goal(middle=0.74, at="least"),
    ("session", "all", "any@5"): Goal(middle=0.93, at="least"),
}


def importing(workshop: Workshop) -> Iterator[Row]:
    """Import speed, from the program's start to its end: embedded and fsynced."""
    size = workshop.plan.size
    stock = workshop.stock(size)
    seconds = [stock.import_s]
    while len(seconds) < workshop.plan.runs:
        with TemporaryDirectory(dir=workshop.root) as folder:
            seconds.append(workshop.import_into(Path(folder) / "data", stock.messages))
    yield row("import", size, [size / each for each in seconds], "messages/s", goal=Goal(middle=1_500, at="least"))


def searching(workshop: Workshop) -> Iterator[Row]:
    """Search latency by `search --batch`, and how much is found of what only one message tells."""
    for size in workshop.plan.search_sizes:
        stock = workshop.stock(size)
        runs = [workshop.program.search(stock.data, stock.questions) for _ in range(workshop.plan.runs)]
        goal = next((goal for most, goal in SEARCH_GOALS if size <= most), None)
        first = [ms for answers in runs for ms, _ in answers[:COLD]]
        yield row("search", size, first, "ms", note=f"the first {COLD} of each process", goal=goal)
        rest = [ms for answers in runs for ms, _ in answers[COLD:]]
        if rest:
            yield row("search", size, rest, "ms", note="the rest", goal=goal)
        yield from _found(stock, size, [ids for _, ids in runs[0]])


def _found(stock: Stock, size: int, answers: list[list[str]]) -> Iterator[Row]:
    for depth in (1, 10):
        found = [float(each.answer in ids[:depth]) for each, ids in zip(stock.questions, answers, strict=True)]
        share = fmean(found)
        note = "made-up messages, one answers each question"
        yield Row(
            what=f"found among the first {depth}", messages=size, unit="share", n=len(found), middle=share, note=note
        )


def starting(workshop: Workshop) -> Iterator[Row]:
    """From the command to the prompt in a terminal, the memory held then, and after a hundred questions."""
    size = workshop.plan.size
    stock = workshop.stock(size)
    seconds, before, after, answers = [], [], [], []
    for _ in range(workshop.plan.runs):
        with workshop.copy(stock) as data:
            start = time.perf_counter()
            with chatting(workshop.program, data) as terminal:
                terminal.wait_for_prompt()
                seconds.append(time.perf_counter() - start)
                before.append(resident_mib(terminal.process))
                answers += [terminal.ask(each.query) * 1000 for each in _many(stock.questions)]
                after.append(resident_mib(terminal.process))
    yield row("start to prompt", size, seconds, "s", goal=Goal(middle=1.5))
    yield row("resident memory at the prompt", size, before, "MiB", goal=Goal(middle=400))
    yield row(f"resident memory after {ASKED_IN_CHAT} questions", size, after, "MiB", goal=Goal(middle=400))
    yield row("a question typed, its answer shown", size, answers, "ms", note="in a terminal, no model")


def _many(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return (questions * (ASKED_IN_CHAT // len(questions) + 1))[:ASKED_IN_CHAT]


def loading(workshop: Workshop) -> Iterator[Row]:
    """Which modules a search imports, and whether litellm is one of them."""
    stock = workshop.stock(workshop.plan.search_sizes[0])
    asked = stock.questions[0].query
    modules = imported_modules(workshop.program.run(stock.data, "search", asked, env={"PYTHONPROFILEIMPORTTIME": "1"}))
    size = workshop.plan.search_sizes[0]
    yield row("modules imported by a search", size, [len(modules)], "modules")
    yield row("litellm imported by a search", size, ["litellm" in modules], "times", goal=Goal(middle=0))


def weighing(workshop: Workshop) -> Iterator[Row]:
    """What the data folder takes on the disk."""
    size = workshop.plan.size
    stock = workshop.stock(size)
    taken = sum(path.stat().st_blocks * 512 for path in stock.data.rglob("*") if path.is_file())
    read = stock.messages.stat().st_size
    note = f"from a file of {read / 2**20:.3g} MiB"
    yield row("data folder", size, [taken / 2**20], "MiB", note=note)


def recalling(workshop: Workshop) -> Iterator[Row]:
    """Recall on recorded conversations, by the script that lies outside of the project; nothing where it is not."""
    script, recorded = BENCH / "recall.py", BENCH / "locomo-dev.json"
    if not (script.exists() and recorded.exists()):
        yield Row(what="recall", messages=0, unit="", n=0, middle=0, note="not measured: ../shared/bench is not there")
        return
    with TemporaryDirectory(dir=workshop.root) as folder:
        out = Path(folder) / "report.json"
        command = [sys.executable, str(script), "--data", str(recorded), "--out", str(out)]
        run([*command, "--satchel", str(workshop.program.path)], check=True, capture_output=True)
        report = json.loads(out.read_text())
    for (level, group, figure), goal in RECALL_GOALS.items():
        part = report[level][group]
        yield Row(
            what=f"{level} {figure}, {group}", messages=0, unit="share", n=part["n"], middle=part[figure], goal=goal
        )
