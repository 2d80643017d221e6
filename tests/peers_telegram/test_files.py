"""Bytes arrive as they were sent, in both directions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError

from tests.peers.telegram import (
    Audio,
    Contact,
    Document,
    Drop,
    Fail,
    Location,
    Photo,
    Poll,
    Sticker,
    TelegramPeer,
    Video,
    Voice,
)
from tests.peers.telegram.attached import Attached

NOISE = bytes(range(256)) * 40


def handed(peer: TelegramPeer, *attached: Attached, text: str = "", album: str | None = None) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    for each in attached:
        peer.says(anna, chat, text, attached=each, album=album)


async def test_the_bytes_of_what_people_send_can_be_fetched(peer: TelegramPeer, bot: Bot) -> None:
    handed(peer, Document(data=NOISE, name="noise.bin", media_type="application/octet-stream"), Voice(data=NOISE))
    document, voice = [update.message for update in await bot.get_updates(timeout=0)]
    assert document is not None
    assert voice is not None
    assert document.document is not None
    assert voice.voice is not None
    assert (document.document.file_name, document.document.file_size) == ("noise.bin", len(NOISE))
    for file in (document.document, voice.voice):
        assert bytes(await (await file.get_file()).download_as_bytearray()) == NOISE
    assert len(peer.did.fetched) == 2


async def test_a_photo_comes_in_sizes_and_with_a_caption(peer: TelegramPeer, bot: Bot) -> None:
    handed(peer, Photo(data=NOISE), text="see @anna_b", album="a1")
    (update,) = await bot.get_updates(timeout=0)
    message = update.message
    assert message is not None
    assert (message.text, message.caption, message.media_group_id) == (None, "see @anna_b", "a1")
    assert list(message.parse_caption_entities().values()) == ["@anna_b"]
    assert message.photo[0].width < message.photo[-1].width
    assert bytes(await (await message.photo[-1].get_file()).download_as_bytearray()) == NOISE


async def test_everything_that_people_attach_parses(peer: TelegramPeer, bot: Bot) -> None:
    kinds: Sequence[Attached] = [
        Audio(data=NOISE),
        Video(data=NOISE),
        Video(data=NOISE, round=True),
        Sticker(emoji="🚤"),
        Location(latitude=52.5, longitude=13.4),
        Contact(phone="+491234", first_name="Ben"),
        Poll(question="When?", options=["now", "later"]),
    ]
    handed(peer, *kinds)
    found = [update.message for update in await bot.get_updates(timeout=0)]
    names = "audio video video_note sticker location contact poll".split()
    assert [bool(getattr(message, name)) for message, name in zip(found, names, strict=True)] == [True] * 7


async def test_files_beyond_20_mb_are_not_to_be_had(peer: TelegramPeer, bot: Bot) -> None:
    handed(peer, Document(data=b"x", size=20_000_001))
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("AgAnother")


async def test_a_download_can_fail(peer: TelegramPeer, bot: Bot) -> None:
    handed(peer, Document(data=NOISE))
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    peer.faults.next("file", Drop(), Fail(502))
    for _ in range(2):
        with pytest.raises(NetworkError):
            await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == NOISE
    peer.state.files.by_id.clear()
    with pytest.raises(InvalidToken, match="Not Found"):
        await file.download_as_bytearray()


async def test_the_bots_files_arrive_with_their_bytes(peer: TelegramPeer, bot: Bot) -> None:
    chat = peer.private(peer.person("Anna"))
    sent = await bot.send_document(chat.id, NOISE, filename="notes.md", caption="yours")
    await bot.send_photo(chat.id, NOISE)
    await bot.send_voice(chat.id, NOISE, duration=3)
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("notes.md", "yours")
    assert [each.file.data for each in peer.did.sent if each.file] == [NOISE] * 3
    again = await bot.send_document(chat.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_id == sent.document.file_id
    with pytest.raises(BadRequest, match="Wrong remote file identifier specified"):
        await bot.send_document(chat.id, "AgAnother")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(chat.id, b"", filename="empty.txt")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(chat.id, NOISE, caption="x" * 1_025)
