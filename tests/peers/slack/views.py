"""The methods views.*, and what the bot answers with when it acknowledges a form or a command."""

from __future__ import annotations

from tests.peers.slack import blocks
from tests.peers.slack.arguments import Args, Refused
from tests.peers.slack.deliveries import Ack
from tests.peers.slack.mrkdwn import normalised
from tests.peers.slack.record import Ephemeral, View
from tests.peers.slack.values import JsonObject, mapping, string
from tests.peers.slack.workspace import BOT, TEAM
from tests.peers.slack.world import World


def opened(world: World, args: Args) -> JsonObject:
    """A modal; the trigger serves once, and not for long."""
    errand = world.triggers.get(args.needed("trigger_id"))
    if errand is None:
        raise Refused("invalid_trigger_id")
    if errand.used:
        raise Refused("exchanged_trigger_id")
    if world.stage.now() > errand.until:
        raise Refused("expired_trigger_id")
    content = blocks.view(args.structure("view", "invalid_arguments"))
    errand.used += 1
    view = View(id=world.space.new_id("V"), user=errand.user, content=content)
    world.bot.modals.append(view)
    return {"view": view.as_json(TEAM, BOT)}


def published(world: World, args: Args) -> JsonObject:
    """Somebody's home tab."""
    user = args.needed("user_id")
    if user not in world.space.users:
        raise Refused("user_not_found")
    content = blocks.view(args.structure("view", "invalid_arguments"))
    view = View(id=world.space.new_id("V"), user=user, content=content)
    world.bot.homes[user] = view
    return {"view": view.as_json(TEAM, BOT)}


def updated(world: World, args: Args) -> JsonObject:
    """Draws an open modal anew."""
    wanted = args.needed("view_id")
    view = next((one for one in world.bot.modals if one.id == wanted), None)
    if view is None:
        raise Refused("not_found")
    view.content = blocks.view(args.structure("view", "invalid_arguments"))
    return {"view": view.as_json(TEAM, BOT)}


def answered(world: World, ack: Ack) -> None:
    """What an acknowledgement carries has effects of its own: a text, or another state of the form."""
    said, told = mapping(ack.payload), ack.delivery.payload
    if ack.delivery.what == "slash_commands" and (said.get("text") or said.get("blocks")):
        text, user, channel = (string(one) for one in (said.get("text"), told["user_id"], told["channel_id"]))
        drawn = blocks.checked(said.get("blocks"))
        shown = Ephemeral(channel=channel, user=user, versions=[normalised(text)], blocks=drawn, via="ack")
        world.bot.ephemerals.append(shown)
    if told.get("type") == "view_submission":
        _answer_form(world, string(mapping(told.get("view")).get("id")), said.get("response_action"), said)


def _answer_form(world: World, view_id: str, action: object, said: object) -> None:
    view = next((one for one in world.bot.modals if one.id == view_id), None)
    if view is None:
        return
    drawn = mapping(mapping(said if isinstance(said, dict) else {}).get("view"))
    if action == "update":
        view.content = blocks.view(drawn)
    elif action != "errors":
        view.open = False
