"""What people do arrives as Slack tells it, through slack_bolt's own dispatch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.peers.slack import BOT_USER, Delivery, SlackPeer

Heard = list[tuple[str, Any]]
UNDO = {"type": "button", "action_id": "undo", "value": "r1", "text": {"type": "plain_text", "text": "Undo"}}
FORM = {
    "type": "modal",
    "callback_id": "change",
    "title": {"type": "plain_text", "text": "Change"},
    "submit": {"type": "plain_text", "text": "Keep"},
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Text"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


class Bot:
    """Bolt with a handler for each kind of thing; keeps what they were given."""

    def __init__(self, app: AsyncApp) -> None:
        self.heard: Heard = []
        app.event({"type": "message"})(self._event)
        for kind in ("app_mention", "app_home_opened", "reaction_added", "reaction_removed"):
            app.event(kind)(self._event)
        for kind in ("member_joined_channel", "member_left_channel"):
            app.event(kind)(self._event)
        app.command("/satchel")(self._command)
        app.action("undo")(self._action)
        app.view("change")(self._view)
        app.shortcut("keep")(self._shortcut)

    async def _event(self, event: dict[str, Any]) -> None:
        self.heard.append(("event", event))

    async def _command(self, ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack("one moment")
        self.heard.append(("command", body))
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def _action(self, ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        self.heard.append(("action", body))
        await respond(text="undone", replace_original=True)

    async def _view(self, ack: Any, view: dict[str, Any]) -> None:
        text = view["state"]["values"]["words"]["text"]["value"]
        await (ack() if text else ack(response_action="errors", errors={"words": "say something"}))
        self.heard.append(("view", text))

    async def _shortcut(self, ack: Any, shortcut: dict[str, Any]) -> None:
        await ack()
        self.heard.append(("shortcut", shortcut["message"]["text"]))


@pytest.fixture
async def bot(slack: SlackPeer, client: AsyncWebClient) -> AsyncIterator[Bot]:
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, ignoring_self_events_enabled=True)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client)
    bot = Bot(app)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK leaves it bare
    yield bot
    await handler.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it bare


async def events(slack: SlackPeer, bot: Bot, *told: Delivery | None) -> list[dict[str, Any]]:
    await slack.until(lambda: all(one is not None and one.acked for one in told))
    await slack.until(lambda: len(bot.heard) >= len(told))
    return [event for _, event in bot.heard]


async def test_text_comes_escaped_with_tokens_and_rich_text(slack: SlackPeer, bot: Bot) -> None:
    said = slack.person("ada").says("<@U0SATCHEL> 1 < 2 & see https://example.org/?a=1&b=2 <!channel>")
    (event,) = await events(slack, bot, said.delivery)
    assert event["text"] == ("<@U0SATCHEL> 1 &lt; 2 &amp; see <https://example.org/?a=1&amp;b=2> <!channel>")
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0SATCHEL"},
        {"type": "text", "text": " 1 < 2 & see "},
        {"type": "link", "url": "https://example.org/?a=1&b=2"},
        {"type": "text", "text": " "},
        {"type": "broadcast", "range": "channel"},
    ]


async def test_typed_letters_are_no_tokens(slack: SlackPeer, bot: Bot) -> None:
    said = slack.person("ada").types_literally("<!channel>")
    (event,) = await events(slack, bot, said.delivery)
    assert event["text"] == "&lt;!channel&gt;"


async def test_a_mention_comes_twice_with_one_ts_and_two_ids(slack: SlackPeer, bot: Bot) -> None:
    ada = slack.person("ada")
    said = ada.says(f"<@{BOT_USER}> hello", to=slack.channel("general", ada))
    told = await events(slack, bot, *said.deliveries)
    assert sorted(one["type"] for one in told) == ["app_mention", "message"]
    assert {one["ts"] for one in told} == {said.ts}
    assert len({one.event_id for one in said.deliveries}) == 2


async def test_edits_deletions_and_previews_say_how_it_was(slack: SlackPeer, bot: Bot) -> None:
    ada = slack.person("ada")
    said = ada.says("at nine")
    told = [said.delivery, ada.unfurls(said), ada.edits(said, "at ten"), ada.deletes(said)]
    _, preview, edit, deletion = sorted(await events(slack, bot, *told), key=lambda one: str(one["event_ts"]))
    assert preview["message"]["text"] == preview["previous_message"]["text"] == "at nine"
    assert "edited" not in preview["message"]
    assert (edit["message"]["text"], edit["previous_message"]["text"]) == ("at ten", "at nine")
    assert (edit["message"]["ts"], edit["message"]["edited"]["user"]) == (said.ts, ada.id)
    assert (deletion["deleted_ts"], deletion["previous_message"]["text"]) == (said.ts, "at ten")
    assert ada.direct.messages == {}


async def test_a_forward_carries_the_others_words_apart(slack: SlackPeer, bot: Bot) -> None:
    ada, bob = slack.person("ada"), slack.person("bob")
    said = bob.says("pay me", to=slack.channel("elsewhere", bob, bot=False))
    (event,) = await events(slack, bot, ada.forwards(said, "what is this?").delivery)
    (shared,) = event["attachments"]
    assert (event["text"], event["user"]) == ("what is this?", ada.id)
    assert (shared["text"], shared["author_id"], shared["is_share"]) == ("pay me", bob.id, True)


async def test_a_thread_whose_head_is_deleted_keeps_a_stone(slack: SlackPeer, bot: Bot) -> None:
    ada = slack.person("ada")
    head = ada.says("head")
    reply = ada.says("reply", thread=head, broadcast=True)
    told = await events(slack, bot, head.delivery, reply.delivery, ada.deletes(head))
    kinds = {one.get("subtype"): one for one in told}
    assert kinds["thread_broadcast"]["root"]["text"] == "head"
    assert kinds["message_changed"]["message"]["subtype"] == "tombstone"
    assert list(ada.direct.messages) == [head.ts, reply.ts]


async def test_reactions_members_and_home_are_told(slack: SlackPeer, bot: Bot) -> None:
    ada, bob = slack.person("ada"), slack.person("bob")
    channel = slack.channel("general", ada)
    said = ada.says("hello", to=channel)
    told = [said.delivery, ada.reacts(said, "tada"), *bob.joins(channel), ada.opens_home()]
    assert channel.messages[said.ts].reactions == {"tada": [ada.id]}
    heard = await events(slack, bot, *told, ada.unreacts(said, "tada"), bob.leaves(channel))
    kinds = {str(one.get("subtype") or one["type"]): one for one in heard}
    joined = {"member_joined_channel", "channel_join", "member_left_channel"}
    assert set(kinds) == {"message", "reaction_added", "reaction_removed", "app_home_opened", *joined}
    assert kinds["reaction_added"]["item"] == {"type": "message", "channel": channel.id, "ts": said.ts}
    assert (channel.messages[said.ts].reactions, bob.id in channel.members) == ({}, False)


async def test_a_command_opens_a_form_that_is_refused_and_then_sent(slack: SlackPeer, bot: Bot) -> None:
    ada = slack.person("ada")
    ada.commands("change it")
    modal = await slack.until(lambda: slack.bot.modal)
    (shown,) = await slack.until(lambda: slack.bot.ephemerals)
    assert (shown.text, shown.user, shown.via) == ("one moment", ada.id, "ack")
    empty = ada.taps.submit(modal, {"text": ""})
    await slack.until(lambda: empty.acked)
    assert modal.open
    ada.taps.submit(modal, {"text": "the key"})
    await slack.until(lambda: not modal.open)
    await slack.until(lambda: [one for kind, one in bot.heard if kind == "view"] == ["", "the key"])


async def test_a_button_is_pressed_and_its_message_replaced(slack: SlackPeer, bot: Bot, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    actions = [{"type": "actions", "elements": [UNDO]}]
    await client.chat_postMessage(channel=ada.id, text="Noted.", blocks=actions)
    (post,) = slack.bot.posts
    ada.presses(post, "Undo")
    await slack.until(lambda: post.text == "undone")
    ((_, body),) = bot.heard
    assert (body["actions"][0]["value"], body["container"]["message_ts"]) == ("r1", post.ts)
    with pytest.raises(AssertionError, match="0 buttons called 'Undo'"):
        ada.presses(post, "Undo")


async def test_a_shortcut_carries_its_message(slack: SlackPeer, bot: Bot) -> None:
    ada = slack.person("ada")
    said = ada.says("the key")
    ada.taps.shortcut("keep", ada.direct.messages[said.ts])
    await slack.until(lambda: ("shortcut", "the key") in bot.heard)


async def test_a_trigger_serves_once_and_for_three_seconds(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")

    async def refusal(trigger: object) -> str:
        answer = await asyncio.gather(client.views_open(trigger_id=str(trigger), view=FORM), return_exceptions=True)
        return str(getattr(answer[0], "response", {}).get("error"))

    late, good = ada.commands("x").payload["trigger_id"], ada.commands("y").payload["trigger_id"]
    assert [await refusal(good), await refusal(good)] == ["None", "exchanged_trigger_id"]
    slack.stage.advance(3.1)
    assert [await refusal(late), await refusal("1.2.3")] == ["expired_trigger_id", "invalid_trigger_id"]


async def test_a_command_that_nobody_takes_fails_where_the_person_sees_it(slack: SlackPeer) -> None:
    assert slack.person("ada").commands("anybody?").failed == "dispatch_failed"


async def test_a_private_answer_has_buttons_of_its_own(slack: SlackPeer, bot: Bot, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    actions = [{"type": "actions", "elements": [UNDO]}]
    await client.chat_postEphemeral(channel=ada.direct.id, user=ada.id, text="Yours.", blocks=actions)
    (shown,) = slack.bot.ephemerals
    ada.presses(shown, "undo")
    await slack.until(lambda: shown.text == "undone")
    assert bot.heard[0][1]["container"]["is_ephemeral"]
    assert "message" not in bot.heard[0][1]


async def test_a_response_address_serves_five_times(slack: SlackPeer) -> None:
    ada = slack.person("ada")
    answer = AsyncWebhookClient(str(ada.commands("x").payload["response_url"]))
    seen = [(await answer.send(text=str(number))).status_code for number in range(6)]
    assert seen == [200] * 5 + [404]
    late = AsyncWebhookClient(str(ada.commands("x").payload["response_url"]))
    await late.send(text="to all", response_type="in_channel")
    slack.stage.advance(1801)
    assert (await late.send(text="too late")).status_code == 404
    assert [one.text for one in slack.bot.ephemerals] == list("01234")
    assert slack.bot.texts(ada.direct.id) == ["to all"]
