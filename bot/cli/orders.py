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
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

from bot.cli.ending import end_soon
from bot.errors import SatchelError, told
from bot.wiring import House

OPEN_TO_ALL = frozenset({"search", "ask", "import"})
"""The commands that need the index, which one process alone can open."""

LONGEST = 1 << 22
"""Bytes of a line. Command lines hold at most two million."""

PATIENCE_S = 5
"""How long a caller may take to say what it wants."""

LONGEST_PAUSE_S = 60
"""How long a caller may stop reading."""

AT_A_TIME = 3
"""Orders; the bot's own work has threads of its own."""

LAST_WORDS_S = 1

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
    """Have `run` carry out, each in a thread of its own few, what comes in while the block runs."""
    path = house.folder.socket
    with closing(socket.socket(socket.AF_UNIX)) as door, closing(_Counter(house, run)) as counter:
        try:
            if path.is_socket():
                # A killed bot left it.
                path.unlink()
            door.bind(str(path))
        except OSError as error:
            # Not every file system has sockets, and the names of those that have are short.
            _log.info("no command can be carried out beside this one: %s", error)
            yield
            return
        door.listen()
        door.setblocking(False)
        taking = asyncio.create_task(counter.take(door), name="orders")
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            taking.cancel()
            await asyncio.wait((taking,))


class _Counter:
    """Where orders are heard, many at a time, and carried out, a few at a time."""

    def __init__(self, house: House, run: Run) -> None:
        self._house = house
        self._run = run
        self._lines: dict[asyncio.Task[None], socket.socket] = {}
        self._threads = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="order")

    async def take(self, door: socket.socket) -> None:
        """Until cancelled; what is under way then has a moment to end."""
        try:
            while True:
                line = await _next(door)
                line.setblocking(False)
                attending = asyncio.create_task(self._attend(line))
                self._lines[attending] = line
                attending.add_done_callback(self._lines.pop)
        finally:
            # Whoever says the next word of an answer finds nobody there, and ends.
            for line in self._lines.values():
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
            if self._lines:
                await asyncio.wait(self._lines, timeout=LAST_WORDS_S)

    def close(self) -> None:
        """Begin nothing more. What waits for a model, or for a caller that reads no further, keeps nobody here."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._lines:
            end_soon()

    async def _attend(self, line: socket.socket) -> None:
        """Hear one order, and have it carried out."""
        with line:
            try:
                words, place = _heard(await asyncio.wait_for(_line_of(line), PATIENCE_S))
                line.settimeout(LONGEST_PAUSE_S)
                order = Order(house=self._house, place=place, tell=partial(_tell, line))
                await asyncio.get_running_loop().run_in_executor(self._threads, _carry_out, order, self._run, words)
            except (OSError, ValueError, NobodyListens) as error:
                _log.info("an order was left undone: %r", error)


async def _next(door: socket.socket) -> socket.socket:
    """The next caller; the wait for them goes on though the process may open no more files for now."""
    while True:
        try:
            return (await asyncio.get_running_loop().sock_accept(door))[0]
        except OSError as error:
            _log.warning("nobody can give a command now: %s", error)
            await asyncio.sleep(PATIENCE_S)


async def _line_of(line: socket.socket) -> bytes:
    said = bytearray()
    while not said.endswith(b"\n") and len(said) < LONGEST:
        piece = await asyncio.get_running_loop().sock_recv(line, LONGEST - len(said))
        if not piece:
            break
        said += piece
    return bytes(said)


def _tell(line: socket.socket, how: str, what: object) -> None:
    try:
        line.sendall(f"{json.dumps([how, what])}\n".encode())
    except OSError as error:
        raise NobodyListens from error


def _heard(asked: bytes) -> tuple[list[str], Path]:
    """Raises ValueError if it is no order."""
    match json.loads(asked):
        case [[*words], str(place)] if all(isinstance(word, str) for word in words) and not OPEN_TO_ALL.isdisjoint(
            words
        ):
            return words, Path(place)
    raise ValueError("that is no command for a running bot")


def _carry_out(order: Order, run: Run, words: list[str]) -> None:
    _order.set(order)
    try:
        status = run(words)
    except (SatchelError, OSError) as error:
        order.tell("complaint", told(error))
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
            for answer in takewhile(_is_whole, answers):
                how, what = _read(answer)
                if how == "end":
                    return int(what)
                tell(how, what)
    raise ConnectionError


def _is_whole(answer: bytes) -> bool:
    """Whether its sender lived to end it."""
    return answer.endswith(b"\n")


def _read(answer: bytes) -> tuple[str, Any]:
    how, what = json.loads(answer)
    return how, what
