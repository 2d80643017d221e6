"""Words that may want something forgotten: what fits them is shown, and where nothing does they are a note."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import Forwarded
from tests.builders import image
from tests.scenarios.village import Village, invoked, privately, village

NOTES = (
    "My locker code is 4711",
    "Der Klempner kommt am Freitag um neun",
    "Lucía vive en Valencia",
    "The dog gets his pill in the morning",
    "Le code de la porte est 2468",
    "Buy milk and bread",
)


def kept(people: Village) -> list[str]:
    return [note.text for _, note in people.house.journal.annals.notes(0, 100)]


async def told(people: Village) -> None:
    for text in NOTES:
        await people.tells("ada", text)


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("forget the locker code", "locker"),
        ("Please delete my locker code!", "locker"),
        ("delete the dog note", "dog"),
        ("vergiss den Klempner", "Klempner"),
        ("Lösch bitte die Notiz vom Klempner", "Klempner"),
        ("Olvida lo de Lucía", "Lucía"),
        ("borra la nota de Lucía", "Lucía"),
        ("efface le code de la porte", "porte"),
    ],
)
async def test_what_fits_is_offered_and_the_wish_is_no_note(data: Path, wish: str, meant: str) -> None:
    async with village(data) as people:
        await told(people)
        (note,) = (text for text in NOTES if meant in text)
        shown = await people.tells("ada", wish)
        assert f"This one? To forget it, send: /forget #{NOTES.index(note) + 1}" in shown
        assert note in shown
        assert "to keep it, send it behind /note" in shown
        assert kept(people) == list(NOTES)
        assert people.traces(wish) == 0
        assert "Forgotten: 1 message" in await people.tells("ada", "yes")
        assert note not in kept(people)


@pytest.mark.parametrize(
    "note",
    [
        "forget the milk and buy oat",
        "Don't forget the milk",
        "vergiss die Milch nicht",
        "forget the locker key",
        "delete the dog photos",
        "forget the dentist",
        "vergiss den Zahnarzt",
        "Olvida lo de Pablo",
        "delete the milk, it is sour",
        "forget the milk\nand the bread",
    ],
)
async def test_what_fits_nothing_whole_is_a_note(data: Path, note: str) -> None:
    async with village(data) as people:
        await told(people)
        assert (await people.tells("ada", note)).startswith(("Kept.", "Notiert.", "Guardado."))
        assert kept(people) == [*NOTES, note]


async def test_it_can_be_kept_all_the_same(data: Path) -> None:
    async with village(data) as people:
        await told(people)
        await people.tells("ada", "/note forget the locker code")
        await people.hears(invoked("ada", "note", "delete the dog note"))
        assert kept(people)[-2:] == ["forget the locker code", "delete the dog note"]


async def test_what_others_said_and_what_stands_below_a_picture_is_kept(data: Path) -> None:
    async with village(data) as people:
        await told(people)
        wish = privately("ada", "forget the locker code")
        await people.hears(replace(wish, forwarded=Forwarded(from_name="Tom")))
        await people.hears(replace(privately("ada", "delete the dog note"), attachments=(image(""),)))
        assert kept(people)[-2:] == ["forget the locker code", "delete the dog note"]


async def test_nobody_is_offered_what_others_keep_for_themselves(data: Path) -> None:
    async with village(data) as people:
        await told(people)
        assert (await people.tells("anna", "forget the locker code")).startswith("Kept.")
