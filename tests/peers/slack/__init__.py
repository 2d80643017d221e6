"""Slack on the loopback: real HTTP and WebSockets, in its own wire format, driven by a test.

    async with SlackPeer() as slack:                 # or `with SlackPeer()`: in a thread, for a bot in another process
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        ada = slack.person("ada")
        general = slack.channel("general", ada)         # the bot is in it; bot=False, kind="group"/"mpim" for others
        said = ada.says("where is the key? <@U0SATCHEL>", to=general)   # without `to`: the direct conversation
        ada.says("I mean the blue one", to=general, thread=said)
        ada.edits(said, "where is the blue key?")       # and deletes, reacts, joins, leaves, opens_home, commands
        post = await slack.until(lambda: slack.bot.last)
        ada.presses(post, "Undo")                       # ada.taps.submit(slack.bot.modal, {"text": "..."}) sends a form
        assert post.thread == said.ts and not post.pinged and post.metadata
        await slack.until(lambda: said.delivery.acked)

What the bot did is `slack.bot` (posts, updates, deletes, reactions, ephemerals, statuses, modals, homes, calls, early).
What it is told is `slack.deliveries`: `on_ack` hooks each acknowledgement, on the peer's loop: note down, assert later;
`with slack.deliveries.kept_back() as kept` sends nothing by itself: `send` them in any order, often, with any retry
number, or never: then only history has them. An event goes out again 3 s after it was not acknowledged, 60 and 300 s
later, and on each new connection; `slack.deliveries.gaps = None` leaves the times out.
Strange events: `slack.odd` (other bots, old webhooks, no user, unknown kinds, the bot's own), `slack.emit({...})`.
Lines: `slack.sockets` (disconnect, drop, connections, expire_tickets). Time: `slack.stage.advance(60)`.
Trouble: `slack.fails("chat.postMessage", DropAnswer(), Limited(2))`, `slack.api.faults.rule`, `slack.api.token_error`,
`slack.api.limits.pace = 1`, `slack.scopes.discard(...)`, `slack.go_down()`.
Signed HTTP instead of Socket Mode: `http = slack.use_http(address)`; `http.post(http.letter(body, timestamp="abc"))`.
"""

from tests.peers.slack.deliveries import Ack, Delivery
from tests.peers.slack.faults import (
    Delay,
    Drop,
    DropAnswer,
    Error,
    Fault,
    Garbled,
    HalfClose,
    Hold,
    Limited,
    Status,
)
from tests.peers.slack.peer import SlackPeer
from tests.peers.slack.people import Person, Said
from tests.peers.slack.record import Post, View
from tests.peers.slack.values import JsonObject, JsonValue
from tests.peers.slack.workspace import BOT, BOT_USER, TEAM, Channel, Message

__all__ = [
    "BOT",
    "BOT_USER",
    "TEAM",
    "Ack",
    "Channel",
    "Delay",
    "Delivery",
    "Drop",
    "DropAnswer",
    "Error",
    "Fault",
    "Garbled",
    "HalfClose",
    "Hold",
    "JsonObject",
    "JsonValue",
    "Limited",
    "Message",
    "Person",
    "Post",
    "Said",
    "SlackPeer",
    "Status",
    "View",
]
