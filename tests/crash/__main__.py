"""All kills and what is promised of every platform, as tables: `make figures`. Takes some hours on two cores."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

from bot.crashes import CrashPoint
from tests.bench.machine import load, machine
from tests.crash.blows import After, At, Blow
from tests.crash.figures import SIEGES, Sizes, besieged, figures_of, found, names
from tests.crash.guarantees import Finding
from tests.crash.platforms import TOWNS
from tests.crash.trials import TRIALS
from tests.crash.verdict import Verdict

COMMANDS = "commands"
"""The kills of commands, beside the figures of platforms."""
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
    sizes = Sizes(kills=options.kills, messages=options.messages, away_s=options.away, seed=options.seed)
    platforms = options.platform or list(TOWNS)
    only = options.only or [COMMANDS, *names()]
    with ProcessPoolExecutor(options.workers) as pool:
        harm = COMMANDS in only and _try_all(pool, options)
        sieges = [(each, besieged(each, sizes, pool, _tell)) for each in platforms if SIEGES in only]
    # The rest is measured with nothing beside it.
    rows = [*sieges, *_findings(platforms, only, sizes)]
    sys.stdout.write(_table([("platform", "promise", "tried", "found"), *map(_row, rows)]) if rows else "")
    told = [f"{name}: {value}" for name, value in (*machine(), ("load", load()), ("seed", str(options.seed)))]
    sys.stdout.write("; ".join(told) + "\n")
    return int(harm or any(finding.harm for _, finding in rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--only", action="append", choices=[COMMANDS, *names()], help="one figure; again for more")
    parser.add_argument("--platform", action="append", choices=list(TOWNS), help="one platform; again for more")
    parser.add_argument("--kills", type=int, default=1_000, help="how often each platform's bot is killed")
    parser.add_argument("--messages", type=int, default=10_000, help="how many it hears; at least 100")
    parser.add_argument("--away", type=float, default=180.0, help="how many seconds nothing gets through")
    parser.add_argument("--moments", type=int, default=200, help="how many moments of each kind of work")
    parser.add_argument("--seed", type=int, default=4711, help="decides the moments")
    parser.add_argument("--workers", type=int, default=2, help="how many series of kills at a time")
    return parser.parse_args()


def _findings(platforms: Sequence[str], only: Sequence[str], sizes: Sizes) -> Iterator[tuple[str, Finding]]:
    for platform in platforms:
        for name, figure in figures_of(platform).items():
            if name in only:
                finding = found(platform, figure, sizes)
                _tell(f"{platform}: {name}: {finding}")
                yield platform, finding


def _row(found: tuple[str, Finding]) -> Sequence[str]:
    platform, finding = found
    return platform, finding.promise, finding.tried, str(finding)


def _tell(progress: str) -> None:
    sys.stderr.write(f"{progress}\n")


def _try_all(pool: Executor, options: argparse.Namespace) -> bool:
    """All kills of commands, printed as one table; whether any did harm."""
    chance = random.Random(options.seed)  # noqa: S311 -- repeatable, not secret
    kills = [*_points(), *_moments(options.moments, chance)]
    sums: dict[str, Verdict] = {}
    runs: Counter[str] = Counter()
    for done, (series, verdicts) in enumerate(zip(kills, pool.map(_tried, kills), strict=True)):
        sys.stderr.write(f"\r{done} of {len(kills)} ")
        runs[series.group] += len(verdicts)
        for blow, verdict in zip(series.blows, verdicts, strict=False):
            sums[series.group] = sums.get(series.group, Verdict()) + verdict
            if verdict.harm:
                _tell(f"\r{series.trial}, {blow}: {verdict}")
    sys.stdout.write(_table(_tried_rows(sums, runs)))
    return any(verdict.harm for verdict in sums.values())


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


def _tried_rows(sums: dict[str, Verdict], runs: Counter[str]) -> Sequence[Sequence[str]]:
    counted = [field.name for field in fields(Verdict)]
    rows = [[group, str(runs[group]), *(str(getattr(sums[group], name)) for name in counted)] for group in sums]
    return [["what was killed", "runs", *counted], *rows]


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Markdown; the first row heads it."""
    lines = [f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * len(rows[0]), *rows[1:])]
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    sys.exit(main())
