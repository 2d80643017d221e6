"""`satchel serve` as a process, talking to a loopback Slack."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from bot.access import OWNER
from bot.crashes import CrashPoint
from bot.ids import AccountId, Contact, Platform, UserId
from memory.folder import DataFolder
from memory.journal import Caps, open_journal
from tests.peers.slack import TEAM, Person, SlackPeer
from tests.program import PATIENCE_S, Program

WITHIN_S = 60.0


def satchel(data: Path, slack: SlackPeer) -> Program:
    """The program with this Slack in its settings."""
    return Program(
        data,
        {
            "SATCHEL_SLACK_BOT_TOKEN": slack.bot_token,
            "SATCHEL_SLACK_APP_TOKEN": slack.app_token,
            "SATCHEL_SLACK_API": slack.api_url,
            "SATCHEL_MONITOR_PORT": "0",
        },
    )


@contextmanager
def serving(program: Program, slack: SlackPeer, crash_at: CrashPoint | None = None) -> Iterator[subprocess.Popen[str]]:
    """The bot, connected, until the block ends or it kills itself."""
    more = {"SATCHEL_CRASH_AT": crash_at} if crash_at else {}
    process = program.start("serve", **more)
    try:
        slack.wait_until(lambda: slack.sockets.connections, WITHIN_S)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def paired(program: Program, slack: SlackPeer, name: str) -> Person:
    """Somebody who was let in, as it is done by hand."""
    person = slack.person(name)
    person.says("hello")
    hint = slack.wait_until(lambda: slack.bot.last, WITHIN_S)
    code = re.search(r"satchel pair ([A-Z2-9]{8})", hint.text)
    assert code
    assert program.run("pair", code[1]).status == 0
    return person


def let_in(data: Path, person: Person) -> None:
    """The same, before the bot ever ran."""
    folder = DataFolder(data)
    folder.make()
    caps = Caps(day=1.0, person=1.0)
    with closing(open_journal(folder.journal, caps=caps, patience=timedelta(seconds=5))) as journal:
        contact = Contact(platform=Platform("slack"), account=AccountId(TEAM), user=UserId(person.id))
        journal.contacts.link(contact, OWNER)
