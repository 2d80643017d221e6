"""Where the index lies, and on which servers it once lay: what was left there may hold what is forgotten since."""

from __future__ import annotations

from memory.annals import Progress
from memory.shelves import CURRENT

EMBEDDED = "embedded"
"""The place of an index in the data folder; that of any other is a server's address."""

_PLACE = "place of the index"
_LEFT = "left behind at "


def settle(progress: Progress, place: str) -> None:
    """Note that the index lies at `place` from now on. After a move no index is in use: what is found there is old."""
    before = progress.get(_PLACE) or EMBEDDED
    if before == place:
        return
    if before != EMBEDDED:
        progress.set(f"{_LEFT}{before}", "")
    progress.drop(CURRENT)
    progress.set(_PLACE, place)


def begin_elsewhere(progress: Progress) -> None:
    """Note that no index ever lay anywhere: the journal is new, or a copy of one whose index is not ours."""
    progress.drop(CURRENT)
    progress.drop(_PLACE)


def tidied(progress: Progress, place: str) -> None:
    """Note that nothing old is left at a place."""
    if f"{_LEFT}{place}" in progress.names(_LEFT):
        progress.drop(f"{_LEFT}{place}")


def left_behind(progress: Progress) -> tuple[str, ...]:
    """The servers on which an index of ours may still lie that nobody cleans, as they are told to people."""
    addresses = (name.removeprefix(_LEFT) for name in progress.names(_LEFT))
    return tuple(f"the Qdrant server {address}, on which the index was before" for address in addresses)
