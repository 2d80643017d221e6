"""Every method that the peer knows, and the scope that it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.peers.slack import chat, conversations, others, uploads, views
from tests.peers.slack.arguments import Args
from tests.peers.slack.values import JsonObject
from tests.peers.slack.world import World


@dataclass(frozen=True, slots=True)
class Method:
    """What it does, under the lock; raises Refused. `app`: it wants the app's token, not the bot's."""

    does: Callable[[World, Args], JsonObject]
    scope: str = ""
    app: bool = False


METHODS: Mapping[str, Method] = {
    "apps.connections.open": Method(others.connection, app=True),
    "auth.test": Method(others.who_am_i),
    "users.info": Method(others.who_is, "users:read"),
    "users.conversations": Method(conversations.listed),
    "conversations.info": Method(conversations.info),
    "conversations.open": Method(conversations.opened, "im:write"),
    "conversations.join": Method(conversations.joined, "channels:join"),
    "conversations.members": Method(conversations.members),
    "conversations.history": Method(conversations.history),
    "conversations.replies": Method(conversations.replies),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.getPermalink": Method(chat.permalink),
    "reactions.add": Method(others.add_reaction, "reactions:write"),
    "reactions.remove": Method(others.remove_reaction, "reactions:write"),
    "assistant.threads.setStatus": Method(others.set_status, "chat:write"),
    "views.open": Method(views.opened),
    "views.publish": Method(views.published),
    "views.update": Method(views.updated),
    "files.getUploadURLExternal": Method(uploads.asked, "files:write"),
    "files.completeUploadExternal": Method(uploads.completed, "files:write"),
    "files.info": Method(others.file_info, "files:read"),
}
