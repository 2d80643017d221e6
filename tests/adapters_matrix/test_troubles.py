"""What goes wrong between the bot and its homeserver: each is told as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import AccountRefused, BadSetting, DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.ids import ChatId, Conversation
from bot.replies import PartKind, Reply
from tests.adapters_matrix.bots import Bot, adapter_for, met, options_for
from tests.adapters_matrix.proxy import Answer, Fault, Proxy, sends
from tests.peers.matrix_person import Person
from tests.peers.synapse import Homeserver


def answer(status: int, code: str = "", **more: object) -> Answer:
    return Answer(status=status, body={"errcode": code, "error": "so it is", **more})


async def test_each_refusal_is_told_as_what_it_is(bot: Bot, ada: Person, proxy: Proxy) -> None:
    table: tuple[tuple[Fault, type[DeliveryError], str], ...] = (
        (answer(403, "M_FORBIDDEN"), Undeliverable, "invite me again"),
        (answer(404, "M_NOT_FOUND"), Undeliverable, "does not know that room"),
        (answer(413, "M_TOO_LARGE"), Undeliverable, "larger than Matrix takes"),
        (answer(400, "M_BAD_JSON"), Undeliverable, "refused it"),
        (answer(403, "M_USER_DEACTIVATED"), AccountRefused, "account was closed"),
        (answer(500, "M_UNKNOWN"), MaybeSent, "in trouble"),
        (Answer(status=502, body="<html>Bad Gateway</html>"), MaybeSent, "in trouble"),
        (Answer(status=200, body="<html>Log in to the hotel</html>"), MaybeSent, "cannot be read"),
        (Answer(status=200, body=[1]), MaybeSent, "not what was asked for"),
        (Answer(status=200, body={}), MaybeSent, "gave no id"),
        (Answer(status=200, body={"event_id": 5}), MaybeSent, "gave no id"),
    )
    async with bot.running():
        where = await met(bot, ada)
        for number, (fault, kind, words) in enumerate(table):
            proxy.next(fault)
            with pytest.raises(DeliveryError, match=words) as told:
                await bot.says(where, "Kept.", f"key-{number}")
            assert type(told.value) is kind


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (answer(429, "M_LIMIT_EXCEEDED", retry_after_ms=30_000), 30),
        (Answer(status=429, body="<html>slow down</html>", headers={"Retry-After": "40"}), 40),
        (Answer(status=429, body={"retry_after_ms": "soon"}), 5),
        (Answer(status=429, body="", headers={"Retry-After": "Sun, 22 Nov 2026 14:00:00 GMT"}), 5),
    ],
)
async def test_a_limit_says_how_long_and_holds_back_everything(
    bot: Bot, ada: Person, proxy: Proxy, fault: Answer, seconds: int
) -> None:
    async with bot.running():
        where = await met(bot, ada)
        proxy.next(fault)
        with pytest.raises(RateLimited) as told:
            await bot.says(where, "Kept.", "key")
        assert told.value.after == timedelta(seconds=seconds)
        asked = len([path for method, path in proxy.asked if method == "PUT"])
        for _ in range(2):
            with pytest.raises(RateLimited):
                await bot.says(where, "More.", "another key")
        await bot.adapter.redraw(where, bot.heard.messages[0].message, "a draft is left out")
        assert len([path for method, path in proxy.asked if method == "PUT"]) == asked


async def test_what_was_lost_is_not_sent_again_unless_we_say_so(bot: Bot, ada: Person, proxy: Proxy) -> None:
    async with bot.running():
        where = await met(bot, ada)
        proxy.next("lose")
        with pytest.raises(MaybeSent):
            await bot.says(where, "Kept.", "key")
        assert len([path for method, path in proxy.asked if sends(method, path)]) == 1
        found = await bot.adapter.find(where, "key")
        assert found == await bot.says(where, "Kept.", "key")


async def test_a_login_that_ended_while_we_speak_is_made_again(bot: Bot, ada: Person, proxy: Proxy) -> None:
    async with bot.running():
        where = await met(bot, ada)
    before = (bot.folder / "login.json").read_bytes()
    bot.adapter = bot.fresh(password=True)
    proxy.next(answer(401, "M_UNKNOWN_TOKEN", soft_logout=True))
    with pytest.raises(NeverSent, match="log in again"):
        await bot.says(where, "Kept.", "key")
    assert await bot.says(where, "Kept.", "key")
    assert (bot.folder / "login.json").read_bytes() != before
    assert len(list(bot.folder.glob("*.db"))) == 1
    await bot.adapter.aclose()


async def test_without_the_password_an_ended_login_says_what_to_do_and_is_not_thrown_away(
    bot: Bot, ada: Person, proxy: Proxy
) -> None:
    async with bot.running():
        where = await met(bot, ada)
    before = (bot.folder / "login.json").read_bytes()
    bot.adapter = bot.fresh()
    proxy.next(answer(401, "M_UNKNOWN_TOKEN"))
    with pytest.raises(AccountRefused, match="satchel setup matrix"):
        await bot.says(where, "Kept.", "key")
    proxy.next(answer(401, "M_UNKNOWN_TOKEN"), lambda _, path: path.endswith("/sync"))
    with pytest.raises(AccountRefused, match="satchel setup matrix"):
        await bot.adapter.run(bot.heard, bot.heard.bookmarks)
    assert (bot.folder / "login.json").read_bytes() == before
    assert await bot.says(where, "Kept.", "key")
    await bot.adapter.aclose()


async def test_a_place_that_the_homeserver_no_longer_knows_loses_nothing_of_late(bot: Bot, ada: Person) -> None:
    async with bot.running():
        where = await met(bot, ada)
    await ada.say(where.chat, "meanwhile")
    (bookmark,) = bot.heard.bookmarks
    bot.heard.bookmarks = [replace(bookmark, value="a place of another server")]
    before = {each.key for each in bot.heard.messages}
    async with bot.running():
        await bot.hears("meanwhile")
    assert before < {each.key for each in bot.heard.messages}


async def test_a_limit_on_listening_is_waited_for(bot: Bot, ada: Person, proxy: Proxy) -> None:
    for _ in range(3):
        proxy.next(answer(429, "M_LIMIT_EXCEEDED", retry_after_ms=50), lambda _, path: path.endswith("/sync"))
    async with bot.running():
        await met(bot, ada)


async def test_where_reactions_are_refused_words_confirm(bot: Bot, ada: Person, proxy: Proxy) -> None:
    async with bot.running():
        where = await met(bot, ada)
        said = bot.heard.messages[0].message
        (part,) = bot.adapter.render(where, Reply(text="Kept.", acknowledges=True, in_reply_to=said))
        assert part.kind is PartKind.REACTION
        proxy.next(answer(403, "M_FORBIDDEN"))
        sent = await bot.adapter.send(where, part, "key")
        assert (await ada.sees(where.chat, lambda seen: seen.id == sent)).text == "Kept."
        assert await bot.adapter.find(where, "key") == sent
        again = await bot.adapter.send(where, part, "one more")
        assert again != sent
        assert await bot.adapter.send(where, part, "and more")


async def test_a_room_that_we_left_takes_nothing_and_nobody_is_in_it(bot: Bot, ada: Person) -> None:
    async with bot.running():
        where = await met(bot, ada)
        await ada.client.room_kick(where.chat, bot.id)
        await bot.until(lambda: any(bot.id in getattr(each, "left", ()) for each in bot.heard.events))
        with pytest.raises(Undeliverable):
            await bot.says(where, "Still there?", "key")
        nowhere = Conversation(platform=where.platform, account=where.account, chat=ChatId("!none:localhost"))
        with pytest.raises(Undeliverable):
            await bot.says(nowhere, "Anybody?", "key")


async def test_what_is_wrong_with_the_settings_is_said_at_setup(
    synapse: Homeserver, proxy: Proxy, tmp_path: Path
) -> None:
    user = synapse.register("satchel")
    with pytest.raises(BadSetting, match="matrix_user"):
        adapter_for(options_for(synapse.address, "satchel", tmp_path, user.password))
    for homeserver, password, words in (
        (synapse.address, "wrong", "matrix_password"),
        (f"{synapse.address}/elsewhere", user.password, "matrix_homeserver"),
    ):
        wrong = adapter_for(options_for(homeserver, user.id, tmp_path / "matrix", password))
        with pytest.raises(BadSetting, match=words) as told:
            await wrong.introduce()
        assert password not in str(told.value)
        await wrong.aclose()
    for fault in (answer(403, "M_USER_DEACTIVATED"), "drop", Answer(status=500, body="")):
        proxy.next(fault, lambda _, path: path.endswith("/login"))
        wrong = adapter_for(options_for(proxy.address, user.id, tmp_path / "matrix", user.password))
        with pytest.raises(DeliveryError):
            await wrong.introduce()
        await wrong.aclose()
