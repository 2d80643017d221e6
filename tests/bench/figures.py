"""What was measured, as rows of one table: Markdown for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from typing import Literal

HEADINGS = ("measured", "messages", "median", "p99", "unit", "n", "to reach", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the median, and the p99 where there is one, may come to at most (or must at least)."""

    middle: float
    p99: float | None = None
    at: Literal["most", "least"] = "most"

    def __str__(self) -> str:
        sign = "≤" if self.at == "most" else "≥"
        return f"{sign} {_told(self.middle)}" + (f" / {_told(self.p99)}" if self.p99 is not None else "")

    def reached(self, row: Row) -> bool:
        """Whether the row's figures are within the goal."""
        if self.at == "least":
            return row.middle >= self.middle
        return row.middle <= self.middle and (self.p99 is None or row.p99 is None or row.p99 <= self.p99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing measured at one size: the median of `n` values and, from ten on, the value that 99 % keep to."""

    what: str
    messages: int
    unit: str
    n: int
    middle: float
    p99: float | None = None
    goal: Goal | None = None
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        reached = "" if self.goal is None else "reached" if self.goal.reached(self) else "**missed**"
        what = f"{self.what} ({self.note})" if self.note else self.what
        p99 = "" if self.p99 is None else _told(self.p99)
        goal = "" if self.goal is None else str(self.goal)
        return (what, f"{self.messages:,}", _told(self.middle), p99, self.unit, str(self.n), goal, reached)


def row(
    what: str, messages: int, values: Sequence[float], unit: str, *, goal: Goal | None = None, note: str = ""
) -> Row:
    """The row that sums up `values`, of which there is at least one."""
    high = sorted(values)[ceil(0.99 * len(values)) - 1] if len(values) >= 10 else None
    return Row(
        what=what,
        messages=messages,
        unit=unit,
        n=len(values),
        middle=median(values),
        p99=high,
        goal=goal,
        note=note,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The rows, on which machine and when: pairs of a name and what is to be said of it."""

    about: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]

    def as_markdown(self) -> str:
        lines = [
            HEADINGS,
            tuple("-" * len(heading) or "-" for heading in HEADINGS),
            *(row.cells() for row in self.rows),
        ]
        facts = "".join(f"- {name}: {value}\n" for name, value in self.about)
        return facts + "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)

    def as_json(self) -> str:
        return json.dumps({"about": dict(self.about), "rows": [asdict(row) for row in self.rows]}, indent=1) + "\n"


def _told(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
