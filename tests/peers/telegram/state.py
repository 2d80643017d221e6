"""All that the peer knows, for its parts to share; touched under the bell's lock alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.peers.telegram.bell import Bell
from tests.peers.telegram.faults import Faults
from tests.peers.telegram.files import Files
from tests.peers.telegram.hook import Webhook
from tests.peers.telegram.limits import Gatekeeper
from tests.peers.telegram.record import Confirmed, Record
from tests.peers.telegram.updates import UpdateQueue
from tests.peers.telegram.wire import Json
from tests.peers.telegram.world import World

OnConfirm = Callable[[Json], bool | None]


@dataclass(slots=True, kw_only=True)
class State:
    """One bot's whole Telegram.

    `on_confirm` is asked of each update at the moment it is confirmed, before the bot hears more;
    False says that it was not committed yet. It is called under the bell's lock and must not raise.
    `polls` counts the calls for updates, `polling` those that wait now.
    """

    token: str
    privacy: bool
    world: World
    bell: Bell
    faults: Faults
    queue: UpdateQueue = field(default_factory=UpdateQueue)
    did: Record = field(default_factory=Record)
    gatekeeper: Gatekeeper = field(default_factory=Gatekeeper)
    files: Files = field(default_factory=Files)
    webhook: Webhook = field(default_factory=Webhook)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    queries: dict[str, Json] = field(default_factory=dict)
    polls: int = 0
    polling: int = 0
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    on_confirm: OnConfirm | None = None

    def confirmed(self, updates: list[Json]) -> None:
        """Write down what the bot let go."""
        for update in updates:
            committed = self.on_confirm is None or self.on_confirm(update) is not False
            self.did.confirmed.append(
                Confirmed(order=self.did.next(), at=self.clock(), update=update, committed=committed)
            )

    def now(self) -> int:
        """Now, as messages tell it: whole seconds."""
        return int(self.wall())
