"""Where people read the commands that we name, and what becomes of them when they type them there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import unescape

from adapters.console.translate import console_conversation
from adapters.console.translate import heard as typed_at_home
from adapters.console.translate import rendered as at_home
from adapters.matrix.addresses import conversation as matrix_conversation
from adapters.matrix.render import rendered as on_matrix
from adapters.matrix.translate import events_of as matrix_events
from adapters.slack.addresses import conversation as slack_conversation
from adapters.slack.doing import Doing, deed
from adapters.slack.render import rendered as on_slack
from adapters.telegram.bodies import read
from adapters.telegram.render import rendered as on_telegram
from bot.commands import NAMES
from bot.events import Event
from bot.ids import Conversation
from bot.replies import Part, Reply
from tests.adapters_matrix import events as matrix
from tests.adapters_slack import told as slack
from tests.adapters_telegram.scene import Scene
from tests.builders import MORNING
from tests.peers.slack.values import objects, string


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`shown` gives the commands that people see in a part; `typed` what arrives when one of them is typed there."""

    where: Conversation
    render: Callable[[Conversation, Reply], tuple[Part, ...]]
    shown: Callable[[Part], list[str]]
    typed: Callable[[str], Event]

    def named(self, reply: Reply) -> list[str]:
        """The commands in a reply, as people see them."""
        return [command for part in self.render(self.where, reply) for command in self.shown(part)]


def places() -> Mapping[str, Place]:
    """All the kinds of them."""
    direct = {"type": "message", "channel": "D1"}
    channel = {"channel": "C1", "channel_type": "channel"}
    return {
        "terminal": Place(
            where=console_conversation(),
            render=lambda _, reply: at_home(reply),
            shown=lambda part: re.findall(r"^to be typed: (.*)$", part.body, re.MULTILINE),
            typed=lambda text: typed_at_home(text, "m1", MORNING, "Ada"),
        ),
        **{f"telegram, {kind}": _telegram(kind) for kind in ("private", "group", "supergroup")},
        "slack, direct": _slack(direct, _slash),
        "slack, direct, in a thread": _slack({**direct, "thread_ts": "1.000001"}, _said_on_slack),
        "slack, channel": _slack({**channel, "thread_ts": slack.TS}, _said_on_slack),
        "matrix, direct": _matrix(matrix.ADA),
        "matrix, group": _matrix(*matrix.GROUP),
    }


def _telegram(kind: str) -> Place:
    scene = Scene()
    scene.me = replace(scene.me, commands=frozenset(NAMES))
    chat = getattr(scene, kind)

    def shown(part: Part) -> list[str]:
        body = read(part.body)
        units = body.text.encode("utf-16-le")
        return [
            units[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le")
            for each in body.entities
            if each.type == "code"
        ]

    return Place(
        where=scene.address(chat),
        render=on_telegram,
        shown=shown,
        typed=lambda text: scene.message(scene.peer.says(scene.ada, chat, text)),
    )


def _slack(fields: Mapping[str, str], typed: Callable[[str, Mapping[str, str]], Event]) -> Place:
    where = slack_conversation(slack.ME, fields["channel"], slack.TS, fields.get("thread_ts", ""))

    def shown(part: Part) -> list[str]:
        blocks = json.loads(part.body)["blocks"]
        return [string(each.get("text")) for each in objects(blocks) if each.get("style") == {"code": True}]

    return Place(where=where, render=on_slack, shown=shown, typed=lambda text: typed(text, fields))


def _slash(text: str, fields: Mapping[str, str]) -> Event:
    """Slack knows no other command of ours, and sends none of its own to anybody."""
    command, _, words = text.partition(" ")
    assert command == "/satchel"
    body = {"command": command, "text": words, "user_id": "U1", "trigger_id": "t1", "channel_id": fields["channel"]}
    direct = slack_conversation(slack.ME, fields["channel"], slack.TS, "")
    done = deed(body, slack.ME, slack.NAMES, direct, Doing(at=MORNING, commands=NAMES))
    assert done.event is not None
    return done.event


def _said_on_slack(text: str, fields: Mapping[str, str]) -> Event:
    """No command can be typed in a thread; a name behind an @ is chosen from those that Slack offers."""
    assert not text.startswith("/")
    return slack.message(**fields, text=text.replace("@satchel", "<@U0ME>"))


def _matrix(*others: str) -> Place:
    me = replace(matrix.ME, commands=NAMES)
    scene = replace(matrix.scene(*others), me=me)

    def shown(part: Part) -> list[str]:
        return [unescape(code) for code in re.findall("<code>(.*?)</code>", json.loads(part.body).get("html", ""))]

    def typed(text: str) -> Event:
        # Element takes what begins with a stroke for a command of its own, and refuses those that it does not know.
        assert not text.startswith("/")
        (event,) = matrix_events(matrix.said(text), scene)
        return event

    return Place(where=matrix_conversation(me.account, matrix.ROOM, ""), render=on_matrix, shown=shown, typed=typed)
