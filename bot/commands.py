"""The commands that a person can type, as a table: what each is called, what it does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput, FolderNotWritable
from bot.forgetting import Forgetting
from bot.listing import counted
from bot.looking import Looking
from bot.naming import command
from bot.phrases.words import HELP
from bot.ports import Exporter, Overview, Standing
from bot.replies import Reply
from bot.requests import Request, Response
from bot.small_talk import Courtesy, polite, small_talk

SHOWN_NAME = 40

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A command in the list of them: what may follow it, and what it does in one line."""

    name: str
    argument: str
    summary: str

    def __str__(self) -> str:
        return f"{command(self.name)} {self.argument}".rstrip() + f" — {self.summary}"


ENTRIES = (
    Entry(name="help", argument="", summary="show this"),
    Entry(name="note", argument="TEXT", summary="keep this, even if it sounds like a question"),
    Entry(name="ask", argument="TEXT", summary="answer this"),
    Entry(name="search", argument="WORDS", summary="list what fits, with numbers"),
    Entry(name="recent", argument="[HOW MANY]", summary="list what I kept last"),
    Entry(
        name="forget",
        argument="[#NUMBER | WORDS | everything]",
        summary="take the last note, or the one you name, out for good",
    ),
    Entry(name="undo", argument="", summary="take back your last note"),
    Entry(name="status", argument="", summary="how things stand"),
    Entry(name="settings", argument="", summary="show the settings"),
    Entry(name="export", argument="[FOLDER]", summary="write everything out as files"),
)
AT_HOME = frozenset({"settings", "export"})
"""What concerns the machine that the program runs on."""

MENU = tuple((entry.name, entry.summary) for entry in ENTRIES if entry.name not in AT_HOME)
"""The commands to offer on a platform, each with its one line."""

NAMES = tuple(entry.name for entry in ENTRIES)
"""What a platform has to tell from other words."""


class Commands:
    """Carries out all commands but `/note` and `/ask`, which only say how a message is meant."""

    def __init__(self, looking: Looking, forgetting: Forgetting, exporter: Exporter, overview: Overview) -> None:
        self._forgetting = forgetting
        self._exporter = exporter
        self._overview = overview
        self._run: Mapping[str, Handler] = {
            "help": self._help,
            # What Telegram's button for opening a bot sends.
            "start": self._help,
            "search": looking.search,
            "recent": looking.recent,
            "forget": forgetting.forget,
            "undo": forgetting.undo,
            "status": self._status,
            "settings": self._settings,
            "export": self._export,
        }

    async def run(self, name: str, request: Request) -> Response:
        """Carry out a command; an unknown one is answered with how to see all."""
        carry_out = self._run.get(name.lower())
        if carry_out is None:
            return _unknown(name.lower(), request)
        if name.lower() in AT_HOME and not request.at_home:
            return _said(request, f"That concerns the machine that I run on; type it there: satchel {name.lower()}")
        try:
            return await carry_out(request)
        except BadInput as error:
            return _said(request, f"That did not work: {error}.")

    async def offer(self, request: Request) -> Response | None:
        """What fits words that may want it forgotten, to choose from; None where nothing does."""
        return await self._forgetting.offer(request)

    async def choose(self, request: Request) -> Response | None:
        """What comes of a message that chooses among what was just offered to be forgotten; None for any other."""
        return await self._forgetting.choose(request)

    async def _help(self, request: Request) -> Response:
        intro = "Tell me things and I keep them; ask and I answer with the message each answer rests on."
        return _said(request, f"{intro}\n\n{_listing(request)}")

    async def _status(self, request: Request) -> Response:
        standing = await asyncio.to_thread(self._overview.standing, request.scope)
        if request.at_home:
            return _table(request, standing)
        return _said(request, "\n".join(standing.told))

    async def _settings(self, request: Request) -> Response:
        return _table(request, await asyncio.to_thread(self._overview.settings))

    async def _export(self, request: Request) -> Response:
        folder = _folder(request)
        try:
            exported = await asyncio.to_thread(self._exporter.export, request.scope, folder)
        except FolderNotWritable as error:
            raise BadInput(f"{folder} cannot be written; name another folder") from error
        text = (
            f"Wrote {counted(exported.messages, 'message', 'messages')} to {exported.folder}. "
            "What you tell me to forget later stays in that copy: it is yours to delete."
        )
        return _said(request, text)


def _listing(request: Request) -> str:
    return "\n".join(str(entry) for entry in ENTRIES if request.at_home or entry.name not in AT_HOME)


def _unknown(name: str, request: Request) -> Response:
    """It may have been a lonely word, which on some platforms looks like a command."""
    courtesy = None if request.argument else small_talk(name)
    if courtesy and courtesy.courtesy is not Courtesy.HELP:
        return _said(request, polite(courtesy, request.now))
    note = "" if request.argument else f" If it was a note, send: {command('note', name[:SHOWN_NAME])}"
    if courtesy:
        return _said(request, _listing(request))
    return _said(request, f"I know no command {name[:SHOWN_NAME]}.{note}\n{HELP} shows those that I know.")


def _said(request: Request, text: str) -> Response:
    return Response(space=request.space, reply=Reply(text=text))


def _table(request: Request, standing: Standing) -> Response:
    return _said(request, "\n".join(f"{name}: {value}" for name, value in standing.lines))


def _folder(request: Request) -> Path:
    name = request.argument.strip() or f"satchel-export-{request.now:%Y-%m-%d-%H%M%S}"
    try:
        folder = Path(name).expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(f"nobody here is called {name.split('/')[0]}; name another folder") from error
    if "\0" in name:
        raise BadInput("no folder's name holds a zero byte; name another one")
    return folder
