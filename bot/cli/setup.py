"""`satchel setup`: asks for what a platform needs, tries it there, and writes it down."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from bot.access import OWNER
from bot.cli.root import app, folder_of, notice, say
from bot.clock import system_clock
from bot.errors import BadInput
from bot.ids import Contact, Platform, UserId
from bot.ports import Introduction
from bot.settings import FILE_NAME, Settings, settings_of
from bot.settings_file import stored, with_more
from bot.wiring.platforms import MAKERS, close_all
from memory.folder import DataFolder
from memory.journal import open_beside, open_journal


class Known(StrEnum):
    """The platforms that can be set up."""

    TELEGRAM = "telegram"
    SLACK = "slack"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A setting to ask for; a secret is not shown while it is typed."""

    setting: str
    question: str
    secret: bool = False


QUESTIONS: Mapping[Known, tuple[Asked, ...]] = {
    Known.TELEGRAM: (
        Asked(
            setting="telegram_token",
            question="Write /newbot to @BotFather in Telegram; the token that it gives you",
            secret=True,
        ),
    ),
    Known.SLACK: (
        Asked(setting="slack_bot_token", question="The app's bot token, xoxb-…", secret=True),
        Asked(setting="slack_app_token", question="The app's own token for Socket Mode, xapp-…", secret=True),
    ),
    Known.MATRIX: (
        Asked(setting="matrix_homeserver", question="The homeserver, as https://matrix.org"),
        Asked(setting="matrix_user", question="The bot's own user there, as @satchel:matrix.org"),
        Asked(setting="matrix_password", question="Its password", secret=True),
    ),
}
YOURSELF: Mapping[Known, str] = {
    Known.TELEGRAM: "Your own numeric id there (@userinfobot tells it)",
    Known.SLACK: "Your own member id there, U… (in your profile, under the three dots)",
    Known.MATRIX: "Your own user there, as @you:matrix.org",
}


@app.command()
def setup(
    context: typer.Context, platform: Annotated[Known, typer.Argument(help="What to set up.", metavar="PLATFORM")]
) -> None:
    """Set a platform up. Asks for what it needs, tries it there, and writes the settings."""
    folder = DataFolder(folder_of(context))
    folder.make()
    answers = {asked.setting: _ask(asked.question, secret=asked.secret) for asked in QUESTIONS[platform]}
    path = folder.path / FILE_NAME
    settings = settings_of(with_more(path, answers), path)
    introduction = asyncio.run(_introduced(platform, settings, folder))
    stored(path, answers)
    say(f"It works: I am {introduction.name} there. Written to {path}, for your eyes alone.")
    me = _ask(f"{YOURSELF[platform]}; or nothing, to be let in with `satchel pair` later", optional=True)
    if me:
        contact = Contact(platform=Platform(platform), account=introduction.account, user=UserId(me))
        opened = open_beside if folder.journal.exists() else open_journal
        with closing(opened(folder.journal)) as journal:
            journal.contacts.link(contact, OWNER)
    for each in (*introduction.advice, "Start it: satchel serve"):
        say(each)


async def _introduced(platform: Known, settings: Settings, folder: DataFolder) -> Introduction:
    adapter = MAKERS[platform](settings, folder, system_clock(settings.timezone))
    if adapter is None:
        raise BadInput("nothing was given, so nothing was changed; start it again when you have it")
    try:
        return await adapter.introduce()
    finally:
        await close_all([adapter])


def _ask(question: str, *, secret: bool = False, optional: bool = False) -> str:
    if sys.stdin.isatty():
        given = str(typer.prompt(question, hide_input=secret, default="" if optional else None, show_default=False))
    else:
        notice(f"{question}:")
        given = sys.stdin.readline()
    if not (given := given.strip()) and not optional:
        raise BadInput("nothing was given, so nothing was changed; start it again when you have it")
    return given
