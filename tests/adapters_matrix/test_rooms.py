"""On a real homeserver: who may invite, what is a group, what follows a room that moves, what was missed."""

from __future__ import annotations

from adapters.matrix import syncing
from adapters.matrix.invitations import MOST_AN_HOUR
from bot.content import Audience
from bot.events import ConversationMoved, MembersChanged, MessageDeleted, MessageEdited, ReactionChanged, Undecryptable
from tests.adapters_matrix.bots import Bot
from tests.peers.matrix_person import Person, person
from tests.peers.synapse import Homeserver


async def talking(bot: Bot, ada: Person, *, encrypted: bool = False) -> str:
    """A direct room in which both are; the bot must be running."""
    room = await ada.direct(bot.id, encrypted=encrypted)
    await ada.joined(room, bot.id)
    return room


def membership(ada: Person, room: str, bot: Bot) -> str:
    """What the bot is in a room, as far as Ada knows."""
    user = ada.client.rooms[room].users.get(bot.id)
    return "leave" if user is None else "invite" if user.invited else "join"


async def test_what_was_said_before_the_first_start_is_no_news_and_an_invitation_of_then_is(
    bot: Bot, ada: Person
) -> None:
    room = await ada.direct(bot.id)
    await ada.say(room, "are you there?")
    async with bot.running():
        heard = await bot.hears("are you there?")
        assert heard.audience is Audience.PRIVATE
    bot.heard.events.clear()
    bot.heard.bookmarks.clear()
    await ada.say(room, "said while it was new")
    async with bot.running():
        await ada.direct(bot.id)
        await bot.until(lambda: bool(bot.all_of(MembersChanged)))
        assert bot.texts == []


async def test_nobody_floods_the_bot_with_invitations(bot: Bot, ada: Person) -> None:
    async with bot.running():
        rooms = [await ada.direct(bot.id) for _ in range(MOST_AN_HOUR + 2)]
        await ada.until(lambda: all(membership(ada, room, bot) != "invite" for room in rooms), "an answer to each")
    answers = [membership(ada, room, bot) for room in rooms]
    assert answers == ["join"] * MOST_AN_HOUR + ["leave"] * 2


async def test_each_step_of_a_message_s_life_is_told(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room = await talking(bot, ada)
        said = await ada.say(room, "the lease ends in June")
        await bot.hears("the lease ends in June")
        edit = await ada.edit(room, said, "the lease ends in July")
        reaction = await ada.react(room, said, "👍")
        await ada.redact(room, reaction)
        await ada.redact(room, said)
        await bot.until(lambda: bool(bot.all_of(MessageDeleted)))
        (edited,) = bot.all_of(MessageEdited)
        assert isinstance(edited, MessageEdited)
        assert (edited.message, edited.edit, edited.text) == (said, edit, "the lease ends in July")
        reactions = [each.reactions for each in bot.all_of(ReactionChanged) if isinstance(each, ReactionChanged)]
        assert reactions == [("👍",), ()]
        (deleted,) = bot.all_of(MessageDeleted)
        assert isinstance(deleted, MessageDeleted)
        assert deleted.message == said


def welcomes(bot: Bot) -> list[MembersChanged]:
    return [each for each in bot.heard.events if isinstance(each, MembersChanged) and each.welcome]


async def test_a_group_is_greeted_and_hears_only_what_is_said_to_it(synapse: Homeserver, bot: Bot, ada: Person) -> None:
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        group = await ada.group("Boat", bot.id, ben.id)
        await ben.join(group)
        await ada.joined(group, bot.id)
        await bot.until(lambda: bool(welcomes(bot)))
        assert [each.by for each in welcomes(bot)] == [ada.user.id]
        await ada.say(group, "between us")
        said = await ada.say(group, f"{bot.id} when does it sail?")
        heard = await bot.hears("when does it sail?")
        assert heard.audience is Audience.ADDRESSED
        answer = await bot.says(heard.where, "At noon.", "key", answers=said)
        await ben.sees(group, lambda seen: seen.id == answer and seen.reply_to == said)
        await ben.say(group, "really?", reply_to=answer)
        assert (await bot.hears("really?")).audience is Audience.ADDRESSED
        overheard = {each.text for each in bot.heard.messages if each.audience is Audience.OVERHEARD}
        assert overheard == {"between us"}


async def test_after_a_restart_a_thread_in_which_we_answered_is_still_ours(
    bot: Bot, ada: Person, synapse: Homeserver
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        group = await ada.group("Boat", bot.id, ben.id)
        await ada.joined(group, bot.id)
        root = await ada.say(group, "Sails")
        await ada.say(group, f"{bot.id}: which?", thread=root)
        heard = await bot.hears("which?")
        answer = await bot.says(heard.where, "The red ones.", "key")
        await ada.sees(group, lambda seen: seen.id == answer and seen.thread == root)
    async with bot.running():
        await ada.say(group, "and when?", thread=root)
        assert (await bot.hears("and when?")).audience is Audience.ADDRESSED


async def test_a_stranger_s_mention_makes_a_thread_none_of_ours_and_our_answer_does(
    bot: Bot, ada: Person, synapse: Homeserver
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        group = await ada.group("Boat", bot.id, ben.id)
        await ben.join(group)
        await ada.joined(group, bot.id)
        root = await ada.say(group, "Sails")
        await ben.say(group, f"{bot.id}: hi", thread=root)
        where = (await bot.hears("hi")).where
        await ada.say(group, "between us two: 4711", thread=root)
        assert (await bot.hears("between us two: 4711")).audience is Audience.OVERHEARD
        answer = await bot.says(where, "The red ones.", "key")
        await ada.sees(group, lambda seen: seen.id == answer)
        await ada.say(group, "and when?", thread=root)
        assert (await bot.hears("and when?")).audience is Audience.ADDRESSED


async def test_a_private_room_that_a_third_person_joins_is_a_group_over_restarts_too(
    synapse: Homeserver, bot: Bot, ada: Person
) -> None:
    async with bot.running(), person(synapse.address, synapse.register("ben")) as ben:
        room = await talking(bot, ada)
        await ada.say(room, "my secret")
        assert (await bot.hears("my secret")).audience is Audience.PRIVATE
        await ada.invite(room, ben.id)
        await ben.join(room)
        await ben.leave(room)
        await ada.say(room, "alone again?")
        assert (await bot.hears("alone again?")).audience is Audience.ADDRESSED
    async with bot.running():
        await ada.say(room, "and now?")
        assert (await bot.hears("and now?")).audience is Audience.ADDRESSED


async def test_a_room_that_moves_is_followed_only_where_both_say_so(bot: Bot, ada: Person) -> None:
    async with bot.running():
        old = await talking(bot, ada)
        claims = await ada.client.room_create(predecessor={"room_id": old, "event_id": "$x"}, invite=[bot.id])
        await ada.until(lambda: claims.room_id in ada.client.rooms, "the claiming room")
        await ada.joined(claims.room_id, bot.id)
        said = await ada.say(claims.room_id, "hello there")
        assert (await bot.hears("hello there")).message == said
        assert bot.all_of(ConversationMoved) == []
        await ada.client.room_put_state(old, "m.room.tombstone", {"body": "moved", "replacement_room": claims.room_id})
        await bot.until(lambda: bool(bot.all_of(ConversationMoved)))
        (moved,) = bot.all_of(ConversationMoved)
        assert isinstance(moved, ConversationMoved)
        assert (moved.where.chat, moved.to) == (old, claims.room_id)


async def test_everything_that_was_said_meanwhile_is_heard_in_order_once(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room = await talking(bot, ada, encrypted=True)
        await ada.say(room, "before")
        await bot.hears("before")
    missed = [f"line {number}" for number in range(syncing.WINDOW + 20)]
    for text in missed:
        await ada.say(room, text)
    async with bot.running():
        await bot.hears(missed[-1])
        assert bot.texts == ["before", *missed]
        assert bot.all_of(Undecryptable) == []
        assert {each.audience for each in bot.heard.messages} == {Audience.PRIVATE}


async def test_who_is_in_a_room_is_asked_of_the_homeserver(bot: Bot, ada: Person) -> None:
    async with bot.running():
        room = await talking(bot, ada)
        await ada.say(room, "hello")
        where = (await bot.hears("hello")).where
        assert await bot.adapter.is_member(where, bot.heard.messages[0].sender.id)
        assert not await bot.adapter.is_member(where, type(bot.heard.messages[0].sender.id)("@stranger:localhost"))
        elsewhere = type(where)(
            platform=where.platform, account=where.account, chat=type(where.chat)("!none:localhost")
        )
        assert not await bot.adapter.is_member(elsewhere, bot.heard.messages[0].sender.id)
