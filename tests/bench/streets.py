"""A bot on a platform under load: how soon what people say is answered, and what that costs."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.access import OWNER
from bot.ids import AccountId, Contact, Platform, UserId
from memory.folder import DataFolder
from memory.journal import open_journal
from tests.bench.machine import load
from tests.peers.telegram import TelegramPeer
from tests.program import Program

MEGABYTE = 1024
LOOK_EVERY_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many messages a second, over so many chats, for so many seconds."""

    a_second: float
    chats: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The memory of a process, in MiB: all that is resident, and what of it is its own.

    The rest lies in files, mostly the program's and the index's: the system takes it back where somebody needs it.
    """

    resident: float
    own: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """What came of a load: each answer's delay in milliseconds, the memory minute by minute, what was missing.

    `cost`: milliseconds of processor time that the bot took for a message.
    """

    delays: tuple[float, ...]
    held: tuple[Held, ...]
    unanswered: int
    cost: float
    behind: float
    """Seconds until the last answer, after the last message."""


@contextmanager
def served(peer: TelegramPeer, data: Path, chats: int) -> Iterator[int]:
    """A bot that knows so many people; gives its process id."""
    DataFolder(data).make()
    account = AccountId(str(peer.me.id))
    with closing(open_journal(DataFolder(data).journal)) as journal:
        for number in range(chats):
            user = UserId(str(peer.person(f"Ada {number}").id))
            journal.contacts.link(Contact(platform=Platform("telegram"), account=account, user=user), OWNER)
    settings = {"SATCHEL_TELEGRAM_TOKEN": peer.token, "SATCHEL_TELEGRAM_API": peer.address, "SATCHEL_MONITOR_PORT": "0"}
    process = Program(data, settings).start("serve")
    try:
        peer.wait(lambda: peer.polling, 60)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def driven(peer: TelegramPeer, process: int, load: Load) -> Street:
    """Four of five messages are notes, the rest ask about them."""
    people = list(peer.state.world.people.values())[-load.chats :]
    rooms = [peer.private(person) for person in people]
    said: list[tuple[int, int, float, bool]] = []
    many = int(load.a_second * load.seconds)
    start, worked = time.monotonic(), worked_ms(process)
    held = [held_by(process)]
    for number in range(many):
        time.sleep(max(0.0, start + number / load.a_second - time.monotonic()))
        at = number % load.chats
        asks = number // load.chats % 5 == 4
        text = f"where is boat {number - load.chats}?" if asks else f"boat {number} lies in harbour {number % 97}"
        sent = peer.says(people[at], rooms[at], text)
        said.append((rooms[at].id, sent.message_id, time.monotonic(), asks))
        if time.monotonic() - start >= LOOK_EVERY_S * len(held):
            held.append(held_by(process))
    last = time.monotonic()
    peer.wait(lambda: _answers(peer) >= many, 120)
    delays, held = _delays(peer, said), [*held, held_by(process)]
    cost = (worked_ms(process) - worked) / many
    behind = max(call.at for call in peer.did.calls if call.method in ("sendMessage", "setMessageReaction")) - last
    return Street(delays=delays, held=tuple(held), unanswered=many - len(delays), cost=cost, behind=behind)


def _answers(peer: TelegramPeer) -> int:
    return sum(call.status == 200 and call.method in ("sendMessage", "setMessageReaction") for call in peer.did.calls)


def _delays(peer: TelegramPeer, said: list[tuple[int, int, float, bool]]) -> tuple[float, ...]:
    reacted = {
        (int(str(call.values["chat_id"])), int(str(call.values["message_id"]))): call.at
        for call in peer.did.calls
        if call.method == "setMessageReaction" and call.status == 200
    }
    posted: dict[int, list[float]] = defaultdict(list)
    for call in peer.did.calls:
        if call.method == "sendMessage" and call.status == 200:
            posted[int(str(call.values["chat_id"]))].append(call.at)
    delays = []
    for chat, message, at, asks in said:
        answered = (posted[chat].pop(0) if posted[chat] else None) if asks else reacted.get((chat, message))
        if answered is not None:
            delays.append((answered - at) * 1000)
    return tuple(delays)


def held_by(process: int) -> Held:
    """As Linux counts it."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    told = {name: value for name, _, value in (line.partition(":") for line in lines)}
    resident, own = (int(told[name].split()[0]) / MEGABYTE for name in ("VmRSS", "RssAnon"))
    return Held(resident=resident, own=own)


def worked_ms(process: int) -> float:
    """The processor time that a process took, as Linux counts it."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def main(a_second: float, chats: int, seconds: float) -> None:
    """`python -m tests.bench.streets A_SECOND CHATS SECONDS`: a line of figures, one of the memory minute by minute."""
    with TemporaryDirectory() as folder, TelegramPeer() as peer, served(peer, Path(folder) / "data", chats) as bot:
        street = driven(peer, bot, Load(a_second=a_second, chats=chats, seconds=seconds))
    delays = sorted(street.delays)
    high = delays[ceil(0.99 * len(delays)) - 1]
    sys.stdout.write(
        f"{len(delays)} answers: p50 {median(delays):.0f} ms, p99 {high:.0f} ms; unanswered {street.unanswered}; "
        f"{street.cost:.1f} ms of processor time each; last answer {street.behind:.1f} s after the last message\n"
        f"MiB held, and of its own: {', '.join(f'{each.resident:.0f} ({each.own:.0f})' for each in street.held)}; "
        f"load {load()}\n"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
