"""The bytes of a file that somebody sent, with the bot's token; it is shown to Slack alone."""

from __future__ import annotations

from urllib.parse import urlsplit

import aiohttp

from adapters.slack.errors import translated
from adapters.slack.fields import Raw, inner, text
from adapters.slack.web import Web
from bot.errors import MaybeSent, NeverSent, Undeliverable

SLACKS_OWN = (".slack.com", ".slack-edge.com")
HTML = "text/html"
PIECE = 2**16


async def fetched(web: Web, api: str, file_id: str, limit: int) -> bytes:
    """Raises DeliveryError for a file that is gone, too large, or not ours to have."""
    file = inner(await web.ask("files.info", file=file_id), "file")
    address = text(file, "url_private_download") or text(file, "url_private")
    if not _is_slacks(address, api):
        raise Undeliverable("that file does not lie with Slack, so I cannot fetch it")
    try:
        return await _downloaded(web, address, file, limit)
    except MaybeSent as lost:
        raise NeverSent("Slack did not give me all of that file; I try again") from lost.__cause__


async def _downloaded(web: Web, address: str, file: Raw, limit: int) -> bytes:
    with translated():
        headers = {name: str(value) for name, value in web.bearer.items()}
        async with web.session.get(address, headers=headers, allow_redirects=False) as response:
            _refuse(response, file)
            return await _read(response, limit)


def _is_slacks(address: str, api: str) -> bool:
    """Whether the token may be shown there."""
    place = urlsplit(address)
    host = place.hostname or ""
    own = place.scheme == "https" and host.endswith(SLACKS_OWN)
    return own or (place.scheme, place.netloc) == urlsplit(api)[:2]


def _refuse(response: aiohttp.ClientResponse, file: Raw) -> None:
    """A page to sign in comes with a good status; it is not the file."""
    if response.status >= 500:
        raise NeverSent(f"Slack is in trouble itself ({response.status}); I try again")
    if response.status != 200 or (response.content_type == HTML and text(file, "mimetype") != HTML):
        raise Undeliverable(
            "Slack did not give me that file: the app needs the scope files:read, and must be installed"
        )


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    data = bytearray()
    async for piece in response.content.iter_chunked(PIECE):
        data += piece
        if len(data) > limit:
            raise Undeliverable(f"that file is larger than {limit:,} bytes")
    return bytes(data)
