"""Made-up conversations of any length: the same seed gives the same messages, for ever and everywhere.

Words are drawn so that the k-th of a list comes up about as often as 1/k, names out of thousands of made-up
ones. Some messages tell a fact that a question asks for later: what its two key words name together is told
nowhere else, though each of them is told of again and again, the more so the more messages there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush
from math import log
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.bench.sentences import CORES, FACTS, LISTS, Fact
from tests.bench.words import tables

FIRST = datetime(2016, 1, 4, 7, tzinfo=UTC)
CHATS = 6
BURST = 10
IN_A_BURST_S = 50
SILENCE_S = 5 * 3600
FACTS_SHARE = 0.2
RESERVED = 8
"""One pair of key words in so many is kept for what is asked."""


class Message(NamedTuple):
    """One message, as an import takes it."""

    id: str
    conversation: str
    sender: str
    sent_at: datetime
    text: str


class Question(NamedTuple):
    """What is asked, and the id of the message that answers it."""

    id: str
    query: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A sentence with gaps; each gap is filled from its list."""

    text: str
    gaps: tuple[Sequence[str], ...]


class Writer:
    """Fills patterns. `focus` holds what the burst that is being written is about."""

    def __init__(self, seed: int) -> None:
        self.random: Callable[[], float] = Random(seed).random  # noqa: S311 -- repeatable, not secret
        self.words = tables(self.random)
        self.focus = {"they": [""], "there": [""], "it": [""]}
        self._cores = [self._pattern(text) for text in CORES]
        self._lists = [self._pattern(text) for text in LISTS]
        self._told = [self._pattern(fact.told) for fact in FACTS]
        self._asked_before = [self._pattern(fact.asked_before) for fact in FACTS]
        self._reserved: set[tuple[str, str]] = set()

    def pick(self, items: Sequence[str]) -> str:
        """One of `items`, the first ones most: int(n ** u) is k with a chance of about 1/k."""
        return items[int(len(items) ** self.random()) - 1]

    def turn_to_something_else(self) -> None:
        for gap, source in (("they", "person"), ("there", "place"), ("it", "thing")):
            self.focus[gap][0] = self.pick(self.words[source])

    def chat(self) -> str:
        """A message that nobody asks for: mostly one or two sentences, sometimes a word, a list or a long story."""
        kind = self.random()
        if kind < 0.12:
            return self.pick(self.words["short"])
        if kind < 0.14:
            return self._fill(self._lists[int(self.random() * len(self._lists))])
        sentences = 1 if kind < 0.55 else 2 if kind < 0.90 else 3 if kind < 0.999 else 25
        told = [self._fill(self._cores[int(self.random() * len(self._cores))]) for _ in range(sentences)]
        if self.random() < 0.2:
            told.insert(0, self.pick(self.words["opening"]))
        if self.random() < 0.15:
            told.append(self.pick(self.words["tail"]))
        return " ".join(told)

    def fact(self, *, asked: bool) -> tuple[tuple[str, ...], str]:
        """One message or two that tell a fact, and the question for it; no two that are `asked` are the same."""
        while True:
            number = int(self.random() * len(FACTS))
            fact, a, b = FACTS[number], *self._keys(FACTS[number], asked=asked)
            if not asked or (a, b) not in self._reserved:
                break
        if asked:
            self._reserved.add((a, b))
        patterns = (self._asked_before[number], self._told[number])
        told = tuple(_named(self._fill(pattern), a, b) for pattern in patterns if pattern.text)
        return told, _named(fact.question, a, b)

    def _keys(self, fact: Fact, *, asked: bool) -> tuple[str, str]:
        first, second = self.words[fact.a], self.words[fact.b]
        a, b = (int(len(items) ** self.random()) - 1 for items in (first, second))
        while ((a + b) % RESERVED == 0) is not asked:
            a = (a + 1) % len(first)
        return first[a], second[b]

    def _pattern(self, text: str) -> Pattern:
        plain, *rest = re.split(r"\{(\w\w+)\}", text)
        filled = "".join(("%s" if at % 2 == 0 else piece.replace("%", "%%")) for at, piece in enumerate(rest))
        known = self.words | self.focus
        return Pattern(text=plain.replace("%", "%%") + filled, gaps=tuple(known[gap] for gap in rest[::2]))

    def _fill(self, pattern: Pattern) -> str:
        random = self.random
        return pattern.text % tuple([gap[int(len(gap) ** random()) - 1] for gap in pattern.gaps])


def _named(text: str, a: str, b: str) -> str:
    return text.replace("{a}", a).replace("{b}", b)


class Chats:
    """Who says something where and when: bursts and silences in several chats, in about the order of time."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._random = writer.random
        people = writer.words["person"]
        self._members = [people[at * 3 : at * 3 + 2 + at % 3] for at in range(CHATS)]
        self._waiting = [(self._after(SILENCE_S), chat) for chat in range(CHATS)]
        heapify(self._waiting)
        self._clock, self._chat, self._sender, self._left = 0.0, CHATS, 0, 0

    def next(self, *, stay: bool) -> tuple[str, str, datetime]:
        """Chat, sender and moment of the next message; with `stay` another one answers in the same chat."""
        if self._left <= 0 and not stay:
            self._change_chat()
        self._left -= 1
        members = self._members[self._chat]
        if stay or self._random() < 0.6:
            self._sender += 1
        self._clock += self._after(IN_A_BURST_S)
        sent_at = FIRST + timedelta(seconds=int(self._clock))
        return f"chat-{self._chat + 1}", members[self._sender % len(members)], sent_at

    def _change_chat(self) -> None:
        if self._chat < CHATS:
            heappush(self._waiting, (self._clock + self._after(SILENCE_S), self._chat))
        self._clock, self._chat = heappop(self._waiting)
        self._left = 1 + int(self._after(BURST))
        self._writer.turn_to_something_else()

    def _after(self, mean: float) -> float:
        return -mean * log(1 - self._random())


def talk(size: int, *, seed: int = 1, questions: int = 200) -> Iterator[tuple[Message, Question | None]]:
    """`size` messages in about the order of time; one that answers a question comes with it.

    There are at most a third as many questions as messages, spread over all of them.
    """
    writer = Writer(seed)
    chats = Chats(writer)
    every = size / max(1, min(questions, size // 3))
    number, asked = 0, 0
    while number < size:
        told, query = _next_told(writer, asked=number >= every * (asked + 0.5))
        for part, text in enumerate(told[: size - number]):
            number += 1
            chat, sender, sent_at = chats.next(stay=part > 0)
            said = Message(f"m{number}", chat, sender, sent_at, text)
            answers = query and part == len(told) - 1
            asked += bool(answers)
            yield said, Question(f"q{asked}", query, said.id) if answers else None


def _next_told(writer: Writer, *, asked: bool) -> tuple[tuple[str, ...], str]:
    """What is said next, and what will be asked about it, if anything."""
    if asked:
        return writer.fact(asked=True)
    if writer.random() < FACTS_SHARE:
        return writer.fact(asked=False)[0], ""
    return (writer.chat(),), ""


def write_out(size: int, messages: Path, *, seed: int = 1, questions: int = 200) -> tuple[Question, ...]:
    """Write the messages as JSON lines for `satchel import`; returns the questions."""
    asked = []
    quoted = json.JSONEncoder(ensure_ascii=False).encode
    with messages.open("w", encoding="utf-8") as file:
        for said, question in talk(size, seed=seed, questions=questions):
            who, text = quoted(said.sender), quoted(said.text)
            file.write(
                f'{{"id":"{said.id}","conversation":"{said.conversation}","sender":{who},'
                f'"sent_at":"{said.sent_at.isoformat()}","text":{text}}}\n'
            )
            if question is not None:
                asked.append(question)
    return tuple(asked)
