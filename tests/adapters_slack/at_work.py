"""The program itself on a loopback Slack, inside this process, with people who were let in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.access import OWNER
from bot.cli.chores import housekeeping
from bot.ids import Contact, UserId
from bot.wiring import House, open_house
from tests.adapters_slack.bench import adapter_for
from tests.contracts.platforms.slack import address
from tests.peers.slack import Person, SlackPeer
from tests.peers.slack.values import items, mapping, string


def words(slack: SlackPeer, person: Person) -> str:
    """What somebody reads on their home tab."""
    view = slack.bot.homes.get(person.id)
    blocks = [mapping(block) for block in items(view.content.get("blocks"))] if view else []
    return "\n".join(string(mapping(block.get("text")).get("text")) for block in blocks)


def account_of(person: Person) -> Contact:
    """Their account, as the bot knows it."""
    here = address(person.direct.id)
    return Contact(platform=here.platform, account=here.account, user=UserId(person.id))


@asynccontextmanager
async def at_work(slack: SlackPeer, data: Path, *known: Person) -> AsyncIterator[House]:
    """The bot, connected, which knows these people as its owner."""
    with open_house(data) as house:
        for person in known:
            house.journal.contacts.link(account_of(person), OWNER)
        async with adapter_for(slack) as adapter:
            app = house.app([adapter])
            run = asyncio.create_task(adapter.run(app.on_events, ()))
            try:
                async with housekeeping(house, app, [adapter.platform]):
                    await slack.until(lambda: slack.sockets.connections)
                    yield house
                    await app.settled()
            finally:
                run.cancel()
                with suppress(asyncio.CancelledError):
                    await run
                await app.stop()
