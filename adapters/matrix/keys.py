"""Our device's keys: nio's machine, fed with what concerns it and nothing else.

A sync's keys are committed at once and as a whole: after a kill in the middle the same sync is taken in again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import peewee  # type: ignore[import-untyped]  # it ships no types
import vodozemac
from nio import Client, ClientConfig, EncryptionError, Event, MegolmEvent, RoomKeyEvent, SyncResponse
from nio.events import ToDeviceEvent
from nio.store import SqliteStore

from adapters.matrix.asking import Asking
from adapters.matrix.fields import Raw, encodable, objects, part, text
from adapters.matrix.login import Login
from bot.errors import StoreDamaged

HOSTILE = (
    EncryptionError,
    vodozemac.OlmDecryptionException,
    vodozemac.DecodeException,
    vodozemac.SessionCreationException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)
"""What nio's steps raise over what a stranger wrote."""

_STATE = frozenset({"m.room.member", "m.room.encryption"})
"""The state that decides who gets our keys."""

# It warns of what anybody writes, with all of it.
logging.getLogger("nio").setLevel(logging.CRITICAL + 1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An encrypted event. `clear` is None where it stays closed; `may_open`: its key may still come."""

    clear: Raw | None = None
    may_open: bool = False


class _Store(SqliteStore):  # type: ignore[misc]  # nio ships no types
    """We compare emoji with nobody: that a device was verified need not be looked up for each message."""

    def is_device_verified(self, device: object) -> bool:
        del device
        return False


class Keys:
    """The keys of one login. Raises StoreDamaged where their file cannot be used."""

    def __init__(self, login: Login, folder: Path) -> None:
        config = ClientConfig(store=_Store, store_name=login.store(folder).name, pickle_key=login.pickle_key)
        self.client = Client(login.user, login.device, str(folder), config)
        self._path = login.store(folder)
        with self._usable():
            self.client.restore_login(login.user, login.device, login.token)
            self._path.chmod(0o600)
        self._asking = Asking(self.client)

    def take_in(self, sync: Raw) -> bool:
        """Commit what a sync says of keys, devices and members; tells whether a message's key came."""
        answer = SyncResponse.from_dict(_concerning_keys(sync))
        if not isinstance(answer, SyncResponse):
            _log.warning("a sync said of keys what cannot be read")
            return False
        # nio passes over what it believes to have seen, although nobody may have committed it.
        self.client.next_batch = ""
        with self.committed():
            came = [self._received(event) for event in objects(part(sync, "to_device"), "events")]
            self.client.receive_response(answer)
        for room in part(sync, "rooms", "leave"):
            self.client.rooms.pop(room, None)
            self.client.olm.outbound_group_sessions.pop(room, None)
        return any(came)

    def open(self, room: str, event: Raw) -> Opened:
        """Decrypt an event of a room. Nobody changes a room's state by what is encrypted."""
        try:
            closed = Event.parse_event(dict(event))
            if not isinstance(closed, MegolmEvent):
                return Opened()
            closed.room_id = room
            opened = self.client.olm.decrypt_megolm_event(closed)
            clear = cast("Raw", encodable(opened.source))
        except EncryptionError:
            return Opened(may_open=True)
        except HOSTILE:
            return Opened()
        if "state_key" in clear or clear.get("room_id", room) != room:
            return Opened()
        return Opened(clear={**_envelope(event), "type": clear.get("type"), "content": clear.get("content")})

    def close(self) -> None:
        if self.client.store:
            self.client.store.database.close()

    @contextmanager
    def committed(self) -> Iterator[None]:
        """What the block changes is on the disk when it ends, or none of it."""
        with self._usable(), self.client.store.database.atomic():
            yield

    def _received(self, raw: Raw) -> bool:
        try:
            event = ToDeviceEvent.parse_event(dict(raw))
            came = self.client.olm.handle_to_device_event(event)
            if isinstance(came, RoomKeyEvent):
                self._asking.arrived(came)
            return isinstance(came, RoomKeyEvent)
        except HOSTILE as error:
            _log.info("something that was sent to this device cannot be read (%s)", type(error).__name__)
            return False

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (peewee.PeeweeException, vodozemac.LibolmPickleException) as error:
            raise StoreDamaged(
                f"{self._path} cannot be used ({error}); where the disk is not full, move {self._path.parent} away "
                "and set the bot up again with `satchel setup matrix`: it then is a new device"
            ) from error


def _concerning_keys(sync: Raw) -> dict[str, object]:
    """As much of a sync as nio's machine needs."""
    joined = part(sync, "rooms", "join")
    return {
        "next_batch": text(sync, "next_batch"),
        "device_one_time_keys_count": _counts(part(sync, "device_one_time_keys_count")),
        "device_lists": {
            "changed": _names(part(sync, "device_lists").get("changed")),
            "left": _names(part(sync, "device_lists").get("left")),
        },
        "rooms": {
            "join": {
                room: {
                    "state": {"events": _deciding(part(joined, room, "state"))},
                    "timeline": {"events": _deciding(part(joined, room, "timeline"))},
                }
                for room in joined
            }
        },
    }


def _deciding(block: Raw) -> list[Raw]:
    return [event for event in objects(block, "events") if text(event, "type") in _STATE and "state_key" in event]


def _counts(counts: Raw) -> dict[str, int]:
    return {name: count for name, count in counts.items() if isinstance(count, int)}


def _names(listed: object) -> list[str]:
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _envelope(event: Raw) -> Mapping[str, object]:
    """What the homeserver vouches for."""
    return {name: event[name] for name in ("event_id", "sender", "origin_server_ts", "unsigned") if name in event}
