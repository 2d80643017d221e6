"""What a reader sees as one character is one."""

from __future__ import annotations

import pytest

from bot.graphemes import is_boundary, whole

WHOLE = {
    "family": "👨‍👩‍👧‍👦",
    "flag": "🇩🇪",
    "flag of a region": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "skin": "👍🏽",
    "keycap": "1\ufe0f\u20e3",
    "accents": "e\u0301\u0323",
    "thai": "ก็",
    "devanagari": "नि",
    "syllable of letters": "\u1112\u1161\u11ab",
    "syllable and tail": "\ud558\u11ab",
}


@pytest.mark.parametrize("character", WHOLE.values(), ids=WHOLE)
def test_no_place_within_a_character_is_a_boundary(character: str) -> None:
    text = f"a{character}{character}b"
    places = [at for at in range(len(text) + 1) if is_boundary(text, at)]
    assert places == [0, 1, 1 + len(character), 1 + 2 * len(character), 2 + 2 * len(character)]


@pytest.mark.parametrize("text", ["ab", "한국", "日本", "a👍", "👍👍", "\u11a8\u1100", "\ud800\udc00"])
def test_characters_of_their_own_are_apart(text: str) -> None:
    assert is_boundary(text, 1)


def test_a_place_within_a_character_gives_its_beginning() -> None:
    assert [whole("ae\u0301b", at) for at in range(5)] == [0, 1, 1, 3, 4]


def test_within_a_tower_of_marks_a_place_is_taken_as_it_is() -> None:
    assert whole("e" + "\u0301" * 10_000, 5_000) == 5_000
