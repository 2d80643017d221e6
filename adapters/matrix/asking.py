"""Asks for the keys of messages that cannot be read, and tells which answers may be believed.

Asked once a session are all devices of whoever said it, and our own others. An answer is a forwarded key, and a key
forwarded by anybody would let them put words into other people's mouths: it is believed only from the very device that
made it, which could as well have sent it to begin with. (Our own other devices would be trusted, too, if somebody had
compared emoji with them, which nobody does: nio refuses them.) With the device that said it a fresh session is begun,
too: if the old one broke, the keys of what it says from then on arrive.
"""

from __future__ import annotations

from nio import Client, MegolmEvent
from nio.crypto import OutgoingKeyRequest
from nio.event_builders import RoomKeyRequestMessage
from nio.events import ForwardedRoomKeyEvent, RoomKeyEvent

from adapters.matrix.fields import part, text

ALL_DEVICES = "*"
MOST_OF_A_ROOM = 50
"""Keys that are asked for and did not come: what anybody makes up there costs no more than that."""


class Asking:
    """One device's. What is asked waits among nio's messages until it is sent, which notes it on the disk."""

    def __init__(self, client: Client) -> None:
        self._client = client
        # nio tells of a key that is missing, and asks whom it may believe, in no other way.
        client.olm.check_if_wedged = self._missing
        client.olm._should_accept_forward = self._believes  # noqa: SLF001 -- it has no other handle

    def arrived(self, key: RoomKeyEvent) -> None:
        """Nobody needs to look for it any longer."""
        olm = self._client.olm
        olm.outgoing_to_device_messages[:] = [
            each for each in olm.outgoing_to_device_messages if not _asks_for(each, key.session_id)
        ]
        asked = olm.outgoing_key_requests.pop(key.session_id, None)
        if asked is not None:
            olm.store.remove_outgoing_key_request(asked)
            olm.outgoing_to_device_messages.append(asked.as_cancellation(self._client.user_id, self._client.device_id))

    def _missing(self, closed: MegolmEvent) -> None:
        olm, me = self._client.olm, self._client
        if olm.device_store.device_from_sender_key(closed.sender, closed.sender_key) is None:
            olm.users_for_key_query.add(closed.sender)
        asked = [each for each in olm.outgoing_to_device_messages if isinstance(each, RoomKeyRequestMessage)]
        asked += olm.outgoing_key_requests.values()
        of_room = {each.session_id for each in asked if each.room_id == closed.room_id}
        if closed.session_id in of_room or len(of_room) >= MOST_OF_A_ROOM:
            return
        olm.outgoing_to_device_messages += [
            closed.as_key_request(user, me.device_id, device_id=ALL_DEVICES) for user in (closed.sender, me.user_id)
        ]
        olm._mark_device_for_unwedging(closed.sender, closed.sender_key)  # noqa: SLF001 -- no other handle either

    def _believes(self, sender: str, sender_key: str, key: ForwardedRoomKeyEvent) -> bool:
        asked: OutgoingKeyRequest | None = self._client.olm.outgoing_key_requests.get(key.session_id)
        if asked is None or (asked.room_id, asked.algorithm) != (key.room_id, key.algorithm):
            return False
        device = self._client.olm.device_store.device_from_sender_key(sender, sender_key)
        told = part(key.source, "content")
        made_by = (text(told, "sender_key"), text(told, "sender_claimed_ed25519_key"))
        return device is not None and made_by == (device.curve25519, device.ed25519)


def _asks_for(message: object, session: str) -> bool:
    return isinstance(message, RoomKeyRequestMessage) and message.session_id == session
