"""What we say on Slack: posted, changed, taken back, found again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from adapters.slack.addresses import HOME
from adapters.slack.errors import refusal, was_answered
from adapters.slack.fields import Raw, inner, text, ts_of
from adapters.slack.render import NOTED, Outgoing
from adapters.slack.threads import Threads
from adapters.slack.web import Web
from bot.errors import NeverSent, Undeliverable
from bot.ids import Conversation, MessageId
from bot.ports import Clock

MARK = "satchel"
"""The type of the metadata in which each message of ours bears its key."""

SEARCHED = timedelta(days=4)
"""How far back a message of ours is looked for: nothing is tried for longer."""

_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"})
_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
_NO_REACTION = frozenset(
    "message_not_found invalid_name missing_scope too_many_emoji too_many_reactions not_reactable bad_timestamp "
    "no_item_specified thread_locked is_archived not_in_channel restricted_action".split()
)
_NOWHERE = frozenset({"thread_not_found", "message_not_found", "channel_not_found", "not_in_channel"})


class Posts:
    """Our own messages. `key` marks each, so that one whose answer was lost can be found again.

    The threads that they stand in are with us from then on.
    """

    def __init__(self, web: Web, threads: Threads, clock: Clock) -> None:
        self._web = web
        self._threads = threads
        self._clock = clock
        self._unsure: set[str] = set()

    async def post(self, to: Conversation, body: Outgoing, key: str) -> MessageId:
        """Send a message, or draw somebody's home tab."""
        if body.home is not None:
            view = await self._web.post("views.publish", user_id=to.chat.removeprefix(HOME), view=body.home)
            return MessageId(text(view, "view", "id"))
        if to.thread:
            self._threads.joined((to.chat, to.thread))
        if key in self._unsure and (found := await self.find(to, key)):
            return found
        try:
            sent = await self._drawn(
                "chat.postMessage", body, channel=to.chat, thread_ts=to.thread, metadata=_mark(key)
            )
        except NeverSent as trouble:
            # Slack's own trouble may have come over it after it had arrived.
            self._unsure.update([key] if was_answered(trouble) else [])
            raise
        self._unsure.discard(key)
        return MessageId(text(sent, "ts"))

    async def edit(self, to: Conversation, message: MessageId, body: Outgoing, key: str) -> MessageId:
        """Put other words in its place; one that is gone is sent anew."""
        try:
            await self._drawn("chat.update", body, channel=to.chat, ts=message, metadata=_mark(key))
        except Undeliverable as error:
            if refusal(error) not in _GONE:
                raise
            return await self.post(to, body, key)
        return message

    async def redraw(self, to: Conversation, message: MessageId, body: Outgoing) -> None:
        """Show more of a draft; its key stays."""
        await self._drawn("chat.update", body, channel=to.chat, ts=message)

    async def react(self, to: Conversation, message: MessageId, body: Outgoing, key: str) -> MessageId:
        """Confirm by a reaction, which can be repeated; in words where Slack takes none, unless they stand there."""
        try:
            await self._web.post("reactions.add", channel=to.chat, timestamp=message, name=NOTED)
        except Undeliverable as error:
            if refusal(error) in _NO_REACTION:
                return await self.find(to, key) or await self.post(to, body, key)
            if refusal(error) != "already_reacted":
                raise
        return MessageId(f"{message}:{NOTED}")

    async def delete(self, to: Conversation, message: MessageId) -> MessageId:
        """Take one of our own back; one that is gone already is taken back."""
        try:
            await self._web.post("chat.delete", channel=to.chat, ts=message)
        except Undeliverable as error:
            if refusal(error) not in _GONE:
                raise
        return message

    async def find(self, to: Conversation, key: str) -> MessageId | None:
        """Look for the message that bears this key."""
        if to.chat.startswith(HOME):
            return None
        since = ts_of(self._clock.now() - SEARCHED)
        about: Mapping[str, object] = {"channel": to.chat, "oldest": since, "include_all_metadata": 1}
        method = "conversations.replies" if to.thread else "conversations.history"
        try:
            async for page in self._web.pages(method, "messages", **about, **({"ts": to.thread} if to.thread else {})):
                for message in page:
                    if text(inner(message, "metadata", "event_payload"), "key") == key:
                        return MessageId(text(message, "ts"))
        except Undeliverable as error:
            if refusal(error) not in _NOWHERE:
                raise NeverSent(str(error)) from error
        return None

    async def _drawn(self, method: str, body: Outgoing, **arguments: object) -> Raw:
        """Post it with its blocks; as mere words where Slack takes no such blocks."""
        given = {name: value for name, value in arguments.items() if value is not None}
        quiet = {"unfurl_links": False, "unfurl_media": False} if method == "chat.postMessage" else {}
        try:
            return await self._web.post(method, text=body.text, blocks=list(body.blocks), **given, **quiet)
        except Undeliverable as error:
            if refusal(error) not in _BAD_BLOCKS:
                raise
        return await self._web.post(method, text=body.text, blocks=[], **given, **quiet)


def _mark(key: str) -> Raw:
    return {"event_type": MARK, "event_payload": {"key": key}}
