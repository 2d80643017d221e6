"""Chooses the platforms that the settings name."""

from __future__ import annotations

from collections.abc import Sequence

from adapters import registry
from adapters.telegram.options import TelegramOptions
from bot.commands import MENU
from bot.errors import BadSetting
from bot.ports import ChatAdapter, Clock, Closes
from bot.settings import Settings
from memory.folder import DataFolder


def adapters_of(settings: Settings, folder: DataFolder, clock: Clock) -> tuple[ChatAdapter, ...]:
    """An adapter for each platform that is set up. Raises BadSetting where none is, or one is only half."""
    found = [adapter for make in (_telegram, _slack, _matrix) if (adapter := make(settings, folder, clock))]
    if not found:
        raise BadSetting(
            "no platform is set up: start `satchel setup telegram`, `satchel setup slack` or `satchel setup matrix`; "
            "`satchel chat` needs none"
        )
    return tuple(found)


async def close_all(adapters: Sequence[ChatAdapter]) -> None:
    """Let go of their connections."""
    for adapter in adapters:
        if isinstance(adapter, Closes):
            await adapter.aclose()


def _telegram(settings: Settings, folder: DataFolder, clock: Clock) -> ChatAdapter | None:
    del folder
    if settings.telegram_token is None:
        return None
    options = TelegramOptions(
        api=settings.telegram_api, webhook=settings.telegram_webhook, listen=settings.telegram_listen, menu=MENU
    )
    return registry.telegram(settings.telegram_token.get_secret_value(), options, clock)


def _slack(settings: Settings, folder: DataFolder, clock: Clock) -> ChatAdapter | None:
    del settings, folder, clock
    return None


def _matrix(settings: Settings, folder: DataFolder, clock: Clock) -> ChatAdapter | None:
    del settings, folder, clock
    return None
