"""The homeserver of the Matrix tests keeps what it acknowledged, limits whom it is told to, and says what it lacks."""

from __future__ import annotations

from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from tests.peers.synapse import Homeserver, User, homeserver
from tests.peers.synapse.homeserver import HomeserverError
from tests.peers.synapse.users import ask


def room_of(server: Homeserver, user: User) -> str:
    return str(ask(f"{server.address}/_matrix/client/v3/createRoom", token=user.token, body={})["room_id"])


def say(server: Homeserver, user: User, room: str, text: str) -> str:
    path = f"{server.address}/_matrix/client/v3/rooms/{room}/send/m.room.message"
    return str(ask(path, token=user.token, body={"msgtype": "m.text", "body": text})["event_id"])


def read(server: Homeserver, user: User, room: str, event: str) -> dict[str, object]:
    return ask(f"{server.address}/_matrix/client/v3/rooms/{room}/event/{event}", token=user.token)


def test_what_was_acknowledged_survives_a_kill(synapse: Homeserver) -> None:
    anna = synapse.register("anna")
    room = room_of(synapse, anna)
    said = say(synapse, anna, room, "still here?")
    synapse.kill()
    with pytest.raises(URLError):
        read(synapse, anna, room, said)
    synapse.start()
    assert read(synapse, anna, room, said)["content"] == {"msgtype": "m.text", "body": "still here?"}


def test_names_are_never_taken(synapse: Homeserver) -> None:
    assert synapse.register("anna").id != synapse.register("anna").id


def test_one_user_can_be_held_back_while_others_are_not(synapse: Homeserver) -> None:
    slow, quick = synapse.register("slow"), synapse.register("quick")
    rooms = {user: room_of(synapse, user) for user in (slow, quick)}
    synapse.limit(slow, per_second=1, burst=2)
    for number in range(20):
        say(synapse, quick, rooms[quick], str(number))
    assert 1 <= until_refused(synapse, slow, rooms[slow]) < 20
    synapse.limit(slow, per_second=0)
    for number in range(20):
        say(synapse, slow, rooms[slow], str(number))


def test_a_homeserver_that_is_not_installed_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(HomeserverError, match=r"make \.synapse/ready"), homeserver(tmp_path):
        pass


def until_refused(server: Homeserver, user: User, room: str) -> int:
    """How many messages went through before the server said that they are too many."""
    for number in range(20):
        try:
            say(server, user, room, str(number))
        except HTTPError as refused:
            if refused.code != 429:
                raise
            return number
    return 20
