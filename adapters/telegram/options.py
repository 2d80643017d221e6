"""How Telegram is reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramOptions:
    """Where the Bot API is, how we are called by it (`webhook` empty: we ask), and the menu of commands."""

    api: str = "https://api.telegram.org"
    webhook: str = ""
    listen: str = "127.0.0.1:8443"
    menu: tuple[tuple[str, str], ...] = ()
