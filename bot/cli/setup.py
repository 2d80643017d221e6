"""`satchel setup`: asks for what a platform needs, tries it there, and writes it down."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Mapping, Sequence
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
    """A setting to ask for; a secret is not shown while it is typed.

    `optional`: it may be left empty. `instead_of`: it is asked for where that one was left empty.
    """

    setting: str
    question: str
    secret: bool = False
    optional: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yourself:
    """How to ask for somebody's own account, and what such an id looks like."""

    question: str
    form: str


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
        Asked(
            setting="slack_app_token",
            question="The app's own token for Socket Mode, xapp-…; or nothing, if Slack is to call you",
            secret=True,
            optional=True,
        ),
        Asked(
            setting="slack_signing_secret",
            question="The app's signing secret, under Basic Information",
            secret=True,
            instead_of="slack_app_token",
        ),
    ),
    Known.MATRIX: (
        Asked(setting="matrix_homeserver", question="The homeserver, as https://matrix.org"),
        Asked(setting="matrix_user", question="The bot's own user there, as @satchel:matrix.org"),
        Asked(setting="matrix_password", question="Its password", secret=True),
    ),
}
YOURSELF: Mapping[Known, Yourself] = {
    Known.TELEGRAM: Yourself(question="Your own numeric id there (@userinfobot tells it)", form=r"[1-9]\d{0,19}"),
    Known.SLACK: Yourself(
        question="Your own member id there, U… (in your profile, under the three dots)", form=r"[UW][A-Z0-9]{2,30}"
    ),
    Known.MATRIX: Yourself(question="Your own user there, as @you:matrix.org", form=r"@[^\s:]+:\S+"),
}


@app.command()
def setup(
    context: typer.Context, platform: Annotated[Known, typer.Argument(help="What to set up.", metavar="PLATFORM")]
) -> None:
    """Set a platform up. Asks for what it needs, tries it there, and writes the settings."""
    folder = DataFolder(folder_of(context))
    folder.make()
    answers = _answers(QUESTIONS[platform])
    path = folder.path / FILE_NAME
    settings = settings_of(with_more(path, answers), path)
    introduction = asyncio.run(_introduced(platform, settings, folder))
    stored(path, answers)
    say(f"It works: I am {introduction.name} there. Written to {path}, for your eyes alone.")
    if me := _own_id(YOURSELF[platform]):
        contact = Contact(platform=Platform(platform), account=introduction.account, user=me)
        opened = open_beside if folder.journal.exists() else open_journal
        with closing(opened(folder.journal)) as journal:
            journal.contacts.link(contact, OWNER)
    for each in (*introduction.advice, "Start it: satchel serve"):
        say(each)


def _answers(questions: Sequence[Asked]) -> dict[str, str]:
    """What is given to each question that comes up."""
    answers: dict[str, str] = {}
    for asked in questions:
        if not asked.instead_of or not answers[asked.instead_of]:
            answers[asked.setting] = _ask(asked.question, secret=asked.secret, optional=asked.optional)
    return answers


def _own_id(yourself: Yourself) -> UserId | None:
    me = _ask(f"{yourself.question}; or nothing, to be let in with `satchel pair` later", optional=True)
    if me and not re.fullmatch(yourself.form, me):
        # A name proves nothing: whoever takes it next would be let in.
        notice(f"{me!r} is no such id, so nobody was let in: write to the bot, and let yourself in with `satchel pair`")
        return None
    return UserId(me) if me else None


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
