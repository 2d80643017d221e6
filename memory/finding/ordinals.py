"""Which of several days, weeks or weekends of a month or year: "the last Thursday in April"."""

import re
from typing import Final

from memory.finding.calendar_words import DAY, MONTH, WEEK, WEEKEND, YEAR, Tag

MOST: Final = 5
_FROM_END: Final = {"l": -1, "B": -2}
_PART: Final = re.compile(r"(?P<nth>[OlB]|(?<![aVNM])N)(?P<what>[WU])(?=o*(?:M|Y|[tlnB]?(?P<whole>U)|[tln]M))")


def with_ordinals(tags: list[Tag]) -> list[Tag]:
    """The tags, with O (-1 the last, -2 the last but one) where one of several is meant, and K for its unit."""
    changed = list(tags)
    for found in _PART.finditer("".join(kind for kind, _ in tags)):
        (nth, count), (what, value) = tags[found.start("nth")], tags[found.start("what")]
        whole = tags[found.start("whole")][1] if found["whole"] else YEAR
        if (what == "U" and value not in (DAY, WEEK, WEEKEND)) or whole not in (MONTH, YEAR) or count > MOST:
            continue
        changed[found.start("nth")] = ("O", _FROM_END.get(nth, count))
        changed[found.start("what")] = ("W" if what == "W" else "K", value)
    return changed
