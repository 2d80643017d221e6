"""The commands that a person can type, as a table: what each is called, what it does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.errors import BadInput, FolderNotWritable
from bot.forgetting import Forgetting
from bot.incomplete import qualified
from bot.listing import counted, listed
from bot.passages import is_worth_listing
from bot.ports import Exporter, Memory, Overview, Said, Standing, Transcript
from bot.records import Question
from bot.replies import Reply
from bot.requests import Request, Response

SHOWN = 10
MOST_SHOWN = 100
HOW_MANY = "Say how many, as a number from 1 to 100, as in: /recent 20"
# "10 minutes", as a question about the last of them is understood.
_WITHIN = re.compile(r"(\d{1,3}) (minute|hour)s?")

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A command in the list of them: what may follow it, and what it does in one line."""

    name: str
    argument: str
    summary: str

    def __str__(self) -> str:
        return f"/{self.name} {self.argument}".rstrip() + f" — {self.summary}"


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

OF_THE_MACHINE = frozenset({"data", "spent today"})
"""What `/status` tells only where the program runs: other people may ask for it elsewhere."""

MENU = tuple((entry.name, entry.summary) for entry in ENTRIES if entry.name not in AT_HOME)
"""The commands to offer on a platform, each with its one line."""


class Commands:
    """Carries out all commands but `/note` and `/ask`, which only say how a message is meant."""

    def __init__(
        self, memory: Memory, transcript: Transcript, forgetting: Forgetting, exporter: Exporter, overview: Overview
    ) -> None:
        self._memory = memory
        self._transcript = transcript
        self._exporter = exporter
        self._overview = overview
        self._run: Mapping[str, Handler] = {
            "help": self._help,
            # What Telegram's button for opening a bot sends.
            "start": self._help,
            "search": self._search,
            "recent": self._recent,
            "forget": forgetting.forget,
            "undo": forgetting.undo,
            "status": self._status,
            "settings": self._settings,
            "export": self._export,
        }

    async def run(self, name: str, request: Request) -> Response:
        """Carry out a command; an unknown one is answered with the list."""
        carry_out = self._run.get(name.lower())
        if carry_out is None:
            return _said(request, f"I know no command /{name[:40]}.\n\n{_listing(request)}")
        if name.lower() in AT_HOME and not request.at_home:
            return _said(request, f"That concerns the machine that I run on; type it there: satchel {name.lower()}")
        try:
            return await carry_out(request)
        except BadInput as error:
            return _said(request, f"That did not work: {error}.")

    async def _help(self, request: Request) -> Response:
        intro = "Tell me things and I keep them; ask and I answer with the message each answer rests on."
        return _said(request, f"{intro}\n\n{_listing(request)}")

    async def _search(self, request: Request) -> Response:
        if not request.argument.strip():
            return _said(request, "What shall I look for? For instance: /search lease")
        question = Question(text=request.argument, asked_at=request.now)
        recalled = await asyncio.to_thread(self._memory.recall, question, request.scope, SHOWN)
        keys = [hit.record.origin.key for hit in recalled.hits if is_worth_listing(hit)]
        found = await asyncio.to_thread(self._transcript.find, keys, request.scope)
        ranked = sorted(found, key=lambda said: keys.index(said.key))
        text = qualified(listed(ranked, request.now) or "I found nothing.", recalled)
        return Response(space=request.space, reply=Reply(text=text), rests_on=frozenset(keys))

    async def _recent(self, request: Request) -> Response:
        argument = request.argument.strip()
        within = _WITHIN.fullmatch(argument)
        if within:
            return await self._since(request, timedelta(**{f"{within[2]}s": int(within[1])}))
        many = _many(argument)
        if many is None:
            return _said(request, HOW_MANY)
        found = await asyncio.to_thread(self._transcript.recent, request.scope, many)
        return _listed(request, found, "I have kept nothing yet. Tell me something.")

    async def _since(self, request: Request, length: timedelta) -> Response:
        newest = await asyncio.to_thread(self._transcript.recent, request.scope, MOST_SHOWN)
        found = [said for said in newest if said.said_at >= request.now - length]
        return _listed(request, found, "I have kept nothing in that time. /recent shows what I kept last.")

    async def _status(self, request: Request) -> Response:
        standing = await asyncio.to_thread(self._overview.standing, request.scope)
        if request.at_home:
            return _table(request, standing)
        lines = tuple(line for line in standing.lines if line[0] not in OF_THE_MACHINE)
        return _table(request, Standing(lines=lines))

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


def _many(argument: str) -> int | None:
    """How many are asked for; None where that is no number, or too many."""
    if not argument:
        return SHOWN
    many = int(argument) if argument.isdecimal() and len(argument) < 5 else 0
    return many if 1 <= many <= MOST_SHOWN else None


def _listed(request: Request, found: Sequence[Said], nothing: str) -> Response:
    text = listed(found, request.now) or nothing
    return Response(space=request.space, reply=Reply(text=text), rests_on=frozenset(said.key for said in found))


def _listing(request: Request) -> str:
    return "\n".join(str(entry) for entry in ENTRIES if request.at_home or entry.name not in AT_HOME)


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
