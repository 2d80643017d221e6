"""Photos sent together are one message, in however many pieces and however often they arrive."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.telegram.albums import REMEMBERED, Albums, Arrived
from bot.content import Audience
from bot.events import Event, MessageEdited, MessageReceived
from bot.ids import EventKey
from tests.adapters_telegram.scene import Scene
from tests.peers.telegram import Photo
from tests.peers.telegram.talk import Said

SCENE = Scene()


def album(scene: Scene, many: int = 3, name: str = "7", caption: str = "the boat") -> list[Said]:
    """Photos of an album; the first has the words."""
    return [
        scene.peer.says(scene.ada, scene.private, caption if not number else "", attached=Photo(data=b"x"), album=name)
        for number in range(many)
    ]


def arrived(scene: Scene, updates: Iterable[Said | int | None]) -> list[Arrived]:
    return [each for update in updates for each in scene.arrived(update)]


class Journal:
    """Keeps what is told for the first time, as the real one does, and the album as it then stands."""

    def __init__(self) -> None:
        self.known: dict[EventKey, Event] = {}

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            self.known.setdefault(event.key, event)

    @property
    def received(self) -> list[MessageReceived]:
        return [event for event in self.known.values() if isinstance(event, MessageReceived)]

    @property
    def latest(self) -> MessageReceived | MessageEdited:
        told = [event for event in self.known.values() if isinstance(event, MessageReceived | MessageEdited)]
        return max(told, key=lambda event: len(event.attachments))


def test_what_comes_at_once_is_one_message(scene: Scene) -> None:
    albums = Albums()
    albums.gathered(arrived(scene, [scene.peer.says(scene.ada, scene.private, "before")]))
    first, *others = album(scene)
    after = scene.peer.says(scene.ada, scene.private, "after")
    whole, last = albums.gathered(arrived(scene, [first, *others, after]))
    assert isinstance(whole, MessageReceived)
    assert isinstance(last, MessageReceived)
    assert (whole.message, whole.text, len(whole.attachments)) == (str(first.message_id), "the boat", 3)
    assert last.text == "after"


def test_what_comes_later_changes_the_message_that_stands(scene: Scene) -> None:
    albums = Albums()
    first, second, third = album(scene)
    told = [albums.gathered(arrived(scene, [each])) for each in (first, second, third)]
    assert [[event.kind for event in events] for events in told] == [["received"], ["edited"], ["edited"]]
    (last,) = told[-1]
    assert isinstance(last, MessageEdited)
    assert (last.message, last.text, len(last.attachments)) == (str(first.message_id), "the boat", 3)


def test_a_photo_that_an_earlier_process_had_not_seen_is_told(scene: Scene) -> None:
    journal = Journal()
    first, second, third = album(scene)
    journal.take(Albums().gathered(arrived(scene, [first, second])))
    journal.take(Albums().gathered(arrived(scene, [first, second, third])))
    assert len(journal.received) == 1
    assert len(journal.latest.attachments) == 3


def test_words_that_address_us_address_us_for_the_whole_album(scene: Scene) -> None:
    first = scene.peer.says(scene.ada, scene.group, attached=Photo(data=b"x"), album="8")
    second = scene.peer.says(scene.ada, scene.group, "@satchel_bot look", attached=Photo(data=b"x"), album="8")
    whole = Albums().gathered(arrived(scene, [first, second]))[0]
    assert isinstance(whole, MessageReceived)
    assert (whole.audience, whole.text) == (Audience.ADDRESSED, "look")


def test_an_edit_of_one_photos_words_leaves_the_others_where_they_are(scene: Scene) -> None:
    albums = Albums()
    first, *others = album(scene)
    albums.gathered(arrived(scene, [first, *others]))
    (edited,) = albums.gathered(arrived(scene, [scene.peer.edits(scene.private, others[0].message_id, "and the sea")]))
    assert isinstance(edited, MessageEdited)
    assert (edited.message, edited.text) == (str(first.message_id), "the boat\nand the sea")
    assert len(edited.attachments) == 3
    (again,) = albums.gathered(arrived(scene, others[:1]))
    assert isinstance(again, MessageEdited)
    assert again.text == "the boat\nand the sea"


def test_an_edit_in_an_album_that_nobody_remembers_is_an_edit(scene: Scene) -> None:
    first, *_ = album(scene)
    (edited,) = Albums().gathered(arrived(scene, [scene.peer.edits(scene.private, first.message_id, "new")]))
    assert isinstance(edited, MessageEdited)
    assert edited.text == "new"


def test_only_the_albums_of_late_are_remembered(scene: Scene) -> None:
    albums = Albums()
    for number in range(REMEMBERED + 9):
        albums.gathered(arrived(scene, album(scene, 1, str(number))))
    assert len(albums._parts) == REMEMBERED


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**6), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_however_it_arrives_an_album_is_one_message_with_all_its_photos(seed: int, sizes: Sequence[int]) -> None:
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    every = [album(SCENE, many, f"{name}-{seed}") for name, many in enumerate(sizes)]
    updates = [said for photos in every for said in photos]
    journal, albums, told = Journal(), Albums(), 0
    while told < len(updates):
        # A batch begins with what is not confirmed, or with what came before once more.
        begin, told = chance.randint(0, told), chance.randint(told, len(updates))
        if chance.random() < 0.3:
            albums, begin = Albums(), 0
        journal.take(albums.gathered(arrived(SCENE, updates[begin:told])))
    for photos in every:
        mine = [
            event
            for event in journal.known.values()
            if isinstance(event, MessageReceived | MessageEdited) and event.message == str(photos[0].message_id)
        ]
        assert sum(isinstance(event, MessageReceived) for event in mine) == 1
        assert max(len(event.attachments) for event in mine) == len(photos)
