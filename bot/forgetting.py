"""Forgetting: find out which messages are meant, take them out for good, and prove it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256

from bot.content import Audience, Sender
from bot.errors import DataFolderError, IndexFault
from bot.events import ButtonPressed
from bot.ids import EventKey
from bot.incomplete import qualified, told_incomplete
from bot.listing import counted, forgetting_buttons, listed, shortened
from bot.phrases.function_words import FUNCTION_WORDS
from bot.ports import Erased, Eraser, Holdings, Intentions, Memory, Said, Transcript
from bot.records import Question, Recalled
from bot.replies import Button, Reply
from bot.requests import Request, Response
from bot.sentences import is_filling

EVERYTHING = frozenset({"everything", "all", "alles", "todo", "tout"})
SURE = frozenset({"yes", "ja", "sí", "si", "oui"})
CANDIDATES = 5
SHOWN_NUMBERS = 10
JUST_SAID = timedelta(hours=12)
TAP_HOLDS_S = 600
MOST_LOOKED_AT = 100
UNFINISHED = (
    "It is decided, and it is found and shown no more, but it is not yet gone from every file: {}. "
    "I try again every minute and at each start; /status shows what is left to do."
)
FINAL = "What was forgotten is gone for good: nothing brings it back."
NOT_BY_NAME = "/undo takes back your last note and no other. To look for what you mean, send: /forget {}"
_STAMP = re.compile(r"#(\d{1,18})\.(\d{1,12})\.([0-9a-f]{8})")
# With these behind it, "/undo" still means the last note.
_LAST_NOTE = frozenset("note message one notiz nachricht nota mensaje message dernière última letzte".split())
# A number is named by its mark: "/forget 1984" may mean the book.
_RANGE = re.compile(r"(\d{1,18})\s?[-–]\s?#?(\d{1,18})")
_NUMBERS = re.compile(rf"#(?:{_RANGE.pattern}|\d{{1,18}})(?:[\s,]+#?(?:{_RANGE.pattern}|\d{{1,18}}))*")
LONGEST_RANGE = 1000
_BARE_NUMBERS = re.compile(r"\d{1,18}(?:[\s,]+\d{1,18})*")


class Forgetting:
    """Carries out `/forget` and `/undo`. What is decided is found and shown no more, whatever comes of the rest."""

    def __init__(
        self, memory: Memory, transcript: Transcript, holdings: Holdings, eraser: Eraser, intentions: Intentions
    ) -> None:
        self._memory = memory
        self._transcript = transcript
        self._holdings = holdings
        self._eraser = eraser
        self._intentions = intentions

    async def forget(self, request: Request) -> Response:
        """`/forget`, `/forget #12`, `/forget #12-14`, `/forget words to look for`, `/forget everything`."""
        words = request.argument.split()
        if not words:
            return await self.forget_last(request)
        if words[0].lower() in EVERYTHING and (len(words) <= 2 or (len(words) == 3 and _STAMP.fullmatch(words[2]))):
            return await self._everything(request, _until(request, words[1:]))
        if _NUMBERS.fullmatch(request.argument.strip()):
            return await self._numbered(request)
        found, recalled = await self._candidates(request)
        if not found and _BARE_NUMBERS.fullmatch(request.argument.strip()):
            found = await self._of_numbers(request)
        return _which(request, found, recalled)

    async def undo(self, request: Request) -> Response:
        """`/undo`: take back the newest note of this conversation, unless a forgetting came after it."""
        where, seq = request.received.event.where, request.received.seq
        last = await self._newest(request)
        if not await self._is_decided(request):
            if not _names_nothing(request.argument):
                return _ask_by_number(request, last, NOT_BY_NAME.format(shortened(request.argument)))
            if await asyncio.to_thread(self._transcript.forgot, where, last[0].seq if last else 0, seq):
                return _ask_by_number(request, last, FINAL)
        return await self.forget_last(request)

    async def forget_last(self, request: Request) -> Response:
        """Take out the newest note of this conversation; one of another day is asked about first.

        So is every one where a command can be tapped: it may have been cut off from what belonged to it.
        """
        last = await self._newest(request)
        unsure = last and (not request.at_home or request.now - last[0].said_at > JUST_SAID)
        if unsure and not await self._is_decided(request):
            return _which(request, last, Recalled())
        return await self._erase_those(request, last, "There is nothing here to forget.")

    async def _newest(self, request: Request) -> Sequence[Said]:
        event = request.received.event
        sender: Sender | None = getattr(event, "sender", None)
        newest = partial(self._transcript.recent, request.scope, MOST_LOOKED_AT, where=event.where)
        if getattr(event, "audience", Audience.PRIVATE) is Audience.PRIVATE:
            return (await asyncio.to_thread(newest))[:1]
        # In a group the last note is the asker's own.
        return [said for said in await asyncio.to_thread(newest) if sender and said.sender == sender.id][:1]

    async def _is_decided(self, request: Request) -> bool:
        """Whether an earlier try of this very message, before a crash, decided what goes."""
        return bool((await asyncio.to_thread(self._intentions.decide, request.received.seq, ())).keys)

    async def _everything(self, request: Request, until: int | None) -> Response:
        if until is None:
            kept = await asyncio.to_thread(self._holdings.count, request.scope)
            text = (
                f"This takes out all that I kept ({counted(kept, 'message', 'messages')}) and all that we said, "
                "for good, with every backup that I made. If you mean it, send: /forget everything yes"
            )
            value = f"/forget everything yes {_stamp(request)}"
            return _said(request, text, Button(label="Forget everything", value=value))
        keys = await asyncio.to_thread(self._holdings.keys, request.scope, request.received.event.where, until)
        return await self._erase(request, [key for key in keys if key != request.received.event.key], "I hold nothing.")

    async def _numbered(self, request: Request) -> Response:
        nothing = "I have no message of that number. /recent and /search show the numbers."
        return await self._erase_those(request, await self._of_numbers(request), nothing)

    async def _of_numbers(self, request: Request) -> Sequence[Said]:
        return await asyncio.to_thread(self._transcript.numbered, numbers_in(request.argument), request.scope)

    async def _candidates(self, request: Request) -> tuple[Sequence[Said], Recalled]:
        question = Question(text=request.argument, asked_at=request.now)
        recalled = await asyncio.to_thread(self._memory.recall, question, request.scope, CANDIDATES)
        keys = [hit.record.origin.key for hit in recalled.hits if hit.coverage > 0]
        found: tuple[Said, ...] = await asyncio.to_thread(self._transcript.find, keys, request.scope)
        return sorted(found, key=lambda said: keys.index(said.key)), recalled

    async def _erase_those(self, request: Request, found: Sequence[Said], nothing: str) -> Response:
        which = ", ".join(f"#{said.seq}" for said in found[:SHOWN_NUMBERS])
        return await self._erase(request, [said.key for said in found], nothing, which)

    async def _erase(self, request: Request, keys: Collection[EventKey], nothing: str, which: str = "") -> Response:
        seq = request.received.seq
        decided = await asyncio.to_thread(self._intentions.decide, seq, keys)
        if not decided.keys:
            return _said(request, nothing)
        try:
            erased = await asyncio.to_thread(self._eraser.erase, decided)
        except (DataFolderError, IndexFault) as fault:
            return _said(request, UNFINISHED.format(fault))
        await asyncio.to_thread(self._intentions.done, seq)
        return _said(request, proof(erased, which if set(decided.keys).issuperset(keys) else ""))


def _stamp(request: Request) -> str:
    """What a button that means all of it says of itself: up to where, since when, and whose it is."""
    return f"#{request.received.seq}.{int(request.now.timestamp())}.{_initials(request)}"


def _until(request: Request, sure: Sequence[str]) -> int | None:
    """The seq up to which "everything" is meant; None where nobody is sure of it.

    A tap holds for some minutes, from who asked, and for what there was then.
    """
    if not sure or sure[0].lower() not in SURE:
        return None
    stamp = _STAMP.fullmatch(sure[-1])
    if stamp is None:
        return None if isinstance(request.received.event, ButtonPressed) else request.received.seq
    age_s = request.now.timestamp() - int(stamp[2])
    return int(stamp[1]) if stamp[3] == _initials(request) and abs(age_s) <= TAP_HOLDS_S else None


def _initials(request: Request) -> str:
    return sha256(request.person.encode()).hexdigest()[:8]


def numbers_in(argument: str) -> frozenset[int]:
    """The numbers that are named: `#12, 14`, and of `#12-14` those between as well.

    Of a range from high to low, or an endless one, only its ends: nobody means those between.
    """
    ends = [(int(first), int(last)) for first, last in _RANGE.findall(argument)]
    between = (range(first, last + 1) for first, last in ends if last - first < LONGEST_RANGE)
    return frozenset(map(int, re.findall(r"\d+", argument))).union(*between)


def proof(erased: Erased, which: str = "") -> str:
    """What was done, in words, with what was searched to prove it; `which` are the messages' numbers."""
    text = f"Forgotten: {counted(erased.messages, 'message', 'messages')}" + (f" ({which})" if which else "")
    if erased.traces:
        whose = "its" if erased.messages == 1 else "their"
        traces = counted(erased.traces, f"trace of {whose} words is", f"traces of {whose} words are")
        text += f", but {traces} left in other messages or files"
    text += "." + _searched(erased)
    if erased.unreached:
        text += " This may still hold it: " + ", ".join(erased.unreached) + "."
    return text


def _searched(erased: Erased) -> str:
    long = erased.messages - erased.short
    files = f"in the {counted(erased.files, 'file', 'files')} I searched"
    clean = long > 0 and erased.files > 0 and not erased.traces
    if not erased.short:
        them = "it" if long == 1 else "them"
        return f" Journal and index were written over, and I found none of {them} {files}." if clean else ""
    few = counted(erased.short, "of them is", "of them are")
    if long <= 0:
        few = "it is" if erased.short == 1 else "they are"
    others = f", and of the other{'' if long == 1 else 's'} I found nothing {files}" if clean else ""
    return f" Journal and index were written over; {few} too short to search files for{others}."


def _which(request: Request, found: Sequence[Said], recalled: Recalled) -> Response:
    if not found:
        incomplete = told_incomplete(recalled)
        nothing = "I found nothing like that" + ("." if incomplete else ", so there is nothing to forget.")
        return _said(request, qualified(nothing, recalled))
    text = f"Which one? Send its number, as in: /forget #{found[0].seq}\n\n{listed(found, request.now)}"
    text = qualified(text, recalled)
    keys = frozenset(said.key for said in found)
    return Response(
        space=request.space, reply=Reply(text=text, buttons=forgetting_buttons(found)), unsaid=True, rests_on=keys
    )


def _names_nothing(argument: str) -> bool:
    """Whether words behind a command leave open what is meant: "please", "my last note"."""
    said = re.findall(r"[^\s,.!?]+", argument.lower())
    little = _LAST_NOTE.union(*FUNCTION_WORDS.values()) - EVERYTHING
    return is_filling(" ".join(said)) or all(word in little or is_filling(word) for word in said)


def _ask_by_number(request: Request, last: Sequence[Said], why: str) -> Response:
    """Forget nothing, say why, and name the note that might be meant."""
    if not last:
        return _said(request, why)
    text = f"{why}\n\nYour last note is the one below. To forget it, send: /forget #{last[0].seq}\n\n"
    reply = Reply(text=text + listed(last, request.now), buttons=forgetting_buttons(last[:1]))
    return Response(space=request.space, reply=reply, unsaid=True, rests_on=frozenset({last[0].key}))


def _said(request: Request, text: str, *buttons: Button) -> Response:
    return Response(space=request.space, reply=Reply(text=text, buttons=buttons), unsaid=True)
