"""Each figure of each platform, at any size."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from math import isqrt
from pathlib import Path

from tests.adapters_telegram.figures import early_by_webhook
from tests.crash import guarantees
from tests.crash.guarantees import Finding
from tests.crash.lives import Begin, from_nothing
from tests.crash.platforms import TOWNS
from tests.crash.said import Damage
from tests.crash.served import Bot
from tests.crash.sieges import CHATS, besiege
from tests.crash.towns import Town

KILLS_EACH = 50
"""In one siege: then another data folder, other people and another seed."""
TIMES = 5
SLOW_AMONG = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Kills of each platform; messages of the second figure, of which the others take their shares.

    `begin` is how a bot comes into being where none is killed.
    """

    kills: int
    messages: int
    away_s: float
    seed: int
    begin: Begin = from_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """One of a platform's."""

    platform: str
    kills: int
    seed: int


Make = Callable[[int], Town]
Figure = Callable[[Make, Path, Sizes], Finding]


def _bot(town: Town, data: Path, sizes: Sizes) -> Bot:
    return Bot(town=town, data=data, begin=sizes.begin)


def _early(town: Make, data: Path, sizes: Sizes) -> Finding:
    return guarantees.early(_bot(town(CHATS), data, sizes), sizes.messages, CHATS)


def _repeats(town: Make, data: Path, sizes: Sizes) -> Finding:
    return guarantees.repeats(_bot(town(CHATS), data, sizes), sizes.messages // 5, TIMES, CHATS)


def _order(town: Make, data: Path, sizes: Sizes) -> Finding:
    side = isqrt(sizes.messages)
    return guarantees.order(_bot(town(side), data, sizes), side, side)


def _slow(town: Make, data: Path, sizes: Sizes) -> Finding:
    return guarantees.slow_chat(_bot(town(SLOW_AMONG), data, sizes), sizes.messages // 20, SLOW_AMONG)


def _limits(town: Make, data: Path, sizes: Sizes) -> Finding:
    return guarantees.limits(_bot(town(CHATS), data, sizes), sizes.messages // 10, CHATS)


def _outage(town: Make, data: Path, sizes: Sizes) -> Finding:
    return guarantees.outage(_bot(town(CHATS), data, sizes), sizes.away_s, sizes.messages // 20, CHATS)


def _webhook(town: Make, data: Path, sizes: Sizes) -> Finding:
    del town
    early, lost = asyncio.run(early_by_webhook(data.with_suffix(".sqlite3"), sizes.messages))
    tried = f"{sizes.messages:,} messages, the adapter alone"
    return Finding(promise="commit before confirm, by webhook", tried=tried, counts={"early": early, "lost": lost})


SIEGES = "sieges"
FIGURES: dict[str, Figure] = {
    "early": _early,
    "repeats": _repeats,
    "order": _order,
    "slow": _slow,
    "limits": _limits,
    "outage": _outage,
}
OWN: dict[str, dict[str, Figure]] = {"telegram": {"webhook": _webhook}}
"""What one platform alone has."""


def names() -> Sequence[str]:
    return (SIEGES, *FIGURES, *(name for own in OWN.values() for name in own))


def figures_of(platform: str) -> dict[str, Figure]:
    """All but the sieges."""
    return FIGURES | OWN.get(platform, {})


def found(platform: str, figure: Figure, sizes: Sizes) -> Finding:
    with tempfile.TemporaryDirectory(prefix="satchel-figure-") as folder:
        return figure(TOWNS[platform], Path(folder) / "data", sizes)


def sieges_of(platform: str, sizes: Sizes) -> list[Siege]:
    return [
        Siege(platform=platform, kills=min(KILLS_EACH, sizes.kills - done), seed=sizes.seed + done)
        for done in range(0, sizes.kills, KILLS_EACH)
    ]


def besieged(platform: str, sizes: Sizes, pool: Executor, tell: Callable[[str], None]) -> Finding:
    """All sieges of a platform."""
    damage = Damage()
    for siege, one in zip(sieges_of(platform, sizes), pool.map(_besieged, sieges_of(platform, sizes)), strict=True):
        damage += one
        tell(f"{platform}: {damage.kills} of {sizes.kills} kills; seed {siege.seed}: {one}")
    tried = f"{damage.kills:,} kills, {damage.messages:,} messages, 30 % of replies refused"
    return Finding(promise="kill -9 while people write", tried=tried, counts=damage.counts)


def _besieged(siege: Siege) -> Damage:
    with tempfile.TemporaryDirectory(prefix="satchel-siege-") as folder:
        return besiege(TOWNS[siege.platform](CHATS), Path(folder) / "data", siege.kills, siege.seed)
