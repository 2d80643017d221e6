"""Commands that the running bot carries out for another process: they come in on a socket in the data folder.

One line of JSON asks: `[[the words of the command line], the folder that it was typed in]`. Lines of JSON answer,
each `[how, what]`, as the command says it; the last is `["end", exit status]`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import SatchelError
from bot.wiring import House

OPEN_TO_ALL = frozenset({"search", "ask", "import"})
"""The commands that need the index, which one process alone can open."""

LONGEST = 1 << 22
"""Bytes of a line. Command lines hold at most two million."""

PATIENCE_S = 5
"""How long a caller may take to say what it wants."""

FAILED = 1

Tell = Callable[[str, object], None]
Run = Callable[[list[str]], int]

_log = logging.getLogger(__name__)


class NobodyListens(Exception):
    """Who gave a command waits for it no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command that another process gave. `tell` raises NobodyListens when that process has gone."""

    house: House
    place: Path
    tell: Tell


_order: ContextVar[Order | None] = ContextVar("order", default=None)


def current_order() -> Order | None:
    """The order that this thread carries out; None where a command was typed for this process itself."""
    return _order.get()


@asynccontextmanager
async def taking_orders(house: House, run: Run) -> AsyncIterator[None]:
    """Have `run` carry out, each in a thread, what comes in while the block runs."""
    path = house.folder.socket
    path.unlink(missing_ok=True)
    with closing(socket.socket(socket.AF_UNIX)) as door:
        try:
            door.bind(str(path))
        except OSError as error:
            # Not every file system has sockets, and the names of those that have are short.
            _log.warning("no command can be carried out beside this one: %s", error)
            yield
            return
        door.listen()
        door.setblocking(False)
        taking = asyncio.create_task(_take(door, house, run), name="orders")
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            taking.cancel()
            await asyncio.wait((taking,))


async def _take(door: socket.socket, house: House, run: Run) -> None:
    lines: dict[asyncio.Task[None], socket.socket] = {}
    try:
        while True:
            line, _ = await asyncio.get_running_loop().sock_accept(door)
            attending = asyncio.create_task(asyncio.to_thread(_attend, line, house, run))
            lines[attending] = line
            attending.add_done_callback(lines.pop)
    finally:
        # Whoever says the next word of an answer finds nobody there, and ends.
        for line in lines.values():
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        if lines:
            await asyncio.wait(lines)


def _attend(line: socket.socket, house: House, run: Run) -> None:
    """Hear one order, and carry it out."""

    def tell(how: str, what: object) -> None:
        try:
            line.sendall(f"{json.dumps([how, what])}\n".encode())
        except OSError as error:
            raise NobodyListens from error

    with line, line.makefile("rb") as said:
        try:
            line.settimeout(PATIENCE_S)
            words, place = _heard(said.readline(LONGEST))
            line.settimeout(None)
            _carry_out(Order(house=house, place=place, tell=tell), run, words)
        except (OSError, ValueError, NobodyListens) as error:
            _log.info("an order was left undone: %r", error)


def _heard(asked: bytes) -> tuple[list[str], Path]:
    """Raises ValueError if it is no order."""
    match json.loads(asked):
        case [[*words], str(place)] if all(isinstance(word, str) for word in words):
            return words, Path(place)
    raise ValueError("that is no command line")


def _carry_out(order: Order, run: Run, words: list[str]) -> None:
    _order.set(order)
    try:
        status = run(words)
    except SatchelError as error:
        order.tell("complaint", str(error))
        status = FAILED
    order.tell("end", status)


def have_carried_out(path: Path, words: list[str], tell: Tell) -> int | None:
    """Have the bot behind the socket at `path` carry out a command; its exit status. None: no bot takes orders there.

    Raises ConnectionError if the bot ended in the middle.
    """
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(path))
        except OSError:
            return None
        line.sendall(f"{json.dumps([words, str(Path.cwd())])}\n".encode())
        with line.makefile("rb") as answers:
            for answer in answers:
                how, what = _read(answer)
                if how == "end":
                    return int(what)
                tell(how, what)
    raise ConnectionError


def _read(answer: bytes) -> tuple[str, Any]:
    how, what = json.loads(answer)
    return how, what
