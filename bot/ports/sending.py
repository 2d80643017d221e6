"""What could not be sent yet, for a person to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.ids import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A part that is not sent: `text` is the whole reply that it belongs to, `since` when it was first tried."""

    id: int
    to: Conversation
    state: Literal["waiting", "given up"]
    tries: int
    since: datetime
    why: str
    text: str


class Sending(Protocol):
    """What a person may decide about parts that are not sent. Each call holds for a bot that is running, too."""

    def stuck(self) -> tuple[Stuck, ...]:
        """The latest 500 parts that wait or were given up, in order."""
        ...

    def retry(self, id: int) -> bool:  # noqa: A002 -- the field's own name
        """Let it be tried again, at once; False where it is sent, gone, or under way."""
        ...

    def drop(self, id: int) -> bool:  # noqa: A002 -- the field's own name
        """It is never sent; False as above."""
        ...
