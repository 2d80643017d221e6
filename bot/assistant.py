"""What one message comes to: a command carried out, a question answered, or a note kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.answering import Answering, Asked
from bot.capture import note_of, of_another, words_of
from bot.changing import Changing
from bot.commands import NAMES, Commands
from bot.errors import FolderFull, IndexFault, ModelError
from bot.events import ButtonPressed, CommandInvoked, Event, MessageEdited, MessageReceived, Undecryptable
from bot.hints import hint
from bot.languages import language_of, words_for
from bot.mistyped import mistyped
from bot.naming import command, forgetting
from bot.phrases.words import HELP
from bot.ports import Clock, Memory, Received, Transcript
from bot.replies import Reply
from bot.requests import Request, Response
from bot.small_talk import SmallTalk, polite
from bot.understanding import Ask, Command, Keep, Nothing, Understood, commanded, understand
from bot.wishes import perhaps_to_forget

OnText = Callable[[str], Awaitable[None]]

RECENT_TURNS = 24
FORCING = frozenset({"note", "ask"})

UNREADABLE = (
    "Something came from you that I cannot read. I kept it just as it came, but I can neither find it nor answer it: "
    "if it was words, please send them again as plain text. To take out what came, send: {}"
)
UNDECRYPTABLE = (
    "You wrote something that I cannot read yet: it is encrypted, and its key has not reached me. When the key comes, "
    "I read it as usual. If you hear no more of it within a few minutes, please send it again."
)
WORDLESS = (
    "That came without words, and I cannot read pictures, recordings or other files, so I kept no note of it. "
    "Send me in words what it says."
)


class Assistant:
    """Judges a message and carries it out. Sends nothing: the reply is the caller's to deliver."""

    def __init__(
        self,
        memory: Memory,
        transcript: Transcript,
        answering: Answering,
        commands: Commands,
        clock: Clock,
        changing: Changing,
    ) -> None:
        self._memory = memory
        self._transcript = transcript
        self._answering = answering
        self._commands = commands
        self._clock = clock
        self._changing = changing

    async def respond(self, request: Request, on_text: OnText | None) -> Response:
        """What to say and to file. `on_text` hears an answer grow while a model writes it."""
        chosen = await self._commands.choose(request)
        told = None if chosen else mistyped(request.received.event, NAMES)
        if told:
            return _said(request, told)
        return chosen or await self._carry_out(_meant(request.received.event), request, on_text)

    async def changed(self, received: Received, request: Request | None) -> Response:
        """What comes of an edit or a deletion; without a request, of somebody whom we do not know."""
        if isinstance(received.event, MessageEdited):
            return await self._changing.edited(received, request)
        return await self._changing.taken_back(received, request)

    def unclear(self, request: Request) -> Response:
        """What to say to whom nobody here can read."""
        closed = isinstance(request.received.event, Undecryptable)
        return _said(request, UNDECRYPTABLE if closed else UNREADABLE.format(forgetting(request.received.seq)))

    def salvage(self, request: Request) -> Response:
        """Where a message that could not be handled belongs, kept where it tells something.

        Asks neither index nor model: it may have failed over them.
        """
        if isinstance(request.received.event, MessageEdited):
            return self._changing.salvage(request.received)
        meant = _meant(request.received.event)
        keep = meant.tells if isinstance(meant, Ask) else isinstance(meant, Keep)
        return Response(space=request.space, reply=None, keep=keep)

    async def _carry_out(self, meant: Understood, request: Request, on_text: OnText | None) -> Response:
        if isinstance(meant, Command):
            if meant.name in FORCING:
                example = "when does the lease end?" if meant.name == "ask" else "the lease ends in June"
                return _said(request, f"Write it behind the command, as in: {command(meant.name, example)}")
            wanted = replace(request, argument=meant.argument, asks_first=meant.in_words)
            return await self._commands.run(meant.name, wanted)
        if isinstance(meant, Ask):
            return await self._asked(meant, request, on_text)
        if isinstance(meant, Keep):
            return await self._offered(request) or await self._keep(request)
        if isinstance(meant, SmallTalk):
            return _said(request, polite(meant, request.now))
        carried = getattr(request.received.event, "attachments", ())
        return _said(
            request, WORDLESS if carried else f"That held no words. Tell me something, or ask me; {HELP} shows how."
        )

    async def _asked(self, meant: Ask, request: Request, on_text: OnText | None) -> Response:
        try:
            answer = await self._answer(meant.text, request, on_text)
        except (IndexFault, ModelError):
            if not meant.tells:
                raise
            return await self._keep(request)
        # Kept only now: a question must not be its own answer.
        if not meant.tells or answer.reply is None or not (await self._keep(request)).keep:
            return answer
        text = f"{answer.reply.text} {words_for(language_of(meant.text)).kept_too}"
        return replace(answer, keep=True, reply=replace(answer.reply, text=text))

    async def _answer(self, question: str, request: Request, on_text: OnText | None) -> Response:
        where, seq = request.received.event.where, request.received.seq
        turns = await asyncio.to_thread(self._transcript.turns, where, request.scope, seq, RECENT_TURNS)
        sender = getattr(request.received.event, "sender", None)
        name, now = sender.name if sender else "", self._clock.now()
        asked = Asked(text=question, asked_at=request.now, person=request.person, now=now, name=name)
        answer = await self._answering.answer(asked, request.scope, turns, on_text)
        reply = Reply(text=answer.text, sources=answer.sources, formatted=answer.by == "model")
        return Response(space=request.space, reply=reply, rests_on=answer.rests_on)

    async def _offered(self, request: Request) -> Response | None:
        """What a note may want forgotten that is there: what wants it forgotten is not to answer for it later."""
        wanted = _perhaps_to_forget(request.received.event)
        if wanted is None:
            return None
        try:
            return await self._commands.offer(replace(request, argument=wanted))
        except (IndexFault, ModelError):
            return None

    async def _keep(self, request: Request) -> Response:
        note = note_of(request.received, request.received.event.key, request.space)
        if note is None:
            return Response(space=request.space, reply=None)
        event = request.received.event
        advice = None if of_another(event) else hint(words_of(event))
        words = words_for(advice.language if advice else language_of(note.text))
        try:
            await asyncio.to_thread(self._memory.remember, [note])
        except (IndexFault, ModelError, FolderFull) as fault:
            # The journal has it, and the index takes it up from there when it can be used again.
            return Response(space=request.space, reply=Reply(text=f"{words.kept} ({fault})"), keep=True)
        text = f"{words.kept} {advice.text}" if advice else words.kept
        return Response(space=request.space, reply=Reply(text=text, acknowledges=advice is None), keep=True)


def _said(request: Request, text: str) -> Response:
    return Response(space=request.space, reply=Reply(text=text))


def _meant(event: Event) -> Understood:
    match event:
        case CommandInvoked():
            return commanded(event.name.lower(), event.argument) if event.name else understand(event.argument)
        case MessageReceived() if of_another(event):
            return _of_anothers(words_of(event))
        case MessageReceived():
            return _said_with(event)
        case ButtonPressed():
            # A tap says what its button stands for; only a message of the person's own is a note.
            meant = understand(event.value)
            return meant if isinstance(meant, Command | Ask) else Nothing()
        case _:
            return Nothing()


def _perhaps_to_forget(event: Event) -> str | None:
    match event:
        case MessageReceived(attachments=(), forwarded=None) | CommandInvoked(name=""):
            return perhaps_to_forget(words_of(event))
        case _:
            return None


def _said_with(event: MessageReceived) -> Understood:
    """What a message means; plain words below a picture may be about the picture."""
    meant = understand(words_of(event))
    about_it = event.attachments and isinstance(meant, Command) and meant.in_words
    return Keep(text=words_of(event)) if about_it else meant


def _of_anothers(words: str) -> Understood:
    """What was passed on to us is to be kept, whatever it says; a question in it is answered besides."""
    meant = understand(words)
    if isinstance(meant, Ask):
        return replace(meant, tells=True)
    return meant if isinstance(meant, Nothing) else Keep(text=words)
