"""The Web API as slack_sdk sees it."""

from __future__ import annotations

from collections.abc import Awaitable
from io import BytesIO

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.peers.slack import BOT_USER, TEAM, SlackPeer

METADATA = {"event_type": "satchel_part", "event_payload": {"key": "k1"}}


async def refused(call: Awaitable[AsyncSlackResponse]) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_the_bot_learns_who_it_is(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (BOT_USER, TEAM)
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


async def test_arguments_come_by_query_form_json_and_multipart(slack: SlackPeer, client: AsyncWebClient) -> None:
    channel = slack.channel("general").id
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
    said = {"channel": channel, "text": "hello"}
    await client.api_call("chat.postMessage", json={**said, "blocks": [block], "metadata": METADATA})
    written = {**said, "blocks": '[{"type":"section","text":{"type":"mrkdwn","text":"hello"}}]'}
    await client.api_call("chat.postMessage", data={**written, "metadata": str(METADATA).replace("'", '"')})
    await client.api_call("chat.postMessage", http_verb="GET", params=written)
    await client.api_call("chat.postMessage", data=written, files={"extra": BytesIO(b"bytes")})
    assert [post.blocks for post in slack.bot.posts] == [[{**block, "block_id": "p0"}]] * 4
    assert [post.metadata for post in slack.bot.posts] == [METADATA, METADATA, None, None]


async def test_a_post_is_recorded_and_told_to_the_bot_itself(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    said = ada.says("remind me")
    answer = await client.chat_postMessage(channel=said.channel, text="done", thread_ts=said.ts, metadata=METADATA)
    (post,) = slack.bot.posts
    assert (post.ts, post.thread, post.text, post.metadata) == (answer["ts"], said.ts, "done", METADATA)
    event = slack.deliveries.all[-1].event
    assert (event["user"], event["bot_id"], event["parent_user_id"]) == (BOT_USER, "B0SATCHEL", ada.id)
    assert "metadata" not in event


async def test_a_post_to_a_person_goes_to_the_direct_conversation(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    answer = await client.chat_postMessage(channel=ada.id, text="hello")
    opened = await client.conversations_open(users=ada.id)
    assert answer["channel"] == opened["channel"]["id"] == ada.direct.id


async def test_history_has_metadata_only_where_it_is_asked_for(slack: SlackPeer, client: AsyncWebClient) -> None:
    channel = slack.channel("general").id
    await client.chat_postMessage(channel=channel, text="one", metadata=METADATA)
    plain = await client.conversations_history(channel=channel)
    full = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == METADATA


async def test_history_is_a_window_cut_into_pages(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    channel = slack.channel("general", ada)
    said = [ada.says(str(number), to=channel) for number in range(7)]
    ada.says("seen in the thread alone", to=channel, thread=said[2])

    async def texts(oldest: str = "", latest: str = "", *, inclusive: bool = False) -> list[list[str]]:
        pages = await client.conversations_history(
            channel=channel.id, limit=2, inclusive=inclusive, oldest=oldest, latest=latest
        )
        return [[message["text"] for message in page["messages"]] async for page in pages]

    assert await texts() == [["6", "5"], ["4", "3"], ["2", "1"], ["0"]]
    assert await texts(oldest=said[1].ts, latest=said[4].ts) == [["3", "2"]]
    assert await texts(oldest=said[2].ts, latest=said[4].ts, inclusive=True) == [["4", "3"], ["2"]]


async def test_what_is_said_meanwhile_shifts_no_page(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    channel = slack.channel("general", ada)
    for number in range(4):
        ada.says(str(number), to=channel)
    first = await client.conversations_history(channel=channel.id, limit=2)
    ada.says("meanwhile", to=channel)
    second = await client.conversations_history(
        channel=channel.id, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [one["text"] for one in [*first["messages"], *second["messages"]]] == ["3", "2", "1", "0"]


async def test_a_thread_comes_with_its_head_first(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    channel = slack.channel("general", ada)
    head = ada.says("head", to=channel)
    replies = [ada.says(f"reply {number}", to=channel, thread=head) for number in range(3)]
    answer = await client.conversations_replies(channel=channel.id, ts=head.ts, oldest=replies[0].ts)
    assert [one["text"] for one in answer["messages"]] == ["head", "reply 1", "reply 2"]
    assert answer["messages"][0]["reply_count"] == 3
    assert answer["messages"][0]["thread_ts"] == head.ts


async def test_updates_deletions_and_reactions_are_done_and_told(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    said = ada.says("note this")
    await client.reactions_add(channel=said.channel, timestamp=said.ts, name="memo")
    assert (
        await refused(client.reactions_add(channel=said.channel, timestamp=said.ts, name="memo")) == "already_reacted"
    )
    await client.reactions_remove(channel=said.channel, timestamp=said.ts, name="memo")
    post = await client.chat_postMessage(channel=said.channel, text="draft")
    await client.chat_update(channel=said.channel, ts=post["ts"], text="final")
    await client.chat_delete(channel=said.channel, ts=post["ts"])
    kinds = [one.event.get("subtype") or one.event["type"] for one in slack.deliveries.all]
    changed, deleted = slack.deliveries.all[-2].event, slack.deliveries.all[-1].event
    assert kinds[1:] == ["reaction_added", "reaction_removed", "message", "message_changed", "message_deleted"]
    assert changed["previous_message"]["text"] == "draft"  # type: ignore[index, call-overload]  # JSON of a known shape
    assert deleted["deleted_ts"] == post["ts"]
    (kept,) = slack.bot.posts
    assert (kept.versions, kept.deleted) == (["draft", "final"], True)
    assert await refused(client.chat_update(channel=said.channel, ts=said.ts, text="mine")) == "cant_update_message"
    assert await refused(client.chat_delete(channel=said.channel, ts=post["ts"])) == "message_not_found"


async def test_a_status_is_recorded(slack: SlackPeer, client: AsyncWebClient) -> None:
    said = slack.person("ada").says("think")
    await client.assistant_threads_setStatus(channel_id=said.channel, thread_ts=said.ts, status="is thinking")
    assert [(one.thread, one.text) for one in slack.bot.statuses] == [(said.ts, "is thinking")]


async def test_a_broadcast_in_a_posted_text_rings(slack: SlackPeer, client: AsyncWebClient) -> None:
    channel = slack.channel("general").id
    for text in ("<!channel> look", "&lt;!channel&gt; a < b & c", "<https://example.org|here>"):
        await client.chat_postMessage(channel=channel, text=text)
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "psst <!here>"}}
    await client.chat_postMessage(channel=channel, text="quiet", blocks=[block])
    assert [post.pings for post in slack.bot.posts] == [("<!channel>",), (), (), ("<!here>",)]
    assert slack.bot.posts[1].text == "&lt;!channel&gt; a &lt; b &amp; c"


async def test_a_permalink_names_channel_moment_and_thread(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    head = ada.says("head")
    reply = ada.says("reply", thread=head)
    answer = await client.chat_getPermalink(channel=head.channel, message_ts=reply.ts)
    digits = reply.ts.replace(".", "")
    wanted = f"https://peer.slack.com/archives/{head.channel}/p{digits}?thread_ts={head.ts}&cid={head.channel}"
    assert answer["permalink"] == wanted


async def test_errors_are_those_of_slack(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    ours, theirs = slack.channel("ours", ada), slack.channel("theirs", ada, bot=False)
    secret = slack.channel("secret", ada, kind="group", bot=False)
    assert await refused(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    assert await refused(client.chat_postMessage(channel=theirs.id, text="x")) == "not_in_channel"
    assert await refused(client.chat_postMessage(channel=secret.id, text="x")) == "channel_not_found"
    assert await refused(client.chat_postMessage(channel=ours.id, text="x" * 40_001)) == "msg_too_long"
    assert await refused(client.api_call("chat.postMessage", json={"channel": ours.id, "text": " "})) == "no_text"
    assert await refused(client.chat_postMessage(channel=ours.id, text="x", thread_ts="1.0")) == "invalid_thread_ts"
    missing = client.chat_postMessage(channel=ours.id, text="x", thread_ts="1.000000")
    assert await refused(missing) == "thread_not_found"
    slack.scopes.discard("reactions:write")
    assert await refused(client.reactions_add(channel=ours.id, timestamp="1.0", name="memo")) == "missing_scope"
    slack.odd.archived(ours, ada.id)
    assert await refused(client.chat_postMessage(channel=ours.id, text="x")) == "is_archived"
    assert await refused(client.api_call("planets.align")) == "unknown_method"
    assert await refused(client.api_call("apps.connections.open")) == "not_allowed_token_type"
    slack.api.token_error = "token_revoked"
    assert await refused(client.auth_test()) == "token_revoked"
    stranger = AsyncWebClient(token="xoxb-of-nobody", base_url=slack.api_url, session=client.session)
    slack.api.token_error = ""
    assert await refused(stranger.auth_test()) == "invalid_auth"
    assert slack.bot.posts == []


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}},
        {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
        {"type": "section"},
        {"type": "carpet"},
        {"type": "actions", "elements": []},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}}]},
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "mrkdwn", "text": "x"}}]},
    ],
)
async def test_ill_made_blocks_are_refused(slack: SlackPeer, client: AsyncWebClient, block: dict[str, object]) -> None:
    channel = slack.channel("general").id
    assert await refused(client.chat_postMessage(channel=channel, text="x", blocks=[block])) == "invalid_blocks"


async def test_members_and_channels_are_listed_in_pages(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada, bob = slack.person("ada"), slack.person("bob")
    channel = slack.channel("general", ada, bob)
    slack.channel("elsewhere", ada, bot=False)
    pages = await client.conversations_members(channel=channel.id, limit=2)
    assert [page["members"] async for page in pages] == [[ada.id, bob.id], [BOT_USER]]
    listed = await client.users_conversations(types="public_channel,im")
    assert [one["id"] for one in listed["channels"]] == [channel.id]
    joined = await client.conversations_join(channel=slack.channel("open", ada, bot=False).id)
    assert joined["channel"]["is_member"]
    assert (await client.users_info(user=ada.id))["user"]["tz"] == "Europe/Berlin"


async def test_a_file_is_bytes_for_the_token_and_a_page_without(slack: SlackPeer, client: AsyncWebClient) -> None:
    content = bytes(range(256)) * 100
    file = slack.file("photo.png", content, "image/png")
    said = slack.person("ada").says("look", files=[file])
    assert said.delivery.event["subtype"] == "file_share"
    about = (await client.files_info(file=str(file["id"])))["file"]
    assert isinstance(client.session, aiohttp.ClientSession)
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with client.session.get(about["url_private"], headers=headers) as good:
        assert (good.status, good.content_type, await good.read()) == (200, "image/png", content)
    async with client.session.get(about["url_private"]) as bare:
        assert (bare.status, bare.content_type) == (200, "text/html")
        assert "Sign in" in await bare.text()


async def test_the_bot_sends_a_file_in_three_steps(slack: SlackPeer, client: AsyncWebClient) -> None:
    ada = slack.person("ada")
    said = ada.says("export it")
    await client.files_upload_v2(
        channel=said.channel, thread_ts=said.ts, filename="notes.txt", content="the key", initial_comment="Here."
    )
    (post,) = slack.bot.posts
    assert (post.text, post.thread, [slack.content(one) for one in post.files]) == ("Here.", said.ts, [b"the key"])
