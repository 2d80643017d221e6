"""Signed HTTP events, judged by slack_bolt's own dispatch."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.peers.slack import SlackPeer
from tests.peers.slack.http_events import HttpEvents

CHALLENGE = '{"type": "url_verification", "challenge": "c"}'


class Server:
    """A bot behind an address. `status`: answers with that alone; 0 takes it, -1 says nothing for ever."""

    def __init__(self, app: AsyncApp) -> None:
        self.app = app
        self.address = ""
        self.status = 0
        self.headers: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.texts: list[str] = []
        app.event("message")(self._hear)
        app.command("/satchel")(self._command)
        app.action("undo")(self._press)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        retry = request.headers.get("X-Slack-Retry-Num", ""), request.headers.get("X-Slack-Retry-Reason", "")
        self.asked.append(retry)
        if self.status < 0:
            await asyncio.Event().wait()
        if self.status:
            return web.Response(status=self.status, headers=self.headers)
        return await to_aiohttp_response(await self.app.async_dispatch(await to_bolt_request(request)))

    async def _hear(self, event: dict[str, Any]) -> None:
        self.texts.append(event["text"])

    async def _press(self, ack: Any, action: dict[str, Any]) -> None:
        self.texts.append(action["value"])
        await ack()

    async def _command(self, ack: Any) -> None:
        await ack("one moment")


@pytest.fixture
async def server(slack: SlackPeer, client: AsyncWebClient) -> AsyncIterator[Server]:
    server = Server(AsyncApp(client=client, signing_secret=slack.signing_secret))
    app = web.Application()
    app.router.add_post("/slack/events", server.answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.address = "http://{}:{}/slack/events".format(*runner.addresses[0][:2])
    yield server
    await runner.cleanup()


@pytest.fixture
def http(slack: SlackPeer, server: Server) -> HttpEvents:
    return slack.use_http(server.address)


async def test_an_event_is_posted_signed_and_counts_as_acknowledged_at_200(
    slack: SlackPeer, server: Server, http: HttpEvents
) -> None:
    said = slack.person("ada").says("hällo")
    await slack.until(lambda: said.delivery.acked)
    await slack.until(lambda: server.texts == ["hällo"])
    assert (server.asked, [one.status for one in http.answers]) == ([("", "")], [200])


async def test_an_address_is_verified_by_its_answer(http: HttpEvents) -> None:
    answer = await http.verify("of this peer")
    assert (answer.status, json.loads(answer.text)["challenge"]) == (200, "of this peer")


async def test_a_command_and_its_answer_go_by_form(slack: SlackPeer, http: HttpEvents) -> None:
    slack.person("ada").commands("list & <more>")
    (shown,) = await slack.until(lambda: slack.bot.ephemerals)
    assert (shown.text, http.letters[0].headers["Content-Type"]) == (
        "one moment",
        "application/x-www-form-urlencoded",
    )


async def test_a_pressed_button_goes_by_form(
    slack: SlackPeer, client: AsyncWebClient, server: Server, http: HttpEvents
) -> None:
    ada = slack.person("ada")
    button = {"type": "button", "action_id": "undo", "value": "r1 & r2", "text": {"type": "plain_text", "text": "Undo"}}
    await client.chat_postMessage(channel=ada.id, text="Noted.", blocks=[{"type": "actions", "elements": [button]}])
    pressed = ada.presses(slack.bot.posts[0], "Undo")
    await slack.until(lambda: pressed.acked)
    assert server.texts == ["r1 & r2"]
    assert {letter.body[:8] for letter in http.letters} == {'{"token"', "payload="}


async def test_what_is_not_answered_with_200_comes_thrice_more(
    slack: SlackPeer, server: Server, http: HttpEvents
) -> None:
    server.status, slack.deliveries.gives_up = 500, True
    said = slack.person("ada").says("again")
    for number, seconds in ((2, 60), (3, 300)):
        await slack.until(lambda number=number: len(http.answers) == number)  # type: ignore[misc]  # pins the value
        slack.stage.advance(seconds)
    await slack.until(lambda: said.delivery.failed == "no retry left")
    assert server.asked == [("", ""), *((str(number), "http_error") for number in (1, 2, 3))]


async def test_silence_is_a_time_out_by_the_clock_and_then_tried_again(
    slack: SlackPeer, server: Server, http: HttpEvents
) -> None:
    server.status = -1
    said = slack.person("ada").says("again")
    await slack.until(lambda: server.asked)
    server.status = 0
    slack.stage.advance(3)
    await slack.until(lambda: said.delivery.acked)
    assert server.asked == [("", ""), ("1", "http_timeout")]
    assert len(http.letters) == 2


async def test_a_bot_may_want_no_retry(slack: SlackPeer, server: Server, http: HttpEvents) -> None:
    server.status, server.headers = 400, {"X-Slack-No-Retry": "1"}
    said = slack.person("ada").says("never again")
    await slack.until(lambda: said.delivery.failed == "no retry wanted")
    assert len(http.letters) == 1


async def test_nobody_at_the_address_is_tried_again(slack: SlackPeer, server: Server, http: HttpEvents) -> None:
    nobody = slack.use_http("http://127.0.0.1:1/")
    said = slack.person("ada").says("again")
    await slack.until(lambda: len(nobody.letters) == 2)
    slack.deliveries.route = http
    slack.stage.advance(60)
    await slack.until(lambda: said.delivery.acked)
    assert server.asked == [("2", "connection_failed")]


@pytest.mark.parametrize(
    ("timestamp", "signed"),
    [("abc", ""), ("-5", ""), (None, ""), (str(int(time.time()) - 3000), ""), ("", "v0=bad"), ("", None)],
)
async def test_what_is_ill_signed_is_refused(http: HttpEvents, timestamp: str | None, signed: str | None) -> None:
    letter = http.letter(CHALLENGE, timestamp=timestamp, signed=signed)
    assert (await http.post(letter)).status in (401, 500)


async def test_a_replayed_request_is_the_same_to_the_letter(slack: SlackPeer, server: Server, http: HttpEvents) -> None:
    said = slack.person("ada").says("once")
    await slack.until(lambda: said.delivery.acked)
    await http.post(http.letters[0])
    assert http.letters[0] is http.letters[1]
    await slack.until(lambda: server.texts == ["once", "once"])


async def test_the_age_of_a_timestamp_is_exact(http: HttpEvents) -> None:
    letters = [http.letter(CHALLENGE, timestamp=str(int(time.time()) - age)) for age in (290, 301)]
    assert [(await http.post(letter)).status for letter in letters] == [200, 401]
