"""People on Matrix without a client library: quick to make, quick to speak, and they see what the homeserver shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import quote, urlencode

from tests.peers.matrix_sight import Json
from tests.peers.synapse.users import User, ask

PAGE = 500


@dataclass(slots=True)
class Plain:
    """Somebody in one direct room, unencrypted. `said` is what they said, by event; `saw` all of the other's events."""

    address: str
    user: User
    other: str
    room: str = ""
    said: dict[str, str] = field(default_factory=dict)
    saw: list[Json] = field(default_factory=list)
    _place: str = ""

    def open(self) -> None:
        """Open the room and invite the other."""
        body: Json = {"preset": "trusted_private_chat", "is_direct": True, "invite": [self.other]}
        self.room = str(
            ask(f"{self.address}/_matrix/client/v3/createRoom", token=self.user.token, body=body)["room_id"]
        )

    def say(self, text: str, **more: object) -> str:
        """Send a text, and whatever else is to stand in its content; returns the event's id."""
        event = self.send("m.room.message", {"msgtype": "m.text", "body": text, **more})
        self.said[event] = text
        return event

    def send(self, kind: str, content: Json) -> str:
        return str(ask(self._of_room("send", kind), token=self.user.token, body=content)["event_id"])

    def redact(self, event: str) -> None:
        ask(self._of_room("redact", event), token=self.user.token, body={})

    def look(self) -> None:
        """See what the other did since the last look."""
        query = {"dir": "f", "limit": str(PAGE), "filter": json.dumps({"senders": [self.other]})}
        while True:
            place = {"from": self._place} if self._place else {}
            page = ask(f"{self._of_room('messages')}?{urlencode(query | place)}", token=self.user.token)
            news = cast("list[Json]", page["chunk"])
            self.saw += news
            if not news:
                return
            self._place = str(page.get("end", self._place))

    def _of_room(self, *path: str) -> str:
        whole = "/".join(quote(each, safe="") for each in (self.room, *path))
        return f"{self.address}/_matrix/client/v3/rooms/{whole}"
