"""A bot on a platform is killed again and again while people write: nothing is lost, nothing is done twice."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event, Thread

from bot.access import OWNER
from bot.crashes import CrashPoint
from memory.folder import DataFolder
from memory.journal import open_journal
from tests.crash.towns import CHATS, Town
from tests.program import PATIENCE_S, Program

A_SECOND = 40
"""Messages."""

SEND_WINDOW = (CrashPoint.OUTBOX_CLAIMED, CrashPoint.OUTBOX_DELIVERED, CrashPoint.FINISH_AFTER_COMMIT)
OTHERS = (CrashPoint.INBOX_BEFORE_COMMIT, CrashPoint.INBOX_AFTER_COMMIT, CrashPoint.REMEMBER_AFTER_UPSERT)
REPEAT = "(You may have this already.) "


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Counts: `lost` messages, `silent` ones (kept or answered, and nobody was told), `doubled` notes and replies;
    `marked` are repeats that say so; `early` calls and confirmations before their time."""

    kills: int = 0
    messages: int = 0
    lost: int = 0
    silent: int = 0
    doubled: int = 0
    marked: int = 0
    early: int = 0

    @property
    def harm(self) -> int:
        return self.lost + self.silent + self.doubled + self.early


def besiege(town: Town, data: Path, kills: int, seed: int) -> Damage:
    """Kill the bot so often, at the named points of sending and at moments, while people write; then look."""
    chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    _let_in(town, data)
    with town, _talk(town) as said:
        satchel = Program(data, {**town.environment, "SATCHEL_MONITOR_PORT": "0"})
        town.trouble()
        for _ in range(kills):
            _one_life(satchel, chance)
        said.stop()
        town.calm()
        _last_life(satchel, town, said)
        return _damage(town, data, said, kills)


class Talk:
    """What people say, at an even pace, in turns; one of five asks about what was said before."""

    def __init__(self, town: Town) -> None:
        self.notes: list[str] = []
        self.questions: list[str] = []
        self._town = town
        self._over = Event()
        self._thread = Thread(target=self._speak, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _speak(self) -> None:
        for number in count():
            if self._over.wait(1 / A_SECOND):
                return
            person = number % CHATS
            if number % (5 * CHATS) < 4 * CHATS:
                self.notes.append(f"the boat of harbour {number}x belongs to captain {number * 7}y")
                self._town.says(person, self.notes[-1])
            else:
                self.questions.append(f"whose is the boat of harbour {number - CHATS}x?")
                self._town.says(person, self.questions[-1])


@contextmanager
def _talk(town: Town) -> Iterator[Talk]:
    talk = Talk(town)
    try:
        yield talk
    finally:
        talk.stop()


def _let_in(town: Town, data: Path) -> None:
    DataFolder(data).make()
    with closing(open_journal(DataFolder(data).journal)) as journal:
        for contact in town.people:
            journal.contacts.link(contact, OWNER)


def _one_life(satchel: Program, chance: random.Random) -> None:
    """Half of them end at a named point, half at a moment."""
    if chance.random() < 0.5:
        point = chance.choice((*SEND_WINDOW, *SEND_WINDOW, *OTHERS))
        process = _serve(satchel, SATCHEL_CRASH_AT=f"{point}:{chance.randint(1, 12)}")
    else:
        process = _serve(satchel)
        _until_serving(process)
        time.sleep(chance.uniform(0, 0.8))
        process.kill()
    _, complaint = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == -signal.SIGKILL, complaint


def _last_life(satchel: Program, town: Town, said: Talk) -> None:
    """One more that is left in peace until all is done, and told to stop."""
    process = _serve(satchel)
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and (
        town.confirmed() < len(said.notes) or len(town.seen()) < len(said.questions) or _open(satchel.data)
    ):
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    _, complaint = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, complaint


def _serve(satchel: Program, **environment: str) -> subprocess.Popen[str]:
    return satchel.start("serve", **environment)


def _until_serving(process: subprocess.Popen[str]) -> None:
    assert process.stderr
    for line in process.stderr:
        if "serving" in line:
            return


def _open(data: Path) -> int:
    """How much is not done yet."""
    with closing(open_journal(DataFolder(data).journal, reader=True)) as journal:
        return len(journal.inbox.pending()) + len(journal.outbox.waiting())


def _damage(town: Town, data: Path, said: Talk, kills: int) -> Damage:
    with closing(open_journal(DataFolder(data).journal, reader=True)) as journal:
        kept = Counter(note.text for _, note in journal.annals.notes(0, 1_000_000))
    seen = Counter(town.seen())
    plain = Counter({text: many for text, many in seen.items() if not text.startswith(REPEAT)})
    marked = sum(many for text, many in seen.items() if text.startswith(REPEAT))
    told = sum(1 for text in {text.removeprefix(REPEAT) for text in seen})
    return Damage(
        kills=kills,
        messages=len(said.notes) + len(said.questions),
        lost=len(set(said.notes) - set(kept)),
        silent=max(0, len(said.notes) - town.confirmed()) + max(0, len(said.questions) - told),
        doubled=sum(many - 1 for many in kept.values()) + sum(many - 1 for many in plain.values()),
        marked=marked,
        early=town.harm(),
    )
