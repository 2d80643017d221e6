"""Files: their bytes, for Slack's own addresses alone, and never the page to sign in."""

from __future__ import annotations

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.attached import attachments
from bot.content import Attachment, AttachmentKind
from bot.errors import DeliveryError, NeverSent, Undeliverable
from tests.peers.slack import Drop, Error, SlackPeer, Status

DATA = bytes(range(256)) * 1_000


def described(slack: SlackPeer, name: str = "a.bin", media: str = "application/octet-stream") -> Attachment:
    (attachment,) = attachments({"files": [slack.file(name, DATA, media)]})
    return attachment


async def test_the_bytes_are_those_that_were_sent(slack: SlackPeer, adapter: SlackAdapter) -> None:
    assert await adapter.fetch(described(slack), len(DATA)) == DATA
    page = described(slack, "page.html", "text/html")
    assert await adapter.fetch(page, len(DATA)) == DATA
    with pytest.raises(Undeliverable, match="larger"):
        await adapter.fetch(page, len(DATA) - 1)


async def test_a_page_to_sign_in_is_no_file(slack: SlackPeer, adapter: SlackAdapter) -> None:
    attachment = described(slack)
    slack.fails("files.info", Error("missing_scope"))
    with pytest.raises(Undeliverable, match="scope"):
        await adapter.fetch(attachment, len(DATA))
    # The right to read files is taken away between the two calls.
    slack.api.faults.rule = lambda call: slack.scopes.clear() if call.method == "files.download" else None
    with pytest.raises(Undeliverable, match="files:read"):
        await adapter.fetch(attachment, len(DATA))


@pytest.mark.parametrize(
    "address", ["https://evil.example/f", "http://files.slack.com/f", "https://evilslack.com/f", ""]
)
async def test_the_token_is_shown_to_slack_alone(slack: SlackPeer, adapter: SlackAdapter, address: str) -> None:
    file = slack.file("a.bin", DATA, url_private=address, url_private_download=address)
    with pytest.raises(Undeliverable, match="does not lie with Slack"):
        await adapter.fetch(Attachment(kind=AttachmentKind.FILE, ref=str(file["id"])), len(DATA))


@pytest.mark.parametrize(
    ("fault", "kind"), [(Status(500), NeverSent), (Status(404), Undeliverable), (Drop(), NeverSent)]
)
async def test_trouble_with_a_file_is_told(
    slack: SlackPeer, adapter: SlackAdapter, fault: Status | Drop, kind: type[DeliveryError]
) -> None:
    attachment = described(slack)
    # A connection that was kept is tried once more by itself.
    slack.fails("files.download", fault, fault)
    with pytest.raises(kind):
        await adapter.fetch(attachment, len(DATA))


async def test_a_file_that_is_gone_is_told(adapter: SlackAdapter) -> None:
    with pytest.raises(Undeliverable):
        await adapter.fetch(Attachment(kind=AttachmentKind.FILE, ref="F0NOTHING"), len(DATA))
