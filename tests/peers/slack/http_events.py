"""Events by signed HTTP: Slack posts, waits three seconds for a 200, and tries three times more."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.peers.slack.deliveries import Attempt, Deliveries, Delivery
from tests.peers.slack.signing import signature
from tests.peers.slack.stage import Stage
from tests.peers.slack.values import JsonValue, loaded
from tests.peers.slack.world import VERIFICATION

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One POST as it went out; sent once more it is a replay."""

    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the bot's server said."""

    status: int
    text: str
    headers: Mapping[str, str]


class HttpEvents:
    """The way to a bot that listens at `address`. `letters` and `answers` are what went out and came back."""

    ready = True

    def __init__(self, address: str, secret: str, stage: Stage, deliveries: Deliveries) -> None:
        self._address = address
        self._secret = secret
        self._stage = stage
        self._deliveries = deliveries
        self.letters: list[Letter] = []
        self.answers: list[Answer] = []

    def push(self, delivery: Delivery, attempt: Attempt) -> None:
        attempt.route = "http"
        self._stage.spawn(lambda: self._deliver(delivery, attempt))

    def letter(
        self, body: str, *, kind: str = JSON, timestamp: str | None = "", signed: str | None = "", **more: str
    ) -> Letter:
        """A request, rightly signed now; another `timestamp` or signature where given, None for none at all.

        A given timestamp is signed rightly too, unless `signed` says otherwise.
        """
        moment = str(int(time.time())) if timestamp == "" else timestamp
        mark = signature(self._secret, moment or "", body) if signed == "" else signed
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", **more}
        headers |= {} if moment is None else {"X-Slack-Request-Timestamp": moment}
        headers |= {} if mark is None else {"X-Slack-Signature": mark}
        return Letter(body=body, headers=headers)

    async def post(self, letter: Letter) -> Answer:
        """Sends it on the loop that this is awaited on; ConnectionError or aiohttp.ClientError where nobody answers."""
        self.letters.append(letter)
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._address, data=letter.body.encode(), headers=letter.headers) as response,
        ):
            answer = Answer(status=response.status, text=await response.text(), headers=dict(response.headers))
        self.answers.append(answer)
        return answer

    async def verify(self, challenge: str = "a-challenge") -> Answer:
        """The question that Slack asks when an address is put into the app's settings."""
        asks = {"token": VERIFICATION, "challenge": challenge, "type": "url_verification"}
        return await self.post(self.letter(json.dumps(asks)))

    def written(self, delivery: Delivery, attempt: Attempt | None = None) -> Letter:
        """The request that carries a delivery."""
        repeat = {} if attempt is None or not attempt.number else _repeat(attempt)
        match delivery.what:
            case "events_api":
                return self.letter(json.dumps(delivery.payload), **repeat)
            case "slash_commands":
                return self.letter(urlencode({name: str(value) for name, value in delivery.payload.items()}), kind=FORM)
        return self.letter(urlencode({"payload": json.dumps(delivery.payload)}), kind=FORM)

    async def _deliver(self, delivery: Delivery, attempt: Attempt) -> None:
        letter, late = self.written(delivery, attempt), asyncio.Event()
        self._stage.after(self._deliveries.patience, late.set)
        asking, waiting = asyncio.create_task(self.post(letter)), asyncio.create_task(late.wait())
        try:
            await asyncio.wait({asking, waiting}, return_when=asyncio.FIRST_COMPLETED)
            self._judge(delivery, attempt, asking)
        finally:
            asking.cancel()
            waiting.cancel()

    def _judge(self, delivery: Delivery, attempt: Attempt, asking: asyncio.Task[Answer]) -> None:
        if not asking.done():
            return self._deliveries.missed(delivery, attempt, "http_timeout")
        if isinstance(asking.exception(), aiohttp.ClientError | ConnectionError):
            return self._deliveries.missed(delivery, attempt, "connection_failed")
        answer = asking.result()
        if answer.status == 200:
            self._deliveries.acknowledge(attempt.envelope, _said(answer.text))
        elif answer.headers.get("X-Slack-No-Retry") == "1":
            self._deliveries.give_up(delivery, "no retry wanted")
        else:
            self._deliveries.missed(delivery, attempt, "http_error")
        return None


def _repeat(attempt: Attempt) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.reason}


def _said(text: str) -> JsonValue:
    try:
        return loaded(text) if text else None
    except ValueError:
        return {"text": text}
