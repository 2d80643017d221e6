"""How things stand, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr

from bot.ids import is_group_space
from bot.listing import counted
from bot.ports import Clock, Holdings, Spend, Standing
from bot.records import Scope
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Implements Overview. `memory`: where what was kept lies and what it lacks.

    `undone`: how many messages are to be forgotten and not yet out of every file.
    """

    memory: Callable[[Scope], Standing]
    preferences: Settings
    holdings: Holdings
    undone: Callable[[], int]
    spend: Spend
    clock: Clock

    def standing(self, scope: Scope) -> Standing:
        spent, most = self.spend.spent(None, self.clock.now()), self.preferences.spend_a_day
        kept, undone, memory = self.holdings.count(scope), self.undone(), self.memory(scope)
        models = ", ".join(self.preferences.models)
        lines = (
            ("kept", counted(kept, "message", "messages")),
            ("models", models or "none, so answers are the passages themselves"),
            ("spent today", f"${spent:.4f} of ${most:.2f}"),
            *memory.lines,
            ("still to forget", counted(undone, "message", "messages") if undone else ""),
        )
        told = (told_kept(kept, scope), told_models(models, spent=spent >= most), *memory.told, told_undone(undone))
        return Standing(lines=tuple(line for line in lines if line[1]), told=tuple(filter(None, told)))

    def settings(self) -> Standing:
        return Standing(lines=tuple((name, shown(value)) for name, value in self.preferences))


def told_kept(kept: int, scope: Scope) -> str:
    """How much is kept, and whose it is."""
    whose = "of this group" if all(map(is_group_space, scope.spaces)) else "of yours"
    return f"I keep {counted(kept, 'note', 'notes')} {whose}."


def told_models(models: str, *, spent: bool) -> str:
    """Who writes the answers."""
    if not models:
        return "Answers quote the notes: no language model is set up to write them."
    return f"Answers are written by {models}" + (
        ", but today's budget is spent: they quote the notes." if spent else "."
    )


def told_undone(messages: int) -> str:
    """How much is not yet gone; "" where all is."""
    if not messages:
        return ""
    forgotten = counted(messages, "message is", "messages are")
    return f"{forgotten} forgotten, found and shown no more, but not yet out of every file; I go on trying."


def shown(value: object) -> str:
    """A setting's value for people; a secret only as being there."""
    if isinstance(value, SecretStr):
        return "(hidden)"
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value) or "(none)"
    return "(none)" if value is None or value == "" else str(value)
