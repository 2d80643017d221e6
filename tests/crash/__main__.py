"""All kills, and one table of what they did: `make figures`. Takes about half an hour on two cores."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

from bot.crashes import CrashPoint
from tests.bench.machine import load, machine
from tests.crash.blows import After, At, Blow
from tests.crash.trials import TRIALS
from tests.crash.verdict import Verdict

COUNTS = (1, 2, 7)
LASTS_S = {"conversation": 0.5, "import": 1.2, "forget": 1.5, "reindex": 1.2, "backup, restore": 0.8}
"""About how long the part that is worth killing lasts, by trial."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One trial; `group` is the row of the table that it counts in."""

    group: str
    trial: str
    blow: Blow


def main() -> int:
    options = _options()
    kills = [*_points(), *_moments(options.moments, random.Random(options.seed))]
    sums: dict[str, Verdict] = {}
    trials: Counter[str] = Counter()
    with ProcessPoolExecutor(options.workers) as pool:
        for kill, verdict in zip(kills, pool.map(_tried, kills), strict=True):
            sums[kill.group] = sums.get(kill.group, Verdict()) + verdict
            trials[kill.group] += 1
            if verdict.harm:
                sys.stderr.write(f"{kill.trial}, {kill.blow}: {verdict}\n")
    sys.stdout.write(_table(sums, trials, options.seed))
    return int(any(verdict.harm for verdict in sums.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--moments", type=int, default=200, help="how many moments of each kind of work")
    parser.add_argument("--seed", type=int, default=4711, help="decides the moments")
    parser.add_argument("--workers", type=int, default=2, help="how many trials at a time")
    return parser.parse_args()


def _points() -> Iterator[Kill]:
    for trial in TRIALS:
        for point in CrashPoint:
            for count in COUNTS:
                yield Kill(f"{trial}, at each named point", trial, At(point, count))


def _moments(many: int, chance: random.Random) -> Iterator[Kill]:
    for trial, seconds in LASTS_S.items():
        for _ in range(many if trial in {"conversation", "import"} else many // 10):
            yield Kill(f"{trial}, at random moments", trial, After(chance.uniform(0, seconds)))


def _tried(kill: Kill) -> Verdict:
    with tempfile.TemporaryDirectory(prefix="satchel-crash-") as folder:
        return TRIALS[kill.trial](Path(folder), kill.blow)


def _table(sums: dict[str, Verdict], trials: Counter[str], seed: int) -> str:
    names = [field.name for field in fields(Verdict)]
    rows = [["what was killed", "runs", *names], ["---", *["---:"] * (len(names) + 1)]]
    rows += [[group, str(trials[group]), *(str(getattr(sums[group], name)) for name in names)] for group in sums]
    told = [f"{name}: {value}" for name, value in (*machine(), ("load", load()), ("seed", str(seed)))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n" + "; ".join(told) + "\n"


if __name__ == "__main__":
    sys.exit(main())
