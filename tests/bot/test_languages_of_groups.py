"""A group's notes are called a group's, in every phrase that speaks of somebody's."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest

from bot.citations import declines
from bot.following.answered import Answered, answered
from bot.languages import Language, words_for

YOURS = {Language.ENGLISH: "your notes", Language.GERMAN: "deinen", Language.SPANISH: "tus", Language.FRENCH: "tes"}


@pytest.mark.parametrize("language", Language)
def test_no_phrase_speaks_of_your_notes_in_a_group(language: Language) -> None:
    yours, group = (astuple(words_for(language, group=group)) for group in (False, True))
    told = [
        phrase for phrase in group if isinstance(phrase, str) and re.search(rf"\b{YOURS[language]}\b", phrase.lower())
    ]
    assert told == []
    assert sum(one != other for one, other in zip(yours, group, strict=True)) == 6


@pytest.mark.parametrize("language", Language)
def test_what_was_found_in_a_group_is_known_again(language: Language) -> None:
    words = words_for(language, group=True)
    assert answered(f"{words.no_model}\n[1] Ada, 14:24: “The door is blue”").quoted == ("The door is blue",)
    assert answered(words.nothing_found) == Answered()
    assert declines(words.nothing_found)
