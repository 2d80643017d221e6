"""A model during whose thinking something else happens."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports.models import Prompt
from tests.fakes.model import Restarts, ScriptedModel


class Interrupted(ScriptedModel):
    """Does what a test wants each time that it is asked, before it says a word."""

    meanwhile: Callable[[], object] = staticmethod(lambda: None)

    async def _next(self, prompt: Prompt) -> str | Restarts:
        turn = await super()._next(prompt)
        self.meanwhile()
        assert isinstance(turn, str | Restarts)
        return turn
