"""Where one character ends and the next begins, as a reader sees them. Pure."""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
"""Makes one picture of two."""

# Towers of marks alone have more code points than this.
_LONGEST = 64
_LEADS = ("\u1100", "\u115f")
_VOWELS = ("\u1160", "\u11a7")
_TAILS = ("\u11a8", "\u11ff")


def is_boundary(text: str, at: int) -> bool:
    """Whether a cut at `at` leaves every character whole: families, flags, accents, skins, syllables."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if JOINER in (before, after) or _extends(after):
        return False
    if _is_flag(before) and _is_flag(after):
        return _flags_before(text, at) % 2 == 0
    return not _is_one_syllable(before, after)


def whole(text: str, at: int) -> int:
    """`at`, or shortly before it where that falls inside what a reader sees as one character."""
    for place in range(at, max(0, at - _LONGEST), -1):
        if is_boundary(text, place):
            return place
    return at


def _extends(character: str) -> bool:
    """Whether it belongs to what stands before it: marks, skins, and the tags of regional flags."""
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_one_syllable(before: str, after: str) -> bool:
    """Whether two letters of Hangul are drawn in one square."""
    vowel = _VOWELS[0] <= after <= _VOWELS[1]
    if _LEADS[0] <= before <= _LEADS[1]:
        return vowel or _LEADS[0] <= after <= _LEADS[1] or _is_square(after)
    if _is_square(before) or _VOWELS[0] <= before <= _VOWELS[1]:
        return vowel or _TAILS[0] <= after <= _TAILS[1]
    return _TAILS[0] <= before <= _TAILS[1] and _TAILS[0] <= after <= _TAILS[1]


def _is_square(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while at - count > 0 and _is_flag(text[at - count - 1]):
        count += 1
    return count


def visible(text: str) -> bool:
    """Whether there is anything to see."""
    return any(not character.isspace() and unicodedata.category(character)[0] != "C" for character in text)
