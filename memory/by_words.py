"""Messages of a shelf for which its model had no vector: their words alone find them, until it is asked again."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from bot.ids import EventKey
from memory.annals import Progress

BY_WORDS = "by words alone: "
"""What the mark of a shelf's begins with."""


class ByWords:
    """Their keys, durable. One thread at a time."""

    def __init__(self, progress: Progress, shelf: str) -> None:
        self._progress = progress
        self._name = f"{BY_WORDS}{shelf}"
        told = (progress.get(self._name) or "").split()
        self.keys = frozenset(EventKey(UUID(hex=each)) for each in told)

    def settle(self, asked: Collection[EventKey], bare: Collection[EventKey]) -> None:
        """Of those `asked` for the model had no vector for `bare`."""
        keys = self.keys.difference(asked).union(bare)
        if keys == self.keys:
            return
        self.keys = keys
        if keys:
            self._progress.set(self._name, " ".join(sorted(key.hex for key in keys)))
        else:
            self._progress.drop(self._name)
