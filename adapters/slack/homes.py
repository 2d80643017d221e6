"""Whose home tab shows what is so no more."""

from __future__ import annotations

from asyncio import Queue


class Homes:
    """A tab on which something was done is drawn anew once that is answered, which is when it is done."""

    def __init__(self) -> None:
        self._used: dict[str, str] = {}
        self._stale: Queue[str] = Queue()

    def used(self, chat: str, user: str) -> None:
        """Somebody did something there; `chat` is where they are answered."""
        self._used[chat] = user

    def answered(self, chat: str) -> None:
        """Something was said there."""
        if user := self._used.pop(chat, ""):
            self._stale.put_nowait(user)

    async def stale(self) -> str:
        """Whose is to be drawn next."""
        return await self._stale.get()
