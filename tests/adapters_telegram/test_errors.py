"""Each way in which a call can fail, as what it means for the message."""

from __future__ import annotations

import pytest

from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.options import TelegramOptions
from bot.clock import SystemClock
from bot.errors import AccountRefused, BadSetting, DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.ids import ChatId
from bot.replies import PartKind, Reply
from tests.contracts.platforms.stage import listening
from tests.contracts.platforms.telegram import TelegramStage
from tests.peers.telegram import Document, Drop, Fail, Garble, HalfClose, Lose, Refuse, TelegramPeer, TooMany
from tests.peers.telegram.faults import Fault

DOWN = '{"ok":false,"error_code":500,"description":"Internal Server Error"}'


@pytest.mark.parametrize(
    ("fault", "kind", "told"),
    [
        (Drop(), MaybeSent, "nobody knows whether it arrived"),
        (Lose(), MaybeSent, "nobody knows whether it arrived"),
        (HalfClose(), MaybeSent, "nobody knows whether it arrived"),
        (Garble(), MaybeSent, "nobody knows whether it arrived"),
        (Garble("[]"), MaybeSent, "nobody knows whether it arrived"),
        (Garble('{"ok": true}'), MaybeSent, "nobody knows whether it arrived"),
        (Garble('{"ok": true, "result": {"message_id": "x"}}'), MaybeSent, "cannot be read"),
        (Garble("[" * 100_000), MaybeSent, "nobody knows whether it arrived"),
        (Fail(502), NeverSent, "Telegram is in trouble itself (HTTP status 502)"),
        (Fail(500, DOWN), NeverSent, "Telegram is in trouble itself (HTTP status 500)"),
        (Fail(504), MaybeSent, "nobody knows whether it arrived"),
        (TooMany(7), RateLimited, "Telegram asks to wait 7 seconds"),
        (Refuse(403, "Forbidden: bot was blocked by the user"), Undeliverable, "does not take my messages"),
        (Refuse(400, "Bad Request: message thread not found"), Undeliverable, "Telegram refused it"),
        (Refuse(401, "Unauthorized"), AccountRefused, "satchel setup telegram"),
        (Refuse(404, "Not Found"), AccountRefused, "satchel setup telegram"),
        (Refuse(409, "Conflict: terminated"), AccountRefused, "another program uses this bot's token"),
        (Refuse(413, "x" * 5_000), MaybeSent, "nobody knows whether it arrived"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_message_that_failed_tells_whether_it_may_have_arrived(
    stage: TelegramStage, fault: Fault, kind: type[DeliveryError], told: str
) -> None:
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    stage.peer.faults.next("sendMessage", fault)
    with pytest.raises(DeliveryError) as failed:
        await stage.adapter.send(stage.where, part, "key")
    assert type(failed.value) is kind
    assert told in str(failed.value)
    assert stage.peer.token not in str(failed.value)


async def test_what_cannot_be_read_may_be_somebodys_words_and_is_not_logged(
    stage: TelegramStage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.peer.faults.next("getMe", Garble('{"ok": true, "result": [{"text": "quackenbush"'))
    with pytest.raises(NeverSent, match="does not answer"):
        await stage.adapter.introduce()
    assert "quackenbush" not in caplog.text


async def test_a_wrong_token_is_told_and_not_shown(stage: TelegramStage) -> None:
    wrong = "7000000001:AAH-another-one-0123456789abcdefghijkl"
    adapter = TelegramAdapter(wrong, TelegramOptions(api=stage.peer.address), SystemClock())
    with pytest.raises(AccountRefused, match="correct it with `satchel setup telegram`") as told:
        await adapter.introduce()
    assert wrong not in str(told.value)
    await adapter.aclose()


@pytest.mark.parametrize("token", ["", "12345", ":AAH", "bot:AAH", "12345:"])
def test_what_is_no_token_is_refused_at_once(token: str) -> None:
    with pytest.raises(BadSetting, match="telegram_token"):
        TelegramAdapter(token, TelegramOptions(), SystemClock())


async def test_a_person_who_blocked_us_and_a_group_that_put_us_out_get_nothing(stage: TelegramStage) -> None:
    stage.peer.blocks(stage.ada)
    stage.peer.removes_bot(stage.ada, stage.forum)
    for where in (stage.where, stage._address(stage.forum.id)):
        (part,) = stage.adapter.render(where, Reply(text="Kept."))
        with pytest.raises(Undeliverable, match="does not take my messages"):
            await stage.adapter.send(where, part, "key")
    assert ChatId(str(stage.forum.id)) == stage._address(stage.forum.id).chat


async def test_a_part_that_telegram_cannot_show_says_so(stage: TelegramStage) -> None:
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    with pytest.raises(Undeliverable, match="no way to show a file"):
        await stage.adapter.send(stage.where, type(part)(kind=PartKind.FILE, body="{}"), "key")


async def test_a_file_that_telegram_keeps_to_itself_is_told_in_plain_words(stage: TelegramStage) -> None:
    async with listening(stage) as listener:
        stage.peer.says(stage.ada, stage.chat, "here", attached=Document(data=b"x", size=20_000_001))
        await listener.until(lambda: bool(listener.messages))
    (attachment,) = listener.messages[0].attachments
    with pytest.raises(Undeliverable, match="no file that is larger than 20 MB"):
        await stage.adapter.fetch(attachment, 100_000_000)


@pytest.mark.parametrize("privacy", [True, False])
async def test_who_sets_it_up_is_told_what_a_bot_hears_in_groups(*, privacy: bool) -> None:
    async with TelegramPeer(privacy=privacy) as peer:
        adapter = TelegramAdapter(peer.token, TelegramOptions(api=peer.address), SystemClock())
        introduction = await adapter.introduce()
        await adapter.aclose()
    assert introduction.name == "@satchel_bot"
    assert "https://t.me/satchel_bot" in introduction.advice[0]
    assert any("In groups" in advice for advice in introduction.advice) == privacy
