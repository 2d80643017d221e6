"""What a short message chooses of what was shown."""

from __future__ import annotations

import pytest

from bot.choosing import choice

SHOWN = (12, 4, 130)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("#12", {12}),
        ("12", {12}),
        ("12.", {12}),
        (" #4 please!", {4}),
        ("forget #130", {130}),
        ("number 4", {4}),
        ("Nummer 4", {4}),
        ("#12, #4", {12, 4}),
        ("12 and 130", {12, 130}),
        ("12 y 4", {12, 4}),
        ("the first", {12}),
        ("The second one, please", {4}),
        ("last", {130}),
        ("die zweite bitte", {4}),
        ("la última", {130}),
        ("le premier", {12}),
        ("all", set(SHOWN)),
        ("all of them", set(SHOWN)),
        ("alle", set(SHOWN)),
        ("todas", set(SHOWN)),
        ("toutes", set(SHOWN)),
        ("yes, all", set(SHOWN)),
        ("Yes please, all of them!", set(SHOWN)),
        ("yes, forget them", set(SHOWN)),
        ("Ja, alle", set(SHOWN)),
        ("ja bitte, lösche sie alle", set(SHOWN)),
        ("sí, todas por favor", set(SHOWN)),
        ("Oui, toutes", set(SHOWN)),
        ("oui, supprime-les", set(SHOWN)),
        ("ok, the first", {12}),
        ("yes, #4", {4}),
        ("ja, die letzte", {130}),
    ],
)
def test_numbers_shown_places_in_words_and_all_choose(text: str, chosen: set[int]) -> None:
    found = choice(text)
    assert found is not None
    assert found.among(SHOWN) == chosen


@pytest.mark.parametrize("text", ["1", "2.", "#99", "#12 #99", "12 13", "both", "yes", "fourth", "1 2 3"])
def test_what_was_not_shown_is_not_chosen(text: str) -> None:
    found = choice(text)
    assert found is not None
    assert not found.among(SHOWN)


@pytest.mark.parametrize(
    "text",
    ["yes", "ja bitte", "sí", "oui", "this one", "yes, this one", "Yes, delete it", "ja, vergiss es", "sí, bórrala"],
)
def test_yes_is_enough_where_one_was_shown(text: str) -> None:
    found = choice(text)
    assert found is not None
    assert found.among((7,)) == {7}


def test_both_are_two() -> None:
    found = choice("both")
    assert found is not None
    assert found.among((7, 3)) == {7, 3}


@pytest.mark.parametrize(
    "text",
    [
        *("no", "No thanks", "none", "cancel", "nein danke", "keine", "ninguna", "no, gracias", "non merci", "aucun"),
        *("no, keep it", "keep them", "Keep all of them, please", "no, none", "No. Keep both!", "don't", "leave it"),
        *("no, don't delete them", "yes, keep them", "nein, behalte sie", "Nein, keine", "lass sie", "nicht löschen"),
        *("nein, lösch es nicht", "no, guárdalas", "no las borres", "déjala", "non, garde-les", "ne les efface pas"),
        *("non, ne le supprime pas", "non, aucune", "garde tout"),
    ],
)
def test_nothing_can_be_chosen(text: str) -> None:
    found = choice(text)
    assert found is not None
    assert found.nothing


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 eggs",
        "all good",
        "the first of May",
        "everything",
        "ok",
        "no milk today",
        "bitte",
        "erste Hilfe",
        "#",
        "12:30",
        "+49 12",
        "-4",
        "4th of July",
        "1" * 61,
        "none of your business",
        *("yes, all good", "no, all", "no, the first", "yes, 12 eggs", "ok", "yes, none", "keep the receipt"),
        *("ja, erste Hilfe", "no, milk", "keep it cool", "behalte die Quittung", "garde-les au frais", "forget it"),
    ],
)
def test_what_says_more_chooses_nothing(text: str) -> None:
    assert choice(text) is None
