"""How it is told what was forgotten, and how that was proven."""

from __future__ import annotations

import pytest

from bot.ports import Erased, Tally
from bot.proof import all_of, proof

OVER = "Journal and index were written over"


@pytest.mark.parametrize(
    ("erased", "told"),
    [
        (
            Erased(messages=1, files=5, traces=0),
            f"Forgotten: 1 message (#3). {OVER}, and I found none of it in the 5 files I searched.",
        ),
        (
            Erased(messages=2, files=1, traces=0),
            f"Forgotten: 2 messages (#3). {OVER}, and I found none of them in the 1 file I searched.",
        ),
        (
            Erased(messages=1, files=5, traces=0, short=1),
            f"Forgotten: 1 message (#3). {OVER}; it is too short to search files for.",
        ),
        (
            Erased(messages=2, files=5, traces=0, short=2),
            f"Forgotten: 2 messages (#3). {OVER}; they are too short to search files for.",
        ),
        (
            Erased(messages=2, files=5, traces=0, short=1),
            (
                f"Forgotten: 2 messages (#3). {OVER}; 1 of them is too short to search files for, and of the other I "
                "found nothing in the 5 files I searched."
            ),
        ),
        (
            Erased(messages=5, files=5, traces=0, short=2),
            (
                f"Forgotten: 5 messages (#3). {OVER}; 2 of them are too short to search files for, and of the others I "
                "found nothing in the 5 files I searched."
            ),
        ),
        (
            Erased(messages=3, files=5, traces=1, short=1),
            (
                "Forgotten: 3 messages (#3), but 1 trace of their words is left in other messages or files. "
                f"{OVER}; 1 of them is too short to search files for."
            ),
        ),
        (
            Erased(messages=1, files=5, traces=2, unreached=("old.backup",)),
            (
                "Forgotten: 1 message (#3), but 2 traces of its words are left in other messages or files. "
                "This may still hold it: old.backup."
            ),
        ),
        (Erased(messages=1, files=0, traces=0), "Forgotten: 1 message (#3)."),
    ],
)
def test_what_was_done_is_told_once_and_whole(erased: Erased, told: str) -> None:
    assert proof(erased, "#3") == told


@pytest.mark.parametrize(
    ("messages", "kept", "told"),
    [
        (0, 0, "0 messages"),
        (1, 0, "1 message, not kept as a note"),
        (1, 1, "1 message, kept as a note"),
        (3, 0, "3 messages, none of them kept as notes"),
        (3, 1, "3 messages, 1 of them kept as a note"),
        (3, 2, "3 messages, 2 of them kept as notes"),
        (3, 3, "3 messages, all kept as notes"),
    ],
)
def test_all_that_one_may_forget_is_counted_in_words_that_fit(messages: int, kept: int, told: str) -> None:
    assert all_of(Tally(messages=messages, kept=kept)) == told
