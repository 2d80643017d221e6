"""What comes of editing a message, and of taking it back.

What is kept of a message is what it says now. An edit asks nothing, runs no command and confirms nothing: a note
stays a note however it is put, a question that was answered is not answered again, and a message that only now tells
something is a note from now on. One that says nothing any more is none, until it says something again.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.capture import note_of, with_words_of, words_of
from bot.content import Audience
from bot.errors import FolderFull, IndexFault, ModelError
from bot.events import MessageDeleted, MessageEdited
from bot.graphemes import visible
from bot.ids import EventKey
from bot.languages import language_of, words_for
from bot.ports import Intentions, Memory, Original, Received, Revision, Revisions
from bot.records import Note
from bot.replies import Reply
from bot.requests import Request, Response
from bot.understanding import Ask, Command, Keep, understand

NO_COMMAND = "An edit runs no command: the note stays as it was. Send the command as a message of its own."


class Changing:
    """Carries out edits and deletions. What is decided is found and shown no more; the files are cleaned later."""

    def __init__(self, memory: Memory, revisions: Revisions, intentions: Intentions) -> None:
        self._memory = memory
        self._revisions = revisions
        self._intentions = intentions

    async def edited(self, received: Received, request: Request | None) -> Response:
        """What an edit comes to; one of somebody who was let out meanwhile changes nothing."""
        edit = received.event
        assert isinstance(edit, MessageEdited)
        if edit.undoes and not await self._stays(edit, request):
            return await self.taken_back(received, request)
        if request is None:
            return _passed_over(edit)
        original = await asyncio.to_thread(self._revisions.original, edit.of)
        if original is None:
            return await self._unheard(request, edit)
        if original.pending:
            # It came before its message did, which now waits behind it.
            return Response(space=None, reply=None, later=True)
        if not _counts(original, edit, received.seq):
            return _passed_over(edit)
        text = words_of(edit)
        if original.kept and isinstance(understand(text), Command):
            return _passed_over(edit, Reply(text=NO_COMMAND))
        if original.kept or (visible(text) and _tells(text)):
            return await self._rewritten(request, edit, original)
        return Response(space=None, reply=None, revises=Revision(of=edit.of, indexed=True))

    async def taken_back(self, received: Received, request: Request | None) -> Response:
        """What a deletion comes to, whoever it is by: of that the platform is the judge. Told in private alone."""
        event = received.event
        assert isinstance(event, MessageDeleted | MessageEdited)
        original = await asyncio.to_thread(self._revisions.original, event.of)
        there = original is not None or await asyncio.to_thread(self._revisions.waits, event.of)
        # After a crash the earlier decision stands, though nothing is there any more.
        keys = await self._forgotten(received.seq, (event.of,) if there else ())
        if not keys:
            return _passed_over(event)
        kept = original.kept if original else not there
        silent = request is None or event.audience is not Audience.PRIVATE or not kept
        words = words_for(language_of(words_of(original.event) if original else ""))
        reply = None if silent else Reply(text=words.taken_back, silent=True)
        return Response(space=None, reply=reply, unsaid=True)

    def salvage(self, received: Received) -> Response:
        """What an edit comes to that could not be handled: the journal has the new words, the index follows."""
        edit = received.event
        assert isinstance(edit, MessageEdited)
        original = self._revisions.original(edit.of)
        if original is None or not _counts(original, edit, received.seq):
            return _passed_over(edit)
        return Response(space=None, reply=None, revises=Revision(of=edit.of))

    async def _stays(self, edit: MessageEdited, request: Request | None) -> bool:
        """Whether there are words for the message to say again, of which an edit was taken back."""
        original = await asyncio.to_thread(self._revisions.original, edit.of)
        if request is None or original is None:
            return False
        return original.pending or not original.kept or not isinstance(understand(words_of(edit)), Command)

    async def _rewritten(self, request: Request, edit: MessageEdited, original: Original) -> Response:
        message = with_words_of(original.event, edit)
        received = Received(seq=request.received.seq, event=message, place=original.place, episode=original.episode)
        note = note_of(received, edit.of, original.space or request.space)
        assert note is not None
        words = words_for(language_of(note.text or words_of(original.event)))
        done = words.emptied if not visible(note.text) else words.changed if original.kept else words.kept
        return await self._filed(request, edit, note, done)

    async def _unheard(self, request: Request, edit: MessageEdited) -> Response:
        """What we never heard is heard as it is now, if it tells something; anything else waits for it to come."""
        text = words_of(edit)
        if isinstance(understand(text), Command):
            return _passed_over(edit)
        if not _tells(text):
            return Response(space=request.space, reply=None)
        note = note_of(request.received, edit.of, request.space)
        assert note is not None
        return await self._filed(request, edit, note, words_for(language_of(note.text)).kept)

    async def _filed(self, request: Request, edit: MessageEdited, note: Note, done: str) -> Response:
        fault = ""
        try:
            await asyncio.to_thread(self._memory.revise, note)
        except (IndexFault, ModelError, FolderFull) as error:
            # The journal has it, and the index takes it up from there when it can be used again.
            fault = f" ({error})"
        reply = Reply(text=done + fault, acknowledges=not fault)
        revision = Revision(of=edit.of, keep=visible(note.text), indexed=not fault)
        return Response(space=request.space, reply=reply, revises=revision)

    async def _forgotten(self, seq: int, keys: tuple[EventKey, ...]) -> tuple[EventKey, ...]:
        """Decide that these go; what is decided is found no more, and goes from every file later."""
        decided = await asyncio.to_thread(self._intentions.decide, seq, keys)
        if decided.keys:
            with suppress(IndexFault, ModelError, FolderFull):
                await asyncio.to_thread(self._memory.forget, decided.keys)
        return decided.keys


def _counts(original: Original, edit: MessageEdited, seq: int) -> bool:
    """Whether an edit is by who said it, newer than what it says now, and in other words."""
    when = (edit.at.timestamp(), seq)
    newer = original.revised is None or when > original.revised
    by_author = original.event.sender.id == edit.sender.id
    return newer and by_author and words_of(original.event) != words_of(edit)


def _tells(text: str) -> bool:
    """Whether it is a note, or may be one: what is doubtful is kept."""
    meant = understand(text)
    return isinstance(meant, Keep) or (isinstance(meant, Ask) and meant.tells)


def _passed_over(event: MessageEdited | MessageDeleted, reply: Reply | None = None) -> Response:
    """Of the message nothing changes, and of this no words stay."""
    return Response(space=None, reply=reply, revises=Revision(of=event.of, heeded=False))
