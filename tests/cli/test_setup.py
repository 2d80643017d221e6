"""`satchel setup`: what it asks for, and what it takes for somebody's own account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.access import OWNER
from memory.folder import DataFolder
from memory.journal import open_journal
from tests.peers.slack import SlackPeer
from tests.peers.telegram import TelegramPeer
from tests.program import Program


@pytest.fixture
def telegram() -> Iterator[TelegramPeer]:
    with TelegramPeer() as peer:
        yield peer


def known(data: Path) -> dict[str, str]:
    folder = DataFolder(data)
    if not folder.journal.exists():
        return {}
    with closing(open_journal(folder.journal)) as journal:
        return {contact.user: person for contact, person in journal.contacts.known()}


def test_whoever_gives_their_own_id_is_let_in_as_the_owner(data: Path, telegram: TelegramPeer) -> None:
    program = Program(data, {"SATCHEL_TELEGRAM_API": telegram.address})
    assert program.run("setup", "telegram", typed=f"{telegram.token}\n123456\n").status == 0
    assert known(data) == {"123456": OWNER}


@pytest.mark.parametrize("name", ["@ada", "ada", "0", "12 34", "-100123"])
def test_a_name_is_no_id_and_lets_nobody_in(data: Path, telegram: TelegramPeer, name: str) -> None:
    program = Program(data, {"SATCHEL_TELEGRAM_API": telegram.address})
    done = program.run("setup", "telegram", typed=f"{telegram.token}\n{name}\n")
    assert (done.status, "It works" in done.out) == (0, True)
    assert f"{name!r} is no such id, so nobody was let in" in done.err
    assert known(data) == {}


def test_where_slack_is_to_call_us_its_secret_is_asked_for_and_an_older_token_goes(data: Path) -> None:
    with SlackPeer() as slack:
        program = Program(data, {"SATCHEL_SLACK_API": slack.api_url})
        assert program.run("setup", "slack", typed=f"{slack.bot_token}\n{slack.app_token}\n\n").status == 0
        done = program.run("setup", "slack", typed=f"{slack.bot_token}\n\n{slack.signing_secret}\n\n")
    assert (done.status, done.err.count("signing secret")) == (0, 1)
    written = (data / "satchel.toml").read_text()
    assert slack.signing_secret in written
    assert slack.app_token not in written
