"""Whom the bot does not know costs Slack's patience nothing but the one hint."""

from __future__ import annotations

from pathlib import Path

from tests.adapters_slack.at_work import at_work
from tests.adapters_slack.bench import WAIT_S
from tests.peers.slack import SlackPeer

LOOKING_UP = ("users.info", "conversations.info", "conversations.replies", "conversations.members", "views.open")


async def test_a_strangers_words_are_looked_up_nowhere(slack: SlackPeer, tmp_path: Path) -> None:
    ada, mallory = slack.person("Ada"), slack.person("Mallory")
    boat = slack.channel("boat", ada, mallory)
    crowd = [slack.person(f"Person {number}") for number in range(20)]
    begun = ada.says("is anybody here?", to=boat)
    async with at_work(slack, tmp_path / "data", ada):
        for person in crowd:
            mallory.says(f"hello {person.mention} in <#{boat.id}>")
        mallory.says("me too", to=boat, thread=begun)
        last = mallory.says("and me")
        await slack.until(lambda: slack.bot.posts, WAIT_S)
        ada.says("The mast is red")
        await slack.until(lambda: slack.bot.reactions, WAIT_S)
        await slack.until(lambda: last.delivery.acked, WAIT_S)
        asked = {str(call.args.get("user")) for call in slack.bot.called("users.info")}
    assert asked <= {ada.id}
    assert [len(slack.bot.called(method)) for method in LOOKING_UP[1:]] == [0, 0, 0, 0]
    assert len(slack.bot.posts) == 1


async def test_a_stranger_who_types_a_command_gets_the_hint_and_nothing_else(slack: SlackPeer, tmp_path: Path) -> None:
    mallory = slack.person("Mallory")
    boat = slack.channel("boat", mallory)
    async with at_work(slack, tmp_path / "data") as house:
        for typed, place in (("hi", boat), ("note", mallory.direct), ("recent", boat), ("", mallory.direct)):
            told = mallory.commands(typed, at=place)
            await slack.until(lambda told=told: told.acked, WAIT_S)  # type: ignore[misc]  # a default
        kept = mallory.taps.shortcut("keep", boat.messages[mallory.says("the boat", to=boat).ts])
        await slack.until(lambda: kept.acked, WAIT_S)
        await slack.until(lambda: slack.bot.posts, WAIT_S)
        (knock,) = house.journal.door.waiting(house.clock.now())
    assert knock.name == "Mallory"
    assert [post.channel for post in slack.bot.posts] == [mallory.direct.id]
    assert slack.bot.texts()[0].startswith("I do not know you yet")
    assert slack.bot.ephemerals == []
    assert slack.bot.modals == []
    assert [len(slack.bot.called(method)) for method in LOOKING_UP] == [0] * len(LOOKING_UP)
