"""Text that cannot steer a terminal: for whatever is shown in one, or written to a file that is. Pure."""

from __future__ import annotations

import re

MARK = "\N{REPLACEMENT CHARACTER}"

_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_MARKED = dict.fromkeys((*_CONTROLS, *_DIRECTIONS, *range(0xD800, 0xE000)), MARK)
_TOWER = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")


def printable(text: str) -> str:
    """The text with a mark for each character that would steer a terminal, and for a tower of accents."""
    return _TOWER.sub(MARK, text.translate(_MARKED))
