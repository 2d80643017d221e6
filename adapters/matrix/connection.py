"""One login at work: its wire, its keys, what it knows of rooms; opened when it is needed."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from adapters.matrix.abreast import Abreast
from adapters.matrix.calls import Calls
from adapters.matrix.edits import Edits
from adapters.matrix.errors import SignedOut
from adapters.matrix.fields import text
from adapters.matrix.gaps import Gaps
from adapters.matrix.holding import Holding
from adapters.matrix.keys import Keys
from adapters.matrix.late import Late
from adapters.matrix.login import Login, Logins
from adapters.matrix.options import MatrixOptions
from adapters.matrix.past import Past
from adapters.matrix.recalled import Recalled
from adapters.matrix.rooms import Rooms
from adapters.matrix.sharing import Sharing
from adapters.matrix.spoken_to import Myself
from adapters.matrix.wire import Wire
from adapters.pace import Pace
from bot.errors import Undeliverable
from bot.ids import AccountId


@dataclass(slots=True, kw_only=True)
class Connection:
    """`listening`: its syncs go on. `abreast`: whether a change in a room would be known to us by now."""

    login: Login
    me: Myself
    wire: Wire
    keys: Keys
    sharing: Sharing
    late: Late
    gaps: Gaps
    edits: Edits
    holding: Holding
    recalled: Recalled
    rooms: Rooms = field(default_factory=Rooms)
    past: Past = field(default_factory=Past)
    listening: bool = False
    abreast: Abreast = field(default_factory=Abreast)

    async def close(self) -> None:
        await self.wire.close()
        self.keys.close()


def calls_over(line: Connection, pace: Pace) -> Calls:
    """What can be done over a connection."""

    def knows_encrypted(room: str) -> bool | None:
        known = line.keys.client.rooms.get(room) if line.listening else None
        return None if known is None else bool(known.encrypted)

    return Calls(line.wire, line.sharing, pace, line.me.user, knows_encrypted)


class Connections:
    """The one connection of an account, opened when it is needed, and anew when its login was ended from elsewhere."""

    def __init__(self, options: MatrixOptions) -> None:
        self._options = options
        self._logins = Logins(options)
        self._opening = asyncio.Lock()
        self._open: Connection | None = None

    async def get(self) -> Connection:
        """Raises BadSetting, DeliveryError, DataFolderError."""
        async with self._opening:
            if self._open is None:
                self._open = await self._opened()
            return self._open

    async def ended(self, line: Connection, why: SignedOut) -> bool:
        """Its login holds no more; tells whether another can be had."""
        await self.let_go(line)
        return self._logins.end(line.login, soft=why.soft)

    async def let_go(self, line: Connection | None = None) -> None:
        """Close it, or whichever is open."""
        if self._open is not None and line in (None, self._open):
            line, self._open = self._open, None
            await line.close()

    async def _opened(self) -> Connection:
        login = await self._logins.current()
        try:
            return await _connected(login, self._options)
        except SignedOut as why:
            if not self._logins.end(login, soft=why.soft):
                raise
        return await _connected(await self._logins.current(), self._options)


async def _connected(login: Login, options: MatrixOptions) -> Connection:
    async with AsyncExitStack() as opened:
        wire = Wire(login.homeserver, login.token)
        opened.push_async_callback(wire.close)
        me = Myself(account=AccountId(login.user), name=await _name(wire, login), commands=options.commands)
        keys = Keys(login, options.folder)
        opened.callback(keys.close)
        sharing = Sharing(wire, keys)
        await sharing.publish()
        line = Connection(
            login=login,
            me=me,
            wire=wire,
            keys=keys,
            sharing=sharing,
            late=Late(options.folder),
            gaps=Gaps(options.folder),
            edits=Edits(options.folder),
            holding=Holding(options.folder),
            recalled=Recalled(options.folder),
        )
        # All went well: it stays open.
        opened.pop_all()
    return line


async def _name(wire: Wire, login: Login) -> str:
    """What we are called; an account without a name of its own is called as its user."""
    own = login.user.partition(":")[0].removeprefix("@")
    await wire.get("account", "whoami")
    try:
        return text(await wire.get("profile", login.user), "displayname") or own
    except Undeliverable:
        return own
