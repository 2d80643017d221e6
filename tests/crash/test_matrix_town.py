"""What the town says of a bot is so; and what a bot makes of its worst days."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

import pytest

from bot.crashes import CrashPoint
from tests.crash.blows import KILLED
from tests.crash.lives import forking
from tests.crash.matrix_town import MatrixTown
from tests.crash.said import Said
from tests.crash.served import Bot
from tests.peers.matrix_sight import Json
from tests.peers.synapse.users import ask

KILLS = 4
TOLD = 4


class Rude:
    """A bot without manners: it commits nothing, and waits for nobody."""

    def __init__(self, town: MatrixTown) -> None:
        found = town.environment
        self._client = f"{found['SATCHEL_MATRIX_HOMESERVER']}/_matrix/client/v3"
        self._line = HTTPConnection(urlsplit(self._client).netloc, timeout=30)
        user = {"type": "m.id.user", "user": found["SATCHEL_MATRIX_USER"]}
        login: Json = {"type": "m.login.password", "identifier": user, "password": found["SATCHEL_MATRIX_PASSWORD"]}
        self._token = str(ask(f"{self._client}/login", body=login)["access_token"])
        self._place = ""
        self.room = ""

    def joins(self) -> None:
        """Accept what the next sync tells of, and go on from there."""
        for room in self._rooms("invite"):
            ask(f"{self._client}/join/{quote(room)}", token=self._token, body={})
        self._rooms("join")

    def hears(self) -> list[str]:
        """The words of the next sync, in order; `room` is where the last of them were."""
        rooms = cast("dict[str, dict[str, dict[str, list[dict[str, Json]]]]]", self._rooms("join"))
        heard = [(name, event["content"]) for name, room in rooms.items() for event in room["timeline"]["events"]]
        words = [(name, str(content["body"])) for name, content in heard if "body" in content]
        self.room = words[-1][0] if words else self.room
        return [text for _, text in words]

    def leaves(self) -> None:
        self._line.close()

    def sends(self, room: str, key: str, text: str) -> str:
        """The event's id, over one connection; raises HTTPError where it is refused, OSError where it is lost."""
        body = json.dumps({"msgtype": "m.text", "body": text}).encode()
        url = f"{self._client}/rooms/{quote(room)}/send/m.room.message/{key}"
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        self._line.request("PUT", url, body, headers)
        answer = self._line.getresponse()
        told = json.load(answer)
        if answer.status != 200:
            raise HTTPError(url, answer.status, str(told), answer.headers, None)
        return str(told["event_id"])

    def _rooms(self, kind: str) -> dict[str, Json]:
        since = f"&since={self._place}" if self._place else ""
        sync = ask(f"{self._client}/sync?timeout=0{since}", token=self._token)
        self._place = str(sync["next_batch"])
        return cast("dict[str, dict[str, Json]]", sync.get("rooms", {})).get(kind, {})


@pytest.fixture
def town() -> Iterator[MatrixTown]:
    with MatrixTown(2) as opened:
        yield opened


def test_a_bot_without_manners_is_counted(town: MatrixTown, tmp_path: Path) -> None:
    Bot(town=town, data=tmp_path).let_in()
    town.watch(tmp_path)
    bot = Rude(town)
    bot.joins()
    for number in range(3):
        town.says(0, f"number {number}")
    assert bot.hears()[-3:] == ["number 0", "number 1", "number 2"]
    assert town.early() == 0
    bot.hears()
    assert town.early() == 3

    town.trouble()
    refused, lost, sent = set(), 0, set()
    for number in range(40):
        try:
            sent.add(bot.sends(bot.room, str(number), f"text {number}"))
        except HTTPError as error:
            refused.add(error.code)
        except OSError:
            lost += 1
    assert refused == {429}
    assert lost > 0
    assert town.early() > 3
    town.calm()
    everything = town.seen()
    assert len(everything) == len(sent) + lost
    again = {bot.sends(bot.room, str(number), f"text {number}") for number in range(40)}
    assert sent <= again
    assert Counter(town.seen()) == Counter({f"text {number}": 1 for number in range(40)})
    bot.leaves()


def test_messages_are_handed_out_again_among_others_and_nobody_is_reached_who_is_away(town: MatrixTown) -> None:
    bot = Rude(town)
    bot.joins()
    town.repeating(3)
    for number in range(5):
        town.says(0, f"number {number}")
    heard = bot.hears()
    town.says(0, "the last")
    while len(heard) < 3 * 6:
        heard += bot.hears()
    assert Counter(heard) == Counter({**{f"number {number}": 3 for number in range(5)}, "the last": 3})
    assert heard[5:10] != [f"number {number}" for number in range(5)]
    town.away()
    with pytest.raises(URLError):
        bot.hears()
    town.says(0, "meanwhile")
    town.calm()
    assert bot.hears() == ["meanwhile"]


def test_on_its_worst_days_a_bot_confirms_everybody_s_notes_once_in_order_and_early_nothing(
    town: MatrixTown, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    town.watch(data)
    town.repeating(5)
    town.slow(0, 0.2)
    said = Said(town=town, people=2)
    with forking() as fork:
        bot = Bot(town=town, data=data, begin=fork)
        bot.let_in()
        for life in range(KILLS):
            for number in range(TOLD):
                said.note(life * TOLD + number)
            said.question(life * TOLD)
            said.question(life * TOLD + 1)
            point = (CrashPoint.OUTBOX_CLAIMED, CrashPoint.OUTBOX_DELIVERED)[life % 2]
            assert fork(bot.program, SATCHEL_CRASH_AT=f"{point}:2").ended() == KILLED
            town.trouble()
        town.calm()
        with bot.serving():
            assert said.settled(data)
    damage = said.damage(data)
    assert damage.harm == 0, damage
    assert damage.given_up == 0
    for person in range(2):
        reactions = town.reactions(person)
        assert [each.to for each in reactions] == said.notes[person::2]
        assert [each.at for each in reactions] == sorted(each.at for each in reactions)
    assert town.looked_at() > len(said.notes)
    assert town.encrypted() == KILLS
    assert town.closed() == 0
