"""What can be seen of a running bot from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from adapters.monitor import Health, Reading
from bot.ports import Clock
from bot.pulse import Line, Pulse
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

    def readings(self) -> Iterator[Reading]:
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
        up = {str(platform): float(self._told(line) == "ok") for platform, line in pulse.lines.items()}
        yield Reading(name="up", told="Whether the platform answers", values=up)
        waiting = {
            "outbox": float(len(self.journal.outbox.waiting())),
            "inbox": float(len(self.journal.inbox.pending())),
        }
        yield Reading(name="waiting", told="What is not done yet", values=waiting, label="where")
