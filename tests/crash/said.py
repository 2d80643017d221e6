"""What people of a town say, and the reckoning of what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Self

from tests.crash.served import left_open, notes_in, until
from tests.crash.towns import Town

REPEAT = "(You may have this already.) "
EXCUSE = "I could not handle that"
MOST_OPEN = 150
LOOK_UP = 20
HARBOUR = "boat of harbour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Counts: `lost` notes; `silent` messages, of which nobody was told what came; `doubled` notes and replies;
    `astray` pieces in which index and journal differ; `early` calls and confirmations before their time.

    `marked` are repeats that say so, `given_up` messages over which the program ended again and again, and said so.
    """

    kills: int = 0
    messages: int = 0
    lost: int = 0
    silent: int = 0
    doubled: int = 0
    astray: int = 0
    early: int = 0
    marked: int = 0
    given_up: int = 0

    @property
    def harm(self) -> int:
        return self.lost + self.silent + self.doubled + self.astray + self.early

    def __add__(self, other: Self) -> Damage:
        return Damage(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})

    @property
    def counts(self) -> dict[str, int]:
        """What came of it, by name."""
        return {field.name.replace("_", " "): getattr(self, field.name) for field in fields(self)[2:]}

    def __str__(self) -> str:
        return ", ".join(f"{value:,} {name}" for name, value in self.counts.items())


@dataclass(slots=True, kw_only=True)
class Said:
    """Notes, each of a harbour of its own, and questions by the harbour that they ask for."""

    town: Town
    people: int
    notes: list[str] = field(default_factory=list)
    questions: set[int] = field(default_factory=set)

    @property
    def messages(self) -> int:
        return len(self.notes) + len(self.questions)

    def note(self, number: int) -> None:
        self.notes.append(f"the {HARBOUR} {number}x belongs to captain {number * 7}y")
        self.town.says(number % self.people, self.notes[-1])

    def question(self, number: int) -> None:
        """Asked by whoever told of the harbour."""
        self.questions.add(number)
        self.town.says(number % self.people, f"whose is the {HARBOUR} {number}x?")

    def settled(self, data: Path) -> bool:
        """Wait until all is answered or given up and nothing is open."""
        done, seen = self.answered, self.town.seen
        return until(
            lambda: done() >= self.messages and not left_open(data), lambda: (done(), len(seen()), left_open(data))
        )

    def answered(self) -> int:
        """How many messages people see an answer or a reaction to."""
        return self.town.confirmed() + len({text.removeprefix(REPEAT) for text in self.town.seen()})

    def damage(self, data: Path, kills: int = 0, astray: int = 0) -> Damage:
        kept, seen = notes_in(data), Counter(self.town.seen())
        plain = Counter({text: many for text, many in seen.items() if not text.startswith(REPEAT)})
        told = {text.removeprefix(REPEAT) for text in seen}
        excuses = {text for text in told if text.startswith(EXCUSE)}
        answers = {text for text in told - excuses if HARBOUR in text}
        silent = max(0, len(self.notes) - self.town.confirmed()) + max(0, len(self.questions) - len(answers))
        answered_twice = max(0, len(answers) - len(self.questions))
        return Damage(
            kills=kills,
            messages=self.messages,
            lost=len(set(self.notes) - set(kept)),
            silent=max(0, silent - len(excuses)),
            doubled=more_than_once(kept) + more_than_once(plain) + answered_twice,
            astray=astray,
            early=self.town.early(),
            marked=seen.total() - plain.total(),
            given_up=len(excuses),
        )


def more_than_once(times: Counter[str]) -> int:
    """How many there are too many."""
    return sum(many - 1 for many in times.values())


@contextmanager
def talking_on(said: Said, a_second: float) -> Iterator[Event]:
    """People speak in turns at an even pace, and one of five asks, until the event is set or the block ends.

    They wait where too much is open: a bot that hardly lives would otherwise be ever further behind.
    """
    over = Event()

    def speak() -> None:
        for number in count():
            if over.wait(1 / a_second):
                return
            while number % LOOK_UP == 0 and said.messages - said.answered() > MOST_OPEN and not over.wait(1):
                pass
            if number % (5 * said.people) < 4 * said.people:
                said.note(number)
            else:
                said.question(number - said.people)

    thread = Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield over
    finally:
        over.set()
        thread.join()
