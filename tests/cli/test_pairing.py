"""`satchel pair`: its words, and what it refuses."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ids import PersonId
from memory.folder import DataFolder
from memory.journal import Journal, open_journal
from tests.builders import message
from tests.cli.running import Cli
from tests.contracts.test_admissions import knocked_in
from tests.contracts.test_door import ANNA, contact

HOW = "Write to the bot from an account that it does not know, and it shows a code to let it in with.\n"


def journal_in(data: Path) -> Journal:
    folder = DataFolder(data)
    folder.make()
    return open_journal(folder.journal)


def knocked(data: Path, user: str = "1", name: str = "Bob", ago: timedelta = timedelta()) -> str:
    """Somebody waits at the door; returns their code."""
    with closing(journal_in(data)) as journal:
        knock = journal.door.knock(contact(user), name, message().key, datetime.now(UTC) - ago)
    assert knock is not None
    return knock.code


def linked(data: Path) -> dict[str, PersonId]:
    with closing(journal_in(data)) as journal:
        return {each.user: person for each, person in journal.contacts.known()}


def test_it_lists_who_may_talk_and_who_waits_and_how_to_get_a_code(cli: Cli, data: Path) -> None:
    with closing(journal_in(data)) as journal:
        journal.contacts.link(contact("7"), ANNA)
    code = knocked(data, name="Bob\n\x1b[2J")
    shown = cli("pair")
    assert (shown.status, shown.err) == (0, HOW)
    known, waits = shown.out.splitlines()
    assert known == "fake:7 is anna"
    assert waits.endswith(f"calls itself 'Bob\\n\\x1b[2J': satchel pair {code}")


def test_a_code_lets_its_holder_in_as_the_owner_or_as_somebody_else(cli: Cli, data: Path) -> None:
    assert cli.fine("pair", knocked(data, "1").lower()) == (
        "fake:1 may talk to me now, as owner. Send another message there.\n"
        "It sees all your notes. If it is not yours: satchel pair --revoke fake:1\n"
    )
    assert "as anna-2." in cli.fine("pair", knocked(data, "2"), "--as", " Anna-2 ")
    assert linked(data) == {"1": "owner", "2": "anna-2"}


def test_it_says_whether_the_bot_will_tell_who_is_let_in(cli: Cli, data: Path) -> None:
    code = knocked(data, "2")
    with closing(journal_in(data)) as journal:
        heard = knocked_in(journal, at=datetime.now(UTC))
    assert "as owner. The bot tells them so.\n" in cli.fine("pair", heard.code)
    assert "as anna. Send another message there.\n" in cli.fine("pair", code, "--as", "anna")


def test_once_somebody_is_known_nobody_becomes_the_owner_unsaid(cli: Cli, data: Path) -> None:
    cli.fine("pair", knocked(data, "1"))
    code = knocked(data, "2", name="Mallory")
    assert cli.refused("pair", code) == (
        "satchel: whose account is fake:2, which calls itself 'Mallory'? If it is your own: "
        f"satchel pair {code} --as owner; if it is somebody else's: satchel pair {code} --as THEIR-NAME\n"
    )
    assert linked(data) == {"1": "owner"}
    assert "as owner." in cli.fine("pair", code, "--as", "owner")
    assert linked(data) == {"1": "owner", "2": "owner"}


def test_whoever_is_let_out_is_listed_no_more(cli: Cli, data: Path) -> None:
    cli.fine("pair", knocked(data, "1"))
    assert cli.fine("pair", "--revoke", "fake:1") == "fake:1 may talk no more.\n"
    assert linked(data) == {}
    assert cli("pair").out == ""


def test_a_code_that_nobody_has_is_refused(cli: Cli, data: Path) -> None:
    code = knocked(data, ago=timedelta(minutes=61))
    assert cli.refused("pair", code).startswith(f"satchel: nobody waits with the code {code}: a code holds once")


@pytest.mark.parametrize("name", ["", " ", "anna smith", "-", "../anna", "añna", "x" * 41, "person:owner"])
def test_a_name_that_cannot_be_a_persons_is_refused_and_lets_nobody_in(cli: Cli, data: Path, name: str) -> None:
    code = knocked(data)
    assert "is no name for a person here; take letters, digits and dashes" in cli.refused("pair", code, "--as", name)
    assert linked(data) == {}


def test_who_is_to_be_let_out_must_be_in(cli: Cli, data: Path) -> None:
    knocked(data)
    assert cli.refused("pair", "--revoke", "fake:1") == (
        "satchel: fake:1 is nobody who may talk; `satchel pair` lists them\n"
    )


@pytest.mark.parametrize("other", ["--revoke", "--reject", "--add"])
def test_letting_in_and_out_are_two_things(cli: Cli, data: Path, other: str) -> None:
    assert "give one of a code, --revoke," in cli.refused("pair", knocked(data), other, "fake:1")


def test_who_waits_is_turned_away(cli: Cli, data: Path) -> None:
    assert cli.fine("pair", "--reject", knocked(data)) == "fake:1 is told no code for a day.\n"
    assert cli("pair").out == ""


def test_an_account_is_let_in_by_its_name(cli: Cli, data: Path) -> None:
    knocked(data)
    assert "fake:1 may talk to me now, as owner." in cli.fine("pair", "--add", "fake:1")
    assert "whose account is that?" in cli.refused("pair", "--add", "fake:2")
    assert "fake:2 may talk to me now, as anna." in cli.fine("pair", "--add", "fake:2", "--as", "anna")
    assert "names no account" in cli.refused("pair", "--add", "anna", "--as", "anna")
    assert linked(data) == {"1": "owner", "2": "anna"}


@pytest.mark.parametrize("arguments", [(), ("ABCDEFGH",), ("--revoke", "fake:1")])
def test_a_folder_without_data_is_named_and_not_made(cli: Cli, data: Path, arguments: tuple[str, ...]) -> None:
    assert cli.refused("pair", *arguments) == (
        f"satchel: {data} holds no data yet; name the right folder with --data, or start the bot once\n"
    )
    assert not data.exists()
