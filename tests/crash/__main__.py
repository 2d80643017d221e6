"""All kills, and one table of what they did: `make figures`. Takes about half an hour on two cores."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

from bot.crashes import CrashPoint
from tests.bench.machine import load, machine
from tests.crash.blows import After, At, Blow
from tests.crash.trials import TRIALS
from tests.crash.verdict import Verdict

COUNTS = (1, 2, 7)
LASTS_S = {"conversation": 0.5, "import": 1.2, "forget": 3.0, "reindex": 2.0, "backup, restore": 1.5}
"""About how long the part that is worth killing lasts, by trial."""


@dataclass(frozen=True, slots=True)
class Series:
    """Kills of one kind of work, one after another; `group` is the row of the table that they count in."""

    group: str
    trial: str
    blows: Sequence[Blow]


def main() -> int:
    options = _options()
    chance = random.Random(options.seed)  # noqa: S311 -- repeatable, not secret
    kills = [*_points(), *_moments(options.moments, chance)]
    sums: dict[str, Verdict] = {}
    runs: Counter[str] = Counter()
    with ProcessPoolExecutor(options.workers) as pool:
        for done, (series, verdicts) in enumerate(zip(kills, pool.map(_tried, kills), strict=True)):
            sys.stderr.write(f"\r{done} of {len(kills)} ")
            runs[series.group] += len(verdicts)
            for blow, verdict in zip(series.blows, verdicts, strict=False):
                sums[series.group] = sums.get(series.group, Verdict()) + verdict
                if verdict.harm:
                    sys.stderr.write(f"\r{series.trial}, {blow}: {verdict}\n")
    sys.stdout.write(_table(sums, runs, options.seed))
    return int(any(verdict.harm for verdict in sums.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--moments", type=int, default=200, help="how many moments of each kind of work")
    parser.add_argument("--seed", type=int, default=4711, help="decides the moments")
    parser.add_argument("--workers", type=int, default=2, help="how many trials at a time")
    return parser.parse_args()


def _points() -> Iterator[Series]:
    for trial in TRIALS:
        for point in CrashPoint:
            yield Series(f"{trial}, at each named point", trial, [At(point, count) for count in COUNTS])


def _moments(many: int, chance: random.Random) -> Iterator[Series]:
    for trial, seconds in LASTS_S.items():
        for _ in range(many if trial in {"conversation", "import"} else many // 10):
            yield Series(f"{trial}, at random moments", trial, [After(chance.uniform(0, seconds))])


def _tried(series: Series) -> list[Verdict]:
    """The verdicts up to the first point that this work did not come to, or not so often."""
    verdicts = []
    for blow in series.blows:
        with tempfile.TemporaryDirectory(prefix="satchel-crash-") as folder:
            verdict = TRIALS[series.trial](Path(folder), blow)
        if isinstance(blow, At) and not verdict.killed and not verdict.harm:
            break
        verdicts.append(verdict)
    return verdicts


def _table(sums: dict[str, Verdict], runs: Counter[str], seed: int) -> str:
    names = [field.name for field in fields(Verdict)]
    rows = [["what was killed", "runs", *names], ["---", *["---:"] * (len(names) + 1)]]
    rows += [[group, str(runs[group]), *(str(getattr(sums[group], name)) for name in names)] for group in sums]
    told = [f"{name}: {value}" for name, value in (*machine(), ("load", load()), ("seed", str(seed)))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n" + "; ".join(told) + "\n"


if __name__ == "__main__":
    sys.exit(main())
