"""How things stand, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import SecretStr

from bot.ids import EventKey
from bot.listing import counted
from bot.ports import Clock, Holdings, Intentions, Spend, Standing
from bot.records import Scope
from bot.settings import Settings

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Implements Overview. `memory`: where what was kept lies and what it lacks, by name."""

    memory: Callable[[Scope], Lines]
    preferences: Settings
    holdings: Holdings
    intentions: Intentions
    spend: Spend
    clock: Clock

    def standing(self, scope: Scope) -> Standing:
        spent = self.spend.spent(None, self.clock.now())
        models = ", ".join(self.preferences.models) or "none, so answers are the passages themselves"
        lines = (
            ("kept", counted(self.holdings.count(scope), "message", "messages")),
            ("models", models),
            ("spent today", f"${spent:.4f} of ${self.preferences.spend_a_day:.2f}"),
            *self.memory(scope),
        )
        undone = self.intentions.undone(pending=True)
        return Standing(lines=(*lines, ("still to forget", _messages(undone))) if undone else lines)

    def settings(self) -> Standing:
        return Standing(lines=tuple((name, shown(value)) for name, value in self.preferences))


def _messages(undone: Sequence[tuple[int, Sequence[EventKey]]]) -> str:
    return counted(sum(len(keys) for _, keys in undone), "message", "messages")


def shown(value: object) -> str:
    """A setting's value for people; a secret only as being there."""
    if isinstance(value, SecretStr):
        return "(hidden)"
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value) or "(none)"
    return "(none)" if value is None or value == "" else str(value)
