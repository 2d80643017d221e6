"""Chooses the platforms that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from adapters import registry
from adapters.matrix.options import MatrixOptions
from adapters.slack.options import SlackKeys, SlackOptions
from adapters.telegram.options import TelegramOptions
from bot.commands import MENU, NAMES
from bot.errors import BadSetting
from bot.ports import ChatAdapter, Clock, Closes, Introduces
from bot.settings import Settings
from memory.folder import DataFolder


class Messenger(ChatAdapter, Introduces, Protocol):
    """A platform that people write from."""


Make = Callable[[Settings, DataFolder, Clock], Messenger | None]


def adapters_of(settings: Settings, folder: DataFolder, clock: Clock) -> tuple[ChatAdapter, ...]:
    """An adapter for each platform that is set up. Raises BadSetting where none is, or one is only half."""
    made = (make(settings, folder, clock) for make in MAKERS.values())
    found = tuple(adapter for adapter in made if adapter is not None)
    if not found:
        raise BadSetting(
            "no platform is set up: start `satchel setup telegram`, `satchel setup slack` or `satchel setup matrix`; "
            "`satchel chat` needs none"
        )
    return found


async def close_all(adapters: Sequence[ChatAdapter]) -> None:
    """Let go of their connections."""
    for adapter in adapters:
        if isinstance(adapter, Closes):
            await adapter.aclose()


def _telegram(settings: Settings, folder: DataFolder, clock: Clock) -> Messenger | None:
    del folder
    if settings.telegram_token is None:
        return None
    options = TelegramOptions(
        api=settings.telegram_api, webhook=settings.telegram_webhook, listen=settings.telegram_listen, menu=MENU
    )
    return registry.telegram(settings.telegram_token.get_secret_value(), options, clock)


def _slack(settings: Settings, folder: DataFolder, clock: Clock) -> Messenger | None:
    del folder
    given = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    bot, app, secret = (each.get_secret_value() if each else "" for each in given)
    if not bot and (app or secret):
        raise BadSetting("slack_bot_token: Slack is only half set up; start `satchel setup slack`")
    if not bot:
        return None
    options = SlackOptions(api=settings.slack_api, listen=settings.slack_listen, commands=NAMES)
    return registry.slack(SlackKeys(bot=bot, app=app, secret=secret), options, clock)


def _matrix(settings: Settings, folder: DataFolder, clock: Clock) -> Messenger | None:
    if not (settings.matrix_homeserver or settings.matrix_user):
        return None
    for given, missing in ((settings.matrix_homeserver, "matrix_homeserver"), (settings.matrix_user, "matrix_user")):
        if not given:
            raise BadSetting(f"{missing}: it is missing; Matrix needs the homeserver and the bot's user there")
    password = settings.matrix_password
    options = MatrixOptions(
        homeserver=settings.matrix_homeserver,
        user=settings.matrix_user,
        folder=folder.path / "matrix",
        password=password.get_secret_value() if password else None,
        commands=NAMES,
    )
    return registry.matrix(options, clock)


MAKERS: Mapping[str, Make] = {"telegram": _telegram, "slack": _slack, "matrix": _matrix}
"""For each platform what makes its adapter, or None where it is not set up."""
