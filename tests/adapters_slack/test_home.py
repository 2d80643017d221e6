"""The home tab: what is kept lately and how to forget it; a stranger's stays empty."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from bot.access import OWNER
from bot.ids import Contact, UserId
from bot.wiring import open_house
from tests.adapters_slack.bench import WAIT_S, adapter_for
from tests.contracts.platforms.slack import address
from tests.peers.slack import Person, SlackPeer
from tests.peers.slack.values import items, mapping, string


def words(slack: SlackPeer, person: Person) -> str:
    """What somebody reads on their home tab."""
    view = slack.bot.homes.get(person.id)
    blocks = [mapping(block) for block in items(view.content.get("blocks"))] if view else []
    return "\n".join(string(mapping(block.get("text")).get("text")) for block in blocks)


async def test_the_home_tab_shows_what_is_kept_at_once_and_a_strangers_nothing(
    slack: SlackPeer, tmp_path: Path
) -> None:
    ada, mallory = slack.person("Ada"), slack.person("Mallory")
    with open_house(tmp_path / "data") as house:
        async with adapter_for(slack) as adapter:
            me = address("D0").account
            contact = Contact(platform=adapter.platform, account=me, user=UserId(ada.id))
            house.journal.contacts.link(contact, OWNER)
            app = house.app([adapter])
            run = asyncio.create_task(adapter.run(app.on_events, ()))
            await slack.until(lambda: slack.sockets.connections)
            ada.opens_home()
            await slack.until(lambda: "kept nothing of yours yet" in words(slack, ada), WAIT_S)
            ada.says("The boat is <!channel> blue")
            await slack.until(lambda: slack.bot.reactions, WAIT_S)
            ada.opens_home()
            await slack.until(lambda: "I keep 1 note of yours" in words(slack, ada), WAIT_S)
            assert "Ada: The boat is @channel blue" in words(slack, ada)
            number = words(slack, ada).split("#")[1].split(" ")[0]
            ada.presses(slack.bot.homes[ada.id], f"Forget #{number}")
            await slack.until(lambda: "kept nothing of yours yet" in words(slack, ada), WAIT_S)
            assert "Forgotten" in slack.bot.texts()[-1]
            ada.presses(slack.bot.homes[ada.id], "Write a note")
            form = await slack.until(lambda: slack.bot.modal, WAIT_S)
            ada.taps.submit(form, {"text": "The mast is red"})
            await slack.until(lambda: "Ada: The mast is red" in words(slack, ada), WAIT_S)
            told = mallory.opens_home()
            await slack.until(lambda: told.acked, WAIT_S)
            await app.settled()
            assert mallory.id not in slack.bot.homes
            run.cancel()
            with suppress(asyncio.CancelledError):
                await run
            await app.stop()
