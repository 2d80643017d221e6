"""A bot on a platform is killed again and again while people write: nothing is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from signal import SIGKILL

from bot.crashes import CrashPoint
from tests.crash.blows import KILLED
from tests.crash.lives import Begin, Life, forking, from_nothing
from tests.crash.said import Damage, Said, talking_on
from tests.crash.served import Bot
from tests.crash.towns import Town
from tests.crash.verdict import astray
from tests.program import Program
from tests.scenarios.talk import talking

CHATS = 5
A_SECOND = 40
"""Messages."""
FROM_NOTHING = 20
"""One life in so many starts as the installed command, the others are forked."""
LONGEST_S = 1.2
"""A killed life's; a forked one serves after a third of a second."""

SEND_WINDOW = (CrashPoint.OUTBOX_CLAIMED, CrashPoint.OUTBOX_DELIVERED, CrashPoint.FINISH_AFTER_COMMIT)
OTHERS = (
    CrashPoint.INBOX_BEFORE_COMMIT,
    CrashPoint.INBOX_AFTER_COMMIT,
    CrashPoint.REMEMBER_BEFORE_UPSERT,
    CrashPoint.REMEMBER_AFTER_UPSERT,
    CrashPoint.FINISH_BEFORE_COMMIT,
    CrashPoint.OUTBOX_SETTLED,
)


def besiege(town: Town, data: Path, kills: int, seed: int) -> Damage:
    """Kill the bot so often, at the named points and at moments, while people write; then look."""
    chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    bot = Bot(town=town, data=data)
    bot.let_in()
    said = Said(town=town, people=CHATS)
    with town, forking() as fork:
        town.watch(data)
        town.trouble()
        satchel = bot.program
        with talking_on(said, A_SECOND):
            for number in range(kills):
                _one_life(satchel, from_nothing if number % FROM_NOTHING == 0 else fork, chance)
        town.calm()
        with bot.serving():
            said.settled(data)
        return said.damage(data, kills, asyncio.run(_astray(data)))


def _one_life(satchel: Program, begin: Begin, chance: random.Random) -> None:
    """Half of them end at a named point, half at a moment from their very start on."""
    life = _bound_to_end(satchel, begin, chance) if chance.random() < 0.5 else _struck(satchel, begin, chance)
    status = life.ended()
    assert status == KILLED, life.told()


def _bound_to_end(satchel: Program, begin: Begin, chance: random.Random) -> Life:
    point = chance.choice((*SEND_WINDOW, *SEND_WINDOW, *OTHERS))
    return begin(satchel, SATCHEL_CRASH_AT=f"{point}:{chance.randint(1, 12)}")


def _struck(satchel: Program, begin: Begin, chance: random.Random) -> Life:
    life = begin(satchel)
    time.sleep(chance.uniform(0, LONGEST_S))
    life.send(SIGKILL)
    return life


async def _astray(data: Path) -> int:
    async with talking(data) as talk:
        return astray(talk)
