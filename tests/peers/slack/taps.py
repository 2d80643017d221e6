"""What somebody does with what the bot drew: commands, buttons, forms, shortcuts."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from tests.peers.slack.deliveries import Delivery
from tests.peers.slack.record import Ephemeral, Errand, Post, View
from tests.peers.slack.values import JsonObject, JsonValue, items, mapping, objects, string
from tests.peers.slack.workspace import APP, BOT, DOMAIN, TEAM, Channel, Message, User
from tests.peers.slack.world import VERIFICATION, World

PATIENCE = 3.0
LIFE_OF_A_RESPONSE = 1800.0


class Taps:
    """One person's hands."""

    _numbers = itertools.count(1)

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._user = user

    def command(self, command: str, text: str, channel: Channel) -> Delivery:
        body: JsonObject = {
            "token": VERIFICATION,
            "team_id": TEAM,
            "team_domain": DOMAIN,
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.kind == "im" else channel.name,
            "user_id": self._user.id,
            "user_name": self._user.name,
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self._response_url(channel.id),
            "trigger_id": self._trigger(channel.id),
        }
        return self._world.deliveries.add("slash_commands", body)

    def press(self, on: Post | Ephemeral | View, button: str, channel: Channel) -> Delivery:
        drawn = on.content.get("blocks") if isinstance(on, View) else on.blocks
        moment = self._world.space.ts()
        body = self._interaction("block_actions", channel.id)
        body |= {"actions": [{**_action(drawn, button), "action_ts": moment}], "state": {"values": {}}}
        if isinstance(on, View):
            about: JsonObject = {"type": "view", "view_id": on.id}
            return self._add({**body, "view": on.as_json(TEAM, BOT), "container": about})
        about = {"type": "message", "message_ts": moment, "channel_id": on.channel, "is_ephemeral": True}
        if isinstance(on, Post):
            about |= {"message_ts": on.ts, "is_ephemeral": False}
            body["message"] = self._world.space.channels[on.channel].messages[on.ts].as_json()
        place: JsonObject = {"id": channel.id, "name": channel.name or "directmessage"}
        url = self._response_url(channel.id, on)
        return self._add({**body, "container": about, "channel": place, "response_url": url})

    def submit(self, view: View, values: Mapping[str, JsonValue]) -> Delivery:
        """Fills in a form, by action id, and sends it."""
        inputs = {string(one.get("action_id")) for one in _elements(view)}
        assert set(values) <= inputs, f"the form has {sorted(inputs)}, not {sorted(set(values) - inputs)}"
        state: JsonObject = {"values": _state(view, values)}
        body = self._interaction("view_submission", "")
        return self._add({**body, "view": {**view.as_json(TEAM, BOT), "state": state}, "response_urls": []})

    def close(self, view: View) -> Delivery:
        """Closes a form without sending it."""
        view.open = False
        body = self._interaction("view_closed", "")
        return self._add({**body, "view": view.as_json(TEAM, BOT), "is_cleared": False})

    def shortcut(self, callback: str, message: Message | None = None) -> Delivery:
        """Uses a shortcut: of the workspace, or on a message."""
        if message is None:
            return self._add({**self._interaction("shortcut", ""), "callback_id": callback, "action_ts": "1.0"})
        body = self._interaction("message_action", message.channel)
        body |= {"message": message.as_json(), "message_ts": message.ts, "channel": {"id": message.channel}}
        url = self._response_url(message.channel)
        return self._add({**body, "callback_id": callback, "action_ts": "1.0", "response_url": url})

    def _add(self, body: JsonObject) -> Delivery:
        return self._world.deliveries.add("interactive", body)

    def _interaction(self, kind: str, channel: str) -> JsonObject:
        who: JsonObject = {"id": self._user.id, "username": self._user.name, "name": self._user.name, "team_id": TEAM}
        return {
            "type": kind,
            "user": who,
            "api_app_id": APP,
            "token": VERIFICATION,
            "trigger_id": self._trigger(channel),
            "team": {"id": TEAM, "domain": DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _trigger(self, channel: str) -> str:
        trigger = f"{next(self._numbers)}.peer.trigger"
        until = self._world.stage.now() + PATIENCE
        self._world.triggers[trigger] = Errand(user=self._user.id, channel=channel, until=until)
        return trigger

    def _response_url(self, channel: str, on: Post | Ephemeral | None = None) -> str:
        path = f"/commands/{TEAM}/{next(self._numbers)}/peer"
        until = self._world.stage.now() + LIFE_OF_A_RESPONSE
        self._world.responses[path] = Errand(user=self._user.id, channel=channel, until=until, on=on)
        return f"{self._world.address}{path}"


def _action(drawn: JsonValue, button: str) -> JsonObject:
    found = []
    for block in items(drawn):
        for one in objects(block):
            label = string(mapping(one.get("text")).get("text"))
            if one.get("action_id") and button in (one.get("action_id"), one.get("value"), label):
                found.append({**one, "block_id": mapping(block).get("block_id") or "b1"})
    assert len(found) == 1, f"{len(found)} buttons called {button!r} in {drawn!r}"
    return found[0]


def _elements(view: View) -> list[Mapping[str, JsonValue]]:
    return [mapping(mapping(block).get("element")) for block in items(view.content.get("blocks"))]


def _state(view: View, values: Mapping[str, JsonValue]) -> JsonObject:
    state: JsonObject = {}
    for place, block in enumerate(items(view.content.get("blocks"))):
        element = mapping(mapping(block).get("element"))
        name = string(element.get("action_id"))
        if name:
            value = values.get(name)
            filled = dict(value) if isinstance(value, Mapping) else {"value": value}
            state[string(mapping(block).get("block_id")) or f"p{place}"] = {name: {"type": element["type"], **filled}}
    return state
