"""Who is there, what the bot is called, its commands; and how wrong calls are refused."""

from __future__ import annotations

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ChatMemberAdministrator,
    ChatMemberLeft,
    ChatMemberOwner,
    ChatMemberRestricted,
)
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from tests.peers.telegram import TelegramPeer
from tests.peers_telegram.conftest import bot_of


async def test_the_bot_learns_who_it_is(peer: TelegramPeer, bot: Bot) -> None:
    assert (bot.id, bot.username, bot.can_read_all_group_messages) == (peer.me.id, "satchel_bot", True)


@pytest.mark.parametrize("token", ["7000000001:AAH-another-bot-0123456789abcdefghij", "nonsense"])
async def test_a_wrong_token_is_refused(peer: TelegramPeer, token: str) -> None:
    bot = bot_of(peer, token)
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_a_wrong_and_a_malformed_token_are_told_apart(peer: TelegramPeer) -> None:
    async with aiohttp.ClientSession() as session:
        for token, status in [("7000000001:" + "A" * 35, 401), ("nonsense", 404)]:
            async with session.get(f"{peer.base_url}{token}/getMe") as answer:
                assert answer.status == status
                assert (await answer.json())["error_code"] == status


async def test_an_unknown_method_is_refused(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("readThoughts")


async def test_calls_come_as_json_as_forms_in_the_address_and_in_any_case(peer: TelegramPeer) -> None:
    chat = peer.private(peer.person("Anna"))
    address = f"{peer.base_url}{peer.token}/SENDmessage"
    values = {"chat_id": str(chat.id), "text": "hello"}
    async with aiohttp.ClientSession() as session:
        for how in ({"json": {"chat_id": chat.id, "text": "hello"}}, {"data": values}, {"params": values}):
            async with session.post(address, **how) as answer:
                assert (await answer.json())["result"]["text"] == "hello"
    assert peer.did.texts() == ["hello"] * 3


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"chat_id": 1, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "hello"}, "chat_id is empty"),
        ({"chat_id": 1, "text": "hello", "entities": "[{"}, "can't parse entities JSON object"),
        ({"chat_id": 1, "text": "hello", "reply_markup": "[]"}, "object expected as reply markup"),
    ],
)
async def test_what_does_not_parse_is_refused(peer: TelegramPeer, body: dict[str, object], why: str) -> None:
    chat = peer.private(peer.person("Anna"))
    if body.get("chat_id"):
        body = {**body, "chat_id": chat.id}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{peer.base_url}{peer.token}/sendMessage", json=body) as answer,
    ):
        told = await answer.json()
    assert (answer.status, told["description"]) == (400, f"Bad Request: {why}")


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("list", "What is kept")])
    await bot.set_my_commands([BotCommand("list", "Was da ist")], BotCommandScopeAllPrivateChats(), "de")
    assert await bot.get_my_commands() == (BotCommand("list", "What is kept"),)
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "de") == (BotCommand("list", "Was da ist"),)
    assert await bot.get_my_commands(language_code="fr") == ()
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("List it", "What is kept")])


async def test_a_chat_and_its_members_are_told(peer: TelegramPeer, bot: Bot) -> None:
    anna, ben = peer.person("Anna"), peer.person("Ben")
    group = peer.supergroup("Choir", anna, bot="administrator", username="choir")
    told = await bot.get_chat("@choir")
    assert (told.id, told.title, told.type) == (group.id, "Choir", "supergroup")
    assert (await bot.get_chat_member(group.id, anna.id)).status == "member"
    assert isinstance(await bot.get_chat_member(group.id, ben.id), ChatMemberLeft)
    peer.state.world.room(group).members[ben.id] = "restricted"
    assert isinstance(await bot.get_chat_member(group.id, ben.id), ChatMemberRestricted)
    peer.state.world.room(group).members[ben.id] = "creator"
    assert isinstance(await bot.get_chat_member(group.id, ben.id), ChatMemberOwner)
    assert isinstance(await bot.get_chat_member(group.id, peer.me.id), ChatMemberAdministrator)
    peer.leaves(anna, group)
    assert await bot.get_chat_member_count(group.id) == 2
    assert {each.user.id for each in await bot.get_chat_administrators(group.id)} == {peer.me.id, ben.id}
    with pytest.raises(BadRequest, match="Participant_id_invalid"):
        await bot.get_chat_member(group.id, 4)


async def test_where_members_are_hidden_only_an_administrator_is_told(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    group = peer.supergroup("Choir", anna)
    peer.hides_members(group)
    with pytest.raises(BadRequest, match="Chat_admin_required"):
        await bot.get_chat_member(group.id, anna.id)
    peer.adds_bot(anna, group, "administrator")
    assert (await bot.get_chat_member(group.id, anna.id)).status == "member"
