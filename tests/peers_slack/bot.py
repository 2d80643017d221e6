"""A small bot as a process of its own: answers each message in its thread, once, and then acknowledges it."""

from __future__ import annotations

import asyncio
import os

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient


async def answer(socket: SocketModeClient, request: SocketModeRequest) -> None:
    event, client = request.payload["event"], socket.web_client
    channel, ts = event["channel"], event["ts"]
    if "bot_id" not in event:
        thread = await client.conversations_replies(channel=channel, ts=ts, include_all_metadata=True)
        if not any(message.get("metadata") for message in thread["messages"]):
            metadata = {"event_type": "answer", "event_payload": {"key": ts}}
            await client.chat_postMessage(channel=channel, thread_ts=ts, text=event["text"], metadata=metadata)
    await socket.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


async def run() -> None:
    client = AsyncWebClient(token=os.environ["BOT_TOKEN"], base_url=os.environ["API_URL"])
    socket = SocketModeClient(app_token=os.environ["APP_TOKEN"], web_client=client)
    socket.socket_mode_request_listeners.append(answer)  # type: ignore[arg-type]  # it is given this very client
    await socket.connect()  # type: ignore[no-untyped-call]  # the SDK leaves it bare
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run())
