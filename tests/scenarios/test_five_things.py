"""A stranger tells it five things, asks about them, quits, comes back and asks again."""

from __future__ import annotations

import pytest

from tests.program import Program

TOLD = (
    "The dentist is on Tuesday at 9",
    "Anna moved to Lyon in March",
    "My bike lock code is 4711",
    "The lease of the flat in Weserstraße ends on 30 June",
    "Tom recommended the book Piranesi",
)
ASKED = {
    "where does Anna live?": "Lyon",
    "when does the lease end?": "30 June",
    "what is the code of my bike lock?": "4711",
    "which book did Tom recommend?": "Piranesi",
    "when is the dentist?": "Tuesday at 9",
}


def test_five_things_told_asked_and_asked_again_another_day(satchel: Program) -> None:
    first = satchel.chat(*TOLD, *ASKED)
    assert (first.status, first.err) == (0, "")
    assert first.out.splitlines()[:5] == ["Kept."] * 5
    tomorrow = satchel.chat(*ASKED)
    assert (tomorrow.status, tomorrow.err) == (0, "")
    for answer in ASKED.values():
        assert answer in first.out
        assert answer in tomorrow.out


def test_each_answer_names_who_said_it_and_when(satchel: Program) -> None:
    satchel.chat(*TOLD, SATCHEL_NOW="2026-03-12T18:20:00+00:00", SATCHEL_TIMEZONE="UTC")
    answer = satchel.run("ask", "when does the lease end?", SATCHEL_NOW="2026-05-01T10:00:00+00:00")
    assert answer.status == 0
    assert "[1] you, Thu 12 Mar 2026, 18:20: “The lease of the flat in Weserstraße ends on 30 June”" in answer.out
    assert "no model" in answer.out


def test_a_conversation_without_a_word_ends_cleanly(satchel: Program) -> None:
    silence = satchel.chat()
    assert (silence.status, silence.out, silence.err) == (0, "", "")


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_last_line_counts_however_it_ends(satchel: Program, end: str) -> None:
    assert satchel.run("chat", typed=f"The code is 4711{end}").out == "Kept.\n"
