"""Our login: made once, kept in the data folder, and made again only when it was ended from elsewhere."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from adapters.matrix import files
from adapters.matrix.errors import FORBIDDEN, NO_HOMESERVER, SignedOut, code_of
from adapters.matrix.fields import Raw, text
from adapters.matrix.options import MatrixOptions
from adapters.matrix.wire import Wire
from bot.errors import BadSetting, Undeliverable

FILE = "login.json"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 300.0, 6 * 3600.0
DEVICE_NAME = "Satchel"
NO_LOGIN = (
    "the bot is not logged in to Matrix and no password is set: set matrix_password, or start `satchel setup matrix`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who and which device we are. `token` is empty until the device is logged in; `pickle_key` locks its keys."""

    homeserver: str
    user: str
    device: str
    token: str = field(default="", repr=False)
    pickle_key: str = field(repr=False)

    def store(self, folder: Path) -> Path:
        """Where the device's keys lie."""
        return folder / f"{self.device}.db"


class Logins:
    """The login of one account in one folder. A password that was refused is not tried again for a while."""

    def __init__(self, options: MatrixOptions, now: Callable[[], float] = time.monotonic) -> None:
        self._options = options
        self._now = now
        self._not_before = 0.0
        self._pause = FIRST_PAUSE_S
        self._path = options.folder / FILE

    async def current(self) -> Login:
        """The login that is kept, or a new one.

        Raises BadSetting for a wrong password, and at once for one that was refused of late; SignedOut where there is
        none, and DeliveryError.
        """
        files.make_private(self._options.folder)
        kept = self._kept()
        if kept is None or (kept.token and not kept.store(self._options.folder).exists()):
            # A device whose keys are gone can never have others: it takes a new device.
            kept = self._new()
        return kept if kept.token else await self._logged_in(kept)

    def end(self, login: Login, *, soft: bool) -> bool:
        """The homeserver knows this login no more; tells whether there can be another.

        `soft`: the device comes back with its keys; otherwise nobody writes to it any more, and its keys go.
        """
        if not self._options.password:
            return False
        kept = self._kept()
        if kept is not None and kept.token == login.token:
            if soft:
                files.write(self._path, asdict(replace(login, token="")))
            else:
                self._path.unlink(missing_ok=True)
                login.store(self._options.folder).unlink(missing_ok=True)
        return True

    def _kept(self) -> Login | None:
        read = files.read(self._path)
        if not isinstance(read, dict):
            return None
        fields = {name: text(read, name) for name in ("homeserver", "user", "device", "token", "pickle_key")}
        kept = Login(**fields)
        ours = (kept.homeserver, kept.user) == (self._options.homeserver, self._options.user)
        return kept if ours and kept.device and kept.pickle_key else None

    def _new(self) -> Login:
        return Login(
            homeserver=self._options.homeserver,
            user=self._options.user,
            device=secrets.token_hex(5).upper(),
            pickle_key=secrets.token_hex(32),
        )

    async def _logged_in(self, device: Login) -> Login:
        if not self._options.password:
            raise SignedOut(NO_LOGIN)
        # A process that is killed while it logs in comes back as the same device.
        files.write(self._path, asdict(device))
        answer = await self._asked(device, self._options.password)
        token, user = text(answer, "access_token"), text(answer, "user_id")
        if user != device.user:
            raise BadSetting(f"matrix_user: the homeserver calls this user {user}; write it so")
        login = replace(device, token=token, device=text(answer, "device_id") or device.device)
        files.write(self._path, asdict(login))
        return login

    async def _asked(self, device: Login, password: str) -> Raw:
        if self._now() < self._not_before:
            raise BadSetting(self._refused(device))
        wire = Wire(device.homeserver)
        body = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": device.user},
            "password": password,
            "device_id": device.device,
            "initial_device_display_name": DEVICE_NAME,
        }
        try:
            return await wire.post("login", body=body)
        except Undeliverable as error:
            if code_of(error) == FORBIDDEN:
                self._not_before = self._now() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE_S)
                raise BadSetting(self._refused(device)) from error
            if code_of(error) in NO_HOMESERVER:
                raise BadSetting(
                    f"matrix_homeserver: no homeserver of Matrix answers at {device.homeserver}; write the base_url "
                    "that stands in https://YOUR-SERVER/.well-known/matrix/client"
                ) from error
            raise
        finally:
            await wire.close()

    def _refused(self, device: Login) -> str:
        minutes = max(1, round((self._not_before - self._now()) / 60))
        return (
            f"matrix_password: {device.homeserver} does not take it for {device.user}; set it right and start again "
            f"(I try the same one again in {minutes} min, lest the account be locked)"
        )
