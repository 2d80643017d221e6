"""The bench's command line: what to measure, how much of it, and where the table goes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figures import Report, Row
from tests.bench.inside import erasing, living
from tests.bench.machine import load, machine
from tests.bench.outside import importing, loading, recalling, searching, starting, weighing
from tests.bench.program import Program
from tests.bench.workshop import Plan, Workshop

MEASUREMENTS: dict[str, Callable[[Workshop], Iterator[Row]]] = {
    "import": importing,
    "search": searching,
    "live": living,
    "start": starting,
    "modules": loading,
    "folder": weighing,
    "erase": erasing,
    "recall": recalling,
}
QUICK = Plan(search_sizes=(600, 3_000), size=3_000, runs=1, questions=60, live=100)
MILLION = 1_000_000
OUT = Path("build")


def main(arguments: Sequence[str]) -> None:
    """Measure what the arguments say."""
    given = _parser().parse_args(arguments)
    plan = plan_of(given)
    with _root(given.keep) as root:
        report = measure(
            Workshop(root, Program(path=given.satchel.absolute()), plan), given.only or tuple(MEASUREMENTS)
        )
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "bench.md").write_text(report.as_markdown(), encoding="utf-8")
    (given.out / "bench.json").write_text(report.as_json(), encoding="utf-8")
    sys.stdout.write(f"\n{report.as_markdown()}")


def measure(workshop: Workshop, names: Sequence[str]) -> Report:
    """Run the measurements of these names, telling each row on standard error as it comes."""
    start, before, rows = time.perf_counter(), load(), []
    for name in names:
        for row in MEASUREMENTS[name](workshop):
            rows.append(row)
            sys.stderr.write(f"{' | '.join(row.cells())}\n")
    about = (
        *machine(),
        ("load", f"{before} before, {load()} after (averages over 1, 5 and 15 minutes)"),
        ("measured", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, in {(time.perf_counter() - start) / 60:.1f} minutes"),
        ("runs", f"{workshop.plan.runs} of each; seed {workshop.plan.seed}"),
    )
    return Report(about=about, rows=tuple(rows))


def plan_of(given: argparse.Namespace) -> Plan:
    """The sizes: quick, usual or full, each overruled by what was said of it."""
    plan = QUICK if given.quick else Plan()
    if given.full:
        plan = replace(plan, search_sizes=(*plan.search_sizes, MILLION))
    if given.size:
        plan = replace(plan, size=given.size, search_sizes=(given.size,))
    said = {name: getattr(given, name) for name in ("runs", "questions", "live", "seed")}
    return replace(plan, **{name: value for name, value in said.items() if value is not None})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: under two minutes")
    parser.add_argument("--full", action="store_true", help="search among 1,000,000 messages too")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="one of them; may be said again")
    parser.add_argument("--size", type=int, metavar="N", help="measure all with this many messages")
    parser.add_argument("--runs", type=int, metavar="N", help="how often each is run")
    parser.add_argument("--questions", type=int, metavar="N", help="how many questions a search is measured with")
    parser.add_argument("--live", type=int, metavar="N", help="how many notes, and questions, are said live")
    parser.add_argument("--seed", type=int, metavar="N", help="which messages are made up")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the imported data there and use it again")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="where bench.md and bench.json go")
    parser.add_argument("--satchel", type=Path, default=Path(sys.executable).with_name("satchel"), help="the program")
    return parser


@contextmanager
def _root(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.absolute()
        return
    with TemporaryDirectory(prefix="satchel-bench-") as folder:
        yield Path(folder)
