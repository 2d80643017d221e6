"""A platform, and the extra powers that some have (asked for with isinstance, never stubs that raise)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.content import Attachment
from bot.events import Event
from bot.ids import AccountId, Contact, Conversation, MessageId, Platform, UserId
from bot.ports.journal import Bookmark
from bot.replies import Part, Reply

OnEvents = Callable[[Sequence[Event], Bookmark | None], Awaitable[None]]
IsKnown = Callable[[Contact], Awaitable[bool]]


class ChatAdapter(Protocol):
    """One platform. `run` and `send` may be called at the same time, from one event loop."""

    @property
    def platform(self) -> Platform:
        """The platform's name, as in `Conversation.platform`."""
        ...

    async def run(self, on_events: OnEvents, bookmarks: Sequence[Bookmark]) -> None:
        """Receive until cancelled, or until the platform ends (a console's end of input).

        `bookmarks` are the last ones committed on this platform, one an account: the adapter takes its own.
        A batch of events and the bookmark that confirms it go to `on_events` together; when that
        returns they are committed, and only then is the platform told. A batch of nothing tells that the
        platform answered. Raises DeliveryError when it cannot be reached; the caller starts again later.
        """
        ...

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        """Cut a reply into the platform's messages. Pure: same reply, same parts.

        A mere acknowledgement is a reaction to `in_reply_to` on platforms that have them.
        """
        ...

    async def send(self, to: Conversation, part: Part, key: str) -> MessageId:
        """Deliver one part; returns the platform's id of it.

        `key` is the same for each try of the same part: platforms that can, recognise a resend
        by it. Raises a DeliveryError that says whether it certainly did not arrive.
        """
        ...


@runtime_checkable
class FetchesAttachments(Protocol):
    """Fetches the bytes behind an attachment; at most `limit` bytes, or raises DeliveryError."""

    async def fetch(self, attachment: Attachment, limit: int) -> bytes: ...


@runtime_checkable
class ShowsTyping(Protocol):
    """Shows that an answer is under way. Lapses by itself; failing is no error."""

    async def typing(self, to: Conversation) -> None: ...


@runtime_checkable
class EditsMessages(Protocol):
    """Shows a reply while it is being written: `draft` opens it, `redraw` shows more of it.

    A draft's edits are not journaled; its id is. The final text arrives through `send` as an edit. `key` is
    the same for each try to open the same draft, as in `send`. An adapter that is asked to redraw too often
    leaves some out.
    """

    async def draft(self, to: Conversation, text: str, key: str) -> MessageId: ...

    async def redraw(self, to: Conversation, message: MessageId, text: str) -> None: ...


@runtime_checkable
class LinksToMessages(Protocol):
    """Gives the address at which a message can be opened, or None where it has none. Pure."""

    def link(self, where: Conversation, message: MessageId) -> str | None: ...


@runtime_checkable
class ListsMembers(Protocol):
    """Tells whether somebody is in a chat now: False also where that is not known."""

    async def is_member(self, where: Conversation, user: UserId) -> bool: ...


@runtime_checkable
class SparesStrangers(Protocol):
    """Asks its platform for nothing on a stranger's account, but what it takes to tell them how they are let in.

    `is_known`: whether an account may talk to us; never blocks. Given before `run`; without it everybody is known.
    """

    def spare_strangers(self, is_known: IsKnown) -> None: ...


@runtime_checkable
class KnowsPrivacy(Protocol):
    """Has rooms that were private once and may have gained members since.

    `is_private` tells whether somebody and we alone are there now, invited ones counted in: by the same rule that gives
    an event Audience.PRIVATE. It is asked before what was said in private is answered, and before each frame of a
    draft: so it tells what the platform told last, and asks there only about a room of which it knows nothing
    yet (after a start). Raises DeliveryError where that cannot be told now: then nothing private is drawn there, and an
    answer goes to `send`, which decides by `Reply.private`.
    """

    async def is_private(self, where: Conversation) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Who we are on a platform, and what the person who sets it up should know."""

    account: AccountId
    name: str
    advice: tuple[str, ...] = ()


@runtime_checkable
class Introduces(Protocol):
    """Asks the platform who we are, and so whether it takes what was set up. Raises DeliveryError, BadSetting."""

    async def introduce(self) -> Introduction: ...


@runtime_checkable
class Closes(Protocol):
    """Holds connections that outlive `run`: let go of them; the adapter is not used after it."""

    async def aclose(self) -> None: ...


@runtime_checkable
class FindsOwnMessage(Protocol):
    """Looks up whether a part sent under `key` arrived, and under which id."""

    async def find(self, to: Conversation, key: str) -> MessageId | None: ...
