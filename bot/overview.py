"""How things stand, in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.listing import counted
from bot.ports import Clock, Holdings, Spend, Standing
from bot.records import Scope
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Implements Overview."""

    folder: Path
    index: str
    preferences: Settings
    holdings: Holdings
    spend: Spend
    clock: Clock

    def standing(self, scope: Scope) -> Standing:
        spent = self.spend.spent(None, self.clock.now())
        models = ", ".join(self.preferences.models) or "none: answers are the passages themselves"
        return Standing(
            lines=(
                ("kept", counted(self.holdings.count(scope), "message", "messages")),
                ("index", self.index),
                ("models", models),
                ("spent today", f"${spent:.4f} of ${self.preferences.spend_a_day:.2f}"),
                ("data", str(self.folder)),
            )
        )

    def settings(self) -> Standing:
        return Standing(lines=tuple((name, shown(value)) for name, value in self.preferences))


def shown(value: object) -> str:
    """A setting's value for people; a secret only as being there."""
    if isinstance(value, SecretStr):
        return "(hidden)"
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value) or "(none)"
    return "(none)" if value is None or value == "" else str(value)
