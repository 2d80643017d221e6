"""What can be seen of a running bot from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from adapters.monitor import Health, Reading, Spread
from bot.ports import Clock
from bot.pulse import BOUNDS, Line, Pulse
from memory.journal import Journal

SILENT = timedelta(minutes=3)
"""A platform that is well is heard of sooner, if only to say that there is nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Reads the pulse and the journal."""

    journal: Journal
    pulse: Pulse
    clock: Clock

    def health(self) -> Health:
        """All is well while every platform answers."""
        parts = {str(platform): self._told(line) for platform, line in self.pulse.lines.items()}
        return Health(well=all(told == "ok" for told in parts.values()), parts=parts)

    def _told(self, line: Line) -> str:
        if line.trouble:
            return line.trouble
        if line.heard_at is None:
            return "connecting"
        silent = self.clock.now() - line.heard_at
        return "ok" if silent < SILENT else f"not heard of for {silent.total_seconds():.0f} seconds"

    def readings(self) -> Iterator[Reading | Spread]:
        """Every figure, as of now. Blocking."""
        pulse = self.pulse
        counted = (
            ("events_heard", "Events that arrived", pulse.heard),
            ("parts_sent", "Parts of replies that a platform took", pulse.sent),
            ("parts_put_off", "Tries that are repeated later", pulse.put_off),
            ("parts_given_up", "Parts that will not be sent", pulse.given_up),
            (
                "restarts",
                "How often a platform was begun again",
                {at: line.restarts for at, line in pulse.lines.items()},
            ),
        )
        for name, told, values in counted:
            yield Reading(
                name=name, told=told, values={str(at): count for at, count in tuple(values.items())}, counts=True
            )
        yield self._waited()
        up = {str(platform): float(self._told(line) == "ok") for platform, line in pulse.lines.items()}
        yield Reading(name="up", told="Whether the platform answers", values=up)
        yield from self._open()
        yield from self._spent()

    def _waited(self) -> Spread:
        waits = dict(self.pulse.waits)
        return Spread(
            name="reply_seconds",
            told="From a message's arrival until the platform took the first part of its reply",
            bounds=BOUNDS,
            counts={str(at): (*wait.within, wait.count) for at, wait in waits.items()},
            sums={str(at): wait.total for at, wait in waits.items()},
        )

    def _open(self) -> Iterator[Reading]:
        backlog = self.journal.backlog.counted()
        waiting = {"outbox": float(backlog.parts), "inbox": float(backlog.events)}
        yield Reading(name="waiting", told="What is not done yet", values=waiting, label="where")
        age = (self.clock.now() - backlog.since).total_seconds() if backlog.since else 0.0
        values = {"outbox": max(0.0, age)}
        yield Reading(name="oldest_open_seconds", told="Age of the oldest unsent part", values=values, label="where")

    def _spent(self) -> Iterator[Reading]:
        used = self.journal.spend.by_model(self.clock.now())
        dollars = {each.model: each.dollars for each in used}
        yield Reading(name="spent_today_dollars", told="Cost of models today", values=dollars, label="model")
        tokens = {each.model: float(each.tokens) for each in used}
        yield Reading(name="tokens_today", told="Tokens of models today", values=tokens, label="model")
