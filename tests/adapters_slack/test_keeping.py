"""What is kept with the shortcut, or shared, is cited as whose words it is, and opens where it stands."""

from __future__ import annotations

from pathlib import Path

from tests.adapters_slack.at_work import at_work
from tests.adapters_slack.bench import WAIT_S
from tests.contracts.platforms.slack import links
from tests.peers.slack import SlackPeer


async def test_a_message_that_is_kept_is_cited_where_and_as_whose_it_stands(slack: SlackPeer, tmp_path: Path) -> None:
    ada, bob = slack.person("Ada"), slack.person("Bob")
    boat = slack.channel("boat", ada, bob, bot=False)
    said = bob.says("The mast of the boat is red", to=boat)
    async with at_work(slack, tmp_path / "data", ada):
        ada.taps.shortcut("keep", boat.messages[said.ts])
        await slack.until(lambda: "Kept." in slack.bot.texts(), WAIT_S)
        ada.says("what colour is the mast?")
        await slack.until(lambda: len(slack.bot.posts) > 1, WAIT_S)
    answer = slack.bot.posts[-1]
    assert "Bob (forwarded by you), " in answer.text
    assert f"https://peer.slack.com/archives/{boat.id}/p{said.ts.replace('.', '')}" in links(answer.blocks)


async def test_a_message_that_is_shared_with_us_is_cited_where_and_as_whose_it_stands(
    slack: SlackPeer, tmp_path: Path
) -> None:
    ada, bob = slack.person("Ada"), slack.person("Bob")
    boat = slack.channel("boat", ada, bob, bot=False)
    said = bob.says("The mast of the boat is red", to=boat)
    async with at_work(slack, tmp_path / "data", ada):
        ada.forwards(said)
        await slack.until(lambda: slack.bot.reactions, WAIT_S)
        ada.says("what colour is the mast?")
        await slack.until(lambda: slack.bot.posts, WAIT_S)
    answer = slack.bot.posts[-1]
    assert "(forwarded by you), " in answer.text
    assert f"https://peer.slack.com/archives/{boat.id}/p{said.ts.replace('.', '')}" in links(answer.blocks)
