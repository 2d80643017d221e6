"""The purse: what models cost, and the caps on it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.errors import BudgetSpent
from bot.ids import PersonId
from bot.ports.models import Completion, Spending
from memory.journal.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """The most to spend on one local day, in US dollars: by all and by each person. None: no cap."""

    day: float | None = None
    person: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What one model took; `tokens` are those in and those out together."""

    model: str
    dollars: float
    tokens: int


class SqliteSpend:
    """The port Spend. A call may begin while a cap is not reached, so it is passed by one call at most.

    A call that can cost nothing is always allowed.
    """

    def __init__(self, database: Database, caps: Caps) -> None:
        self._database = database
        self._caps = caps

    def reserve(self, person: PersonId, at: datetime, amount: float) -> Spending:
        with self._database.transaction() as connection:
            if amount > 0:
                self._refuse_spent(connection, person, at)
            number = connection.execute(
                "INSERT INTO spend (day, person, amount) VALUES (?, ?, ?)", (_day(at), person, amount)
            ).lastrowid
        assert number is not None
        return Spending(id=number, day=_day(at), person=person, reserved=amount)

    def settle(self, spending: Spending, completion: Completion | None) -> None:
        if completion is None:
            cost: tuple[float, str | None, int, int] = (0.0, None, 0, 0)
        else:
            cost = (completion.cost, completion.model, completion.tokens_in, completion.tokens_out)
        with self._database.transaction() as connection:
            connection.execute(
                """UPDATE spend SET amount = ?, model = ?, tokens_in = ?, tokens_out = ?, settled = 1
                   WHERE id = ? AND NOT settled""",
                (*cost, spending.id),
            )

    def spent(self, person: PersonId | None, at: datetime) -> float:
        with self._database.reading() as connection:
            return _spent(connection, person, at)

    def by_model(self, at: datetime) -> tuple[Used, ...]:
        """What was spent on the local day of `at`; what is under way counts as reserved."""
        query = """SELECT coalesce(model, 'reserved'), sum(amount), sum(coalesce(tokens_in + tokens_out, 0))
            FROM spend WHERE day = ? GROUP BY model ORDER BY model"""
        rows = self._database.rows(query, (_day(at),))
        return tuple(Used(model=model, dollars=dollars, tokens=tokens) for model, dollars, tokens in rows)

    def _refuse_spent(self, connection: sqlite3.Connection, person: PersonId, at: datetime) -> None:
        caps = ((None, self._caps.day, "everybody's budget"), (person, self._caps.person, "your budget"))
        for whose, cap, name in caps:
            if cap is not None and _spent(connection, whose, at) >= cap:
                raise BudgetSpent(f"{name} for language models, ${cap:g} a day, is spent until {_renewal(at)}")


def _spent(connection: sqlite3.Connection, person: PersonId | None, at: datetime) -> float:
    query = "SELECT coalesce(sum(amount), 0) FROM spend WHERE day = ?1 AND (?2 IS NULL OR person = ?2)"
    return float(connection.execute(query, (_day(at), person)).fetchone()[0])


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _renewal(at: datetime) -> str:
    midnight = datetime.combine(at.date() + timedelta(days=1), time.min, tzinfo=at.tzinfo)
    return f"{midnight:%Y-%m-%d %H:%M} (UTC{midnight:%z})"
