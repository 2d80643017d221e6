"""Which messages somebody means who wants them forgotten: the last one, the one replied to, some by number or words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.content import Sender
from bot.ids import MessageId
from bot.phrases.forgetting import THE_LAST
from bot.phrases.function_words import FUNCTION_WORDS
from bot.ports import Answers, Memory, Said, Transcript
from bot.records import Question, Recalled
from bot.requests import Request
from bot.sentences import is_filling
from bot.sure import EVERYTHING

CANDIDATES = 5
# Sums of weights come out a little below 1.
CONVINCING = 0.999
MOST_BEHIND = 10
MOST_LOOKED_AT = (100, 10_000)
MOST_CITED = 5
LONGEST_RANGE = 1000
# A number is named by its mark: "/forget 1984" may mean the book.
_RANGE = re.compile(r"(\d{1,18})\s?[-–]\s?#?(\d{1,18})")
_NUMBERS = re.compile(rf"#(?:{_RANGE.pattern}|\d{{1,18}})(?:[\s,]+#?(?:{_RANGE.pattern}|\d{{1,18}}))*")
_BARE_NUMBERS = re.compile(r"\d{1,18}(?:[\s,]+\d{1,18})*")
# With these behind it, a command still means the last note.
_LAST_NOTE = frozenset("note message one notiz nachricht nota mensaje message dernière última letzte last".split())


class Pointing:
    """Looks up what is meant, in what the person may read there."""

    def __init__(self, memory: Memory, transcript: Transcript, answers: Answers) -> None:
        self._memory = memory
        self._transcript = transcript
        self._answers = answers

    async def newest(self, request: Request) -> Sequence[Said]:
        """The newest note of this conversation; in a group, of the asker there, in whichever of its threads."""
        where = request.received.event.where
        if not request.is_private:
            return await self._newest_of_asker(request)
        found = await asyncio.to_thread(self._transcript.recent, request.scope, 1, where=where)
        if found or where.thread is None:
            return found
        # Asking may have opened a thread of its own.
        beside = replace(where, thread=None)
        return await asyncio.to_thread(self._transcript.recent, request.scope, 1, where=beside)

    async def _newest_of_asker(self, request: Request) -> Sequence[Said]:
        sender: Sender | None = getattr(request.received.event, "sender", None)
        for many in MOST_LOOKED_AT:
            latest = await asyncio.to_thread(self._transcript.recent, request.scope, many)
            theirs = (said for said in latest if sender and said.sender == sender.id)
            found = next((said for said in theirs if said.space == request.space), None)
            if found or len(latest) < many:
                return [found] if found else []
        return []

    async def that(self, request: Request) -> Sequence[Said]:
        """What "that" may mean: the notes that the answer right before it rests on, then the newest note."""
        where, seq = request.received.event.where, request.received.seq
        cited = await asyncio.to_thread(self._answers.cited, where, seq)
        shown = await asyncio.to_thread(self._transcript.find, cited, request.scope)
        notes = [said for said in shown if said.kept] if len(cited) <= MOST_CITED else []
        return [*notes, *(last for last in await self.newest(request) if last not in notes)]

    async def since_forgotten(self, request: Request, last: Sequence[Said]) -> bool:
        """Whether something was forgotten here after the last note."""
        where, seq = request.received.event.where, request.received.seq
        return await asyncio.to_thread(self._transcript.forgot, where, last[0].seq if last else 0, seq)

    async def numbered(self, request: Request) -> Sequence[Said]:
        """The messages of the numbers that are named."""
        return await self.of_seqs(request, numbers_in(request.argument))

    async def of_seqs(self, request: Request, seqs: frozenset[int]) -> Sequence[Said]:
        return await asyncio.to_thread(self._transcript.numbered, seqs, request.scope)

    async def described(self, request: Request) -> tuple[Sequence[Said], Recalled]:
        """What fits the words that are named, best first; by bare numbers only where no words fit."""
        found, recalled = await self._candidates(request)
        if not found and _BARE_NUMBERS.fullmatch(request.argument.strip()):
            found = await self.numbered(request)
        return found, recalled

    async def fitting(self, request: Request) -> tuple[Sequence[Said], Recalled]:
        """As `described`, but only what holds all that is named."""
        found, recalled = await self._candidates(request)
        whole = {hit.record.origin.key for hit in recalled.hits if hit.coverage >= CONVINCING}
        hits = tuple(hit for hit in recalled.hits if hit.record.origin.key in whole)
        return [each for each in found if each.key in whole], replace(recalled, hits=hits)

    async def replied(self, request: Request, message: MessageId) -> Sequence[Said] | None:
        """What stands behind a message of this chat; None where it is not known. The newest, where it is much."""
        behind = await asyncio.to_thread(self._answers.behind, request.received.event.where, message)
        if behind is None:
            return None
        found = await asyncio.to_thread(self._transcript.find, behind, request.scope)
        kept = [said for said in found if said.kept]
        return (kept or found)[-MOST_BEHIND:]

    async def _candidates(self, request: Request) -> tuple[Sequence[Said], Recalled]:
        question = Question(text=request.argument, asked_at=request.now)
        recalled = await asyncio.to_thread(self._memory.recall, question, request.scope, CANDIDATES + 1)
        keys = [hit.record.origin.key for hit in recalled.hits if hit.coverage > 0]
        found: tuple[Said, ...] = await asyncio.to_thread(self._transcript.find, keys, request.scope)
        return sorted(found, key=lambda said: keys.index(said.key))[:CANDIDATES], recalled


def names_numbers(argument: str) -> bool:
    """Whether it is numbers that are named: "#12", "#12, 14", "#12-14"."""
    return _NUMBERS.fullmatch(argument.strip()) is not None


def names_nothing(argument: str) -> bool:
    """Whether words behind a command leave open what is meant: "please", "my last note"."""
    said = re.findall(r"[^\s,.!?]+", argument.lower())
    little = _LAST_NOTE.union(*FUNCTION_WORDS.values()) - EVERYTHING
    return is_filling(" ".join(said)) or all(word in little or is_filling(word) for word in said)


def names_the_last(said: str) -> bool:
    """Whether the last note is meant, and not what was just shown: "my last note", "what I just said"."""
    return not THE_LAST.isdisjoint(re.findall(r"[^\s,.!?]+", said.lower()))


def numbers_in(argument: str) -> frozenset[int]:
    """The numbers that are named: `#12, 14`, and of `#12-14` those between as well.

    Of a range from high to low, or an endless one, only its ends: nobody means those between.
    """
    ends = [(int(first), int(last)) for first, last in _RANGE.findall(argument)]
    between = (range(first, last + 1) for first, last in ends if last - first < LONGEST_RANGE)
    return frozenset(map(int, re.findall(r"\d+", argument))).union(*between)


def replied_to(request: Request) -> MessageId | None:
    """The message that it replies to, if it does."""
    reply_to: MessageId | None = getattr(request.received.event, "reply_to", None)
    return reply_to


def is_thread(request: Request, message: MessageId) -> bool:
    """Whether a message is only the head of the thread that all is said in: Slack calls that a reply as well."""
    return str(request.received.event.where.thread) == message
