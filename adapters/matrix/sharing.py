"""Gives our keys to the people of a room, and keeps up with theirs. A failure is raised, and the next try is whole."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import cast
from uuid import uuid4

from nio import (
    JoinedMembersResponse,
    KeysClaimResponse,
    KeysQueryResponse,
    KeysUploadResponse,
    MatrixRoom,
    ShareGroupSessionResponse,
    ToDeviceResponse,
)

from adapters.matrix.errors import NOT_FOUND, code_of
from adapters.matrix.fields import Raw
from adapters.matrix.keys import HOSTILE, Keys
from adapters.matrix.wire import Wire
from bot.errors import MaybeSent, NeverSent, Undeliverable

ENCRYPTED = "m.room.encrypted"

_log = logging.getLogger(__name__)


class Sharing:
    """Tells the homeserver of our keys, and asks it for other people's."""

    def __init__(self, wire: Wire, keys: Keys) -> None:
        self._wire = wire
        self._keys = keys
        self._client = keys.client
        self.one_by_one: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        """Of each room: what is encrypted there is sent before the next is."""

    async def publish(self) -> None:
        """Tell of a new device's keys before anybody meets it: what they said to it until then it could never read."""
        if not self._client.olm.account.shared:
            try:
                await self._upload()
            except HOSTILE as error:
                raise NeverSent("the homeserver does not take this device's keys; I try again") from error

    async def keep_up(self) -> None:
        """What is to be done between two syncs."""
        if self._client.should_upload_keys:
            await self._upload()
        if self._client.should_query_keys:
            await self._query(tuple(self._client.users_for_key_query))
        if self._client.should_claim_keys:
            await self._claim(self._client.get_users_for_key_claiming())
        for message in list(self._client.outgoing_to_device_messages):
            await self._wire.put("sendToDevice", message.type, uuid4().hex, body=message.as_dict())
            with self._keys.committed():
                self._client.receive_response(ToDeviceResponse(message))

    async def is_encrypted(self, room: str) -> bool:
        """Whether a room is encrypted, as the homeserver knows it; one that was once is for ever."""
        if room not in self._client.encrypted_rooms:
            try:
                await self._wire.get("rooms", room, "state", "m.room.encryption", "")
            except Undeliverable as error:
                if code_of(error) == NOT_FOUND:
                    return False
                raise
        known = self._client.rooms.setdefault(room, MatrixRoom(room, self._client.user_id, encrypted=True))
        known.encrypted = True
        known.members_synced = False
        return True

    async def sealed(self, room: str, kind: str, content: Raw) -> tuple[str, Raw]:
        """Encrypt for everybody who is in the room, on all their devices."""
        try:
            await self._shared(room)
            sealed_kind, sealed = self._client.encrypt(room, kind, dict(content))
        except MaybeSent as error:
            raise NeverSent(str(error)) from error
        except HOSTILE as error:
            raise NeverSent(f"it could not be encrypted for everybody in the room ({type(error).__name__})") from error
        return sealed_kind, cast("Raw", sealed)

    async def _shared(self, room: str) -> None:
        known = self._client.rooms[room]
        if not known.members_synced:
            members = await self._wire.get("rooms", room, "joined_members")
            self._take(JoinedMembersResponse.from_dict(dict(members), room), JoinedMembersResponse)
        if self._client.should_query_keys:
            await self._query(tuple(self._client.users_for_key_query))
        missing = self._client.get_missing_sessions(room)
        if missing:
            await self._claim(missing)
        if self._client.olm.should_share_group_session(room):
            await self._share(room, list(known.users))

    async def _share(self, room: str, users: list[str]) -> None:
        olm = self._client.olm
        try:
            for told, bodies in olm.share_group_session_parallel(room, users, ignore_unverified_devices=True):
                await self._wire.put("sendToDevice", ENCRYPTED, uuid4().hex, body=bodies)
                self._take(ShareGroupSessionResponse(room, told), ShareGroupSessionResponse)
        except BaseException:
            # Cancelling counts: whom it did not reach gets the key of a new session.
            olm.outbound_group_sessions.pop(room, None)
            raise
        olm.outbound_group_sessions[room].shared = True

    async def _upload(self) -> None:
        # The private halves are on the disk before anybody learns the public ones.
        with self._keys.committed():
            public = self._client.olm.share_keys()
            self._client.olm.save_account()
        answer = await self._wire.post("keys", "upload", body=public)
        self._take(KeysUploadResponse.from_dict(dict(answer)), KeysUploadResponse)

    async def _query(self, users: Iterable[str]) -> None:
        asked = list(users)
        answer = await self._wire.post("keys", "query", body={"device_keys": {user: [] for user in asked}})
        try:
            self._take(KeysQueryResponse.from_dict(dict(answer)), KeysQueryResponse)
        except HOSTILE as error:
            if len(asked) == 1:
                _log.warning("a person's devices cannot be read (%s): they get no keys", type(error).__name__)
                self._client.users_for_key_query.discard(asked[0])
                return
            for user in asked:
                await self._query([user])

    async def _claim(self, devices: dict[str, list[str]]) -> None:
        wanted = {user: dict.fromkeys(listed, "signed_curve25519") for user, listed in devices.items()}
        answer = await self._wire.post("keys", "claim", body={"one_time_keys": wanted})
        self._take(KeysClaimResponse.from_dict(dict(answer)), KeysClaimResponse)

    def _take(self, response: object, wanted: type) -> None:
        if not isinstance(response, wanted):
            raise ValueError(f"no {wanted.__name__}")
        with self._keys.committed():
            self._client.receive_response(response)
