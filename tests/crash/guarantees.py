"""What is promised of every platform, measured on the real program: one function a figure."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.crash.said import Damage, Said, more_than_once
from tests.crash.served import Bot, until
from tests.crash.towns import Town

HELD_S = 2.0
"""What each call in the slow chat takes."""
PROBES_A_SECOND = 20

HARM = frozenset({"lost", "silent", "doubled", "astray", "early", "out of order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one figure: how much was tried, and how much of what was counted."""

    promise: str
    tried: str
    counts: Mapping[str, int]

    @property
    def harm(self) -> int:
        return sum(self.counts[name] for name in HARM & self.counts.keys())

    def __str__(self) -> str:
        return ", ".join(f"{value:,} {name}" for name, value in self.counts.items())


def early(bot: Bot, messages: int, people: int) -> Finding:
    """Whether anything is confirmed before another connection can read it."""
    said = _all_said(bot, Said(town=bot.town, people=people), messages)
    counts = {"early": said.early, "lost": said.lost, "silent": said.silent}
    return Finding(promise="commit before confirm", tried=f"{messages:,} messages", counts=counts)


def _all_said(bot: Bot, said: Said, messages: int) -> Damage:
    """People say so many notes as fast as they can."""
    bot.let_in()
    with bot.town, bot.serving():
        bot.town.watch(bot.data)
        for number in range(messages):
            said.note(number)
        said.settled(bot.data)
        return said.damage(bot.data)


def repeats(bot: Bot, messages: int, times: int, people: int) -> Finding:
    """Each message is handed over several times, mixed."""
    bot.let_in()
    said = Said(town=bot.town, people=people)
    with bot.town, bot.serving():
        bot.town.repeating(times)
        for number in range(messages):
            said.note(number)
        bot.town.calm()
        # What is said after all repeats tells when they have come.
        for number in range(messages, messages + people):
            said.note(number)
        said.settled(bot.data)
        damage = said.damage(bot.data)
        reacted = Counter(each.to for person in range(people) for each in bot.town.reactions(person))
    counts = {"doubled": damage.doubled + more_than_once(reacted), "lost": damage.lost, "silent": damage.silent}
    return Finding(
        promise="redelivery has one effect", tried=f"{messages:,} messages, each {times} times, mixed", counts=counts
    )


def order(bot: Bot, chats: int, each: int) -> Finding:
    """Many chats at once: within each, the order of what is confirmed is that of what was said."""
    bot.let_in()
    said = Said(town=bot.town, people=chats)
    with bot.town, bot.serving():
        for number in range(chats * each):
            said.note(number)
        said.settled(bot.data)
        damage = said.damage(bot.data)
        inverted = sum(inversions(said.notes[chat::chats], _confirmed_in(bot.town, chat)) for chat in range(chats))
    counts = {"out of order": inverted, "lost": damage.lost, "silent": damage.silent, "doubled": damage.doubled}
    return Finding(promise="order within a chat", tried=f"{chats} chats x {each} messages", counts=counts)


def _confirmed_in(town: Town, person: int) -> Sequence[str]:
    return [each.to for each in town.reactions(person)]


def inversions(said: Sequence[str], done: Sequence[str]) -> int:
    """How often something is done right after what was said later."""
    places = {text: place for place, text in enumerate(said)}
    done_at = [places[text] for text in done]
    return sum(later < sooner for sooner, later in pairwise(done_at))


def slow_chat(bot: Bot, probes: int, people: int) -> Finding:
    """How much longer the others wait while each call in one chat takes HELD_S."""
    bot.let_in()
    said = Said(town=bot.town, people=people)
    with bot.town, bot.serving():
        before = _waits(said, 0, probes)
        bot.town.slow(0, HELD_S)
        beside = _waits(said, probes, 2 * probes)
    p95_before, p95_beside = (round(1000 * percentile(waits, 0.95)) for waits in (before, beside))
    counts = {
        "ms added": max(0, p95_beside - p95_before),
        "ms p95 beside": p95_beside,
        "ms p95 without": p95_before,
        "lost": sum(number % people > 0 for number in range(2 * probes)) - len(before) - len(beside),
    }
    return Finding(
        promise="a slow chat holds up no other", tried=f"{probes} messages at {PROBES_A_SECOND}/s", counts=counts
    )


def _waits(said: Said, first: int, end: int) -> list[float]:
    """Seconds from a message of the others to its reaction, by message; who is slow is spoken to as well."""
    spoken: dict[str, float] = {}
    for number in range(first, end):
        time.sleep(1 / PROBES_A_SECOND)
        begun = time.time()
        said.note(number)
        if number % said.people:
            spoken[said.notes[-1]] = begun

    def reacted() -> dict[str, float]:
        others = range(1, said.people)
        return {each.to: each.at for person in others for each in said.town.reactions(person) if each.to in spoken}

    until(lambda: len(reacted()) == len(spoken), lambda: len(reacted()))
    return [at - spoken[text] for text, at in reacted().items()]


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def limits(bot: Bot, messages: int, people: int) -> Finding:
    """Three of ten replies are refused with 429."""
    bot.let_in()
    said = Said(town=bot.town, people=people)
    with bot.town, bot.serving():
        bot.town.trouble()
        for number in range(messages // 2):
            said.note(number)
        for number in range(messages // 2):
            said.question(number)
        said.settled(bot.data)
        damage = said.damage(bot.data)
    counts = {"silent": damage.silent, "doubled": damage.doubled, "early": damage.early}
    return Finding(promise="30 % of replies refused (429)", tried=f"{messages // 2:,} replies", counts=counts)


def outage(bot: Bot, seconds: float, messages: int, people: int) -> Finding:
    """Nothing gets through for some time, and people go on talking."""
    bot.let_in()
    said = Said(town=bot.town, people=people)
    with bot.town, bot.serving():
        for number in range(people):
            said.note(number)
        said.settled(bot.data)
        bot.town.away()
        for number in range(people, people + messages):
            said.note(number)
        time.sleep(seconds)
        bot.town.calm()
        since, before = time.monotonic(), bot.town.confirmed()
        until(lambda: bot.town.confirmed() > before, bot.town.confirmed)
        back = time.monotonic() - since
        said.settled(bot.data)
        damage = said.damage(bot.data)
    counts = {"lost": damage.lost, "silent": damage.silent, "doubled": damage.doubled, "s until back": round(back)}
    return Finding(promise="an outage", tried=f"{seconds:.0f} s, {messages:,} messages meanwhile", counts=counts)
