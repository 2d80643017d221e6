"""`satchel pair`: who may talk to the bot."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import Annotated

import typer

from bot.access import OWNER
from bot.cli.root import app, folder_of, notice, say
from bot.clock import system_clock
from bot.errors import BadInput
from bot.ids import Contact, PersonId, Platform, UserId
from bot.settings import load_settings
from memory.folder import DataFolder
from memory.journal import Journal, open_beside


@app.command()
def pair(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code that the bot showed; none: list all.")] = "",
    person: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help="Whose it is: owner for one of yours, a name for somebody with notes of their own.",
        ),
    ] = None,
    revoke: Annotated[
        str, typer.Option("--revoke", metavar="CONTACT", help="Let this account talk no more, as telegram:12345.")
    ] = "",
    reject: Annotated[
        str, typer.Option("--reject", metavar="CODE", help="Turn away who waits with this code, for a day.")
    ] = "",
    add: Annotated[
        str, typer.Option("--add", metavar="CONTACT", help="Let this account in without a code, as telegram:12345.")
    ] = "",
) -> None:
    """Let an account talk to the bot, or list who may and who waits. The bot may be running."""
    if sum(map(bool, (code, revoke, reject, add))) > 1:
        raise BadInput("give one of a code, --revoke, --reject and --add")
    folder = folder_of(context)
    now = system_clock(load_settings(folder).timezone).now()
    if not DataFolder(folder).journal.exists():
        raise BadInput(f"{folder} holds no data yet; name the right folder with --data, or start the bot once")
    with closing(open_beside(DataFolder(folder).journal)) as journal:
        if revoke:
            _revoke(journal, revoke)
        elif reject:
            say(f"{shown(journal.door.reject(reject, now))} is told no code for a day.")
        elif add:
            _add(journal, add, person)
        elif code:
            _admit(journal, code, person, now)
        else:
            _list(journal, now)


def _list(journal: Journal, now: datetime) -> None:
    for contact, whose in journal.contacts.known():
        say(f"{shown(contact)} is {whose}")
    for knock in journal.door.waiting(now):
        say(f"{shown(knock.contact)} waits, calls itself {knock.name!r}: satchel pair {knock.code}")
    notice("Write to the bot from an account that it does not know, and it shows a code to let it in with.")


def _admit(journal: Journal, code: str, person: str | None, now: datetime) -> None:
    whose = _person(person) if person is not None else _first(journal, code, now)
    contact = journal.door.admit(code, whose, now)
    _let_in(shown(contact), whose, told=_is_told(journal, contact.platform, contact.user))


def _add(journal: Journal, name: str, person: str | None) -> None:
    platform, _, user = name.strip().partition(":")
    if not (platform and user):
        raise BadInput(f"{name!r} names no account; write it as telegram:12345")
    if person is None and journal.contacts.known():
        raise BadInput("whose account is that? Add --as owner for one of yours, or --as THEIR-NAME")
    whose = OWNER if person is None else _person(person)
    journal.door.add(Platform(platform), UserId(user), whose)
    _let_in(name.strip(), whose, told=_is_told(journal, Platform(platform), UserId(user)))


def _is_told(journal: Journal, platform: Platform, user: UserId) -> bool:
    """Whether the bot will say so there, as soon as it runs."""
    return any((each.contact.platform, each.contact.user) == (platform, user) for each in journal.door.admitted())


def _let_in(name: str, whose: PersonId, *, told: bool) -> None:
    then = "The bot tells them so." if told else "Send another message there."
    say(f"{name} may talk to me now, as {whose}. {then}")
    if whose == OWNER:
        say(f"It sees all your notes. If it is not yours: satchel pair --revoke {name}")


def shown(contact: Contact) -> str:
    """A contact as people type it."""
    return f"{contact.platform}:{contact.user}"


def _person(name: str) -> PersonId:
    plain = name.strip().lower()
    if not plain or not plain.replace("-", "").isalnum() or not plain.isascii() or len(plain) > 40:
        raise BadInput(f"{name!r} is no name for a person here; take letters, digits and dashes, as in anna-2")
    return PersonId(plain)


def _first(journal: Journal, code: str, now: datetime) -> PersonId:
    """The first account is taken for the owner's. Later ones may be anybody's, who only had to ask for a code."""
    waiting = [knock for knock in journal.door.waiting(now) if knock.code == code.strip().upper()]
    if not waiting or not journal.contacts.known():
        return OWNER
    (knock,) = waiting
    raise BadInput(
        f"whose account is {shown(knock.contact)}, which calls itself {knock.name!r}? If it is your own: "
        f"satchel pair {knock.code} --as owner; if it is somebody else's: satchel pair {knock.code} --as THEIR-NAME"
    )


def _revoke(journal: Journal, name: str) -> None:
    found = [contact for contact, _ in journal.contacts.known() if shown(contact) == name.strip()]
    if not found:
        raise BadInput(f"{name} is nobody who may talk; `satchel pair` lists them")
    for contact in found:
        journal.door.revoke(contact)
    say(f"{name} may talk no more.")
