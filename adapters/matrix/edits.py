"""Which message an edit is of: of one that was taken back no homeserver tells that. Kept over restarts, bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from adapters.matrix import files
from adapters.matrix.fields import Raw, number, objects, part, text

FILE = "edits.json"
MOST = 10_000
MOST_OF_A_ROOM = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An edit that was told: `message` is what it is of, `at` when it was made, in milliseconds since 1970."""

    room: str
    edit: str
    message: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """An event that took an edit back, while nobody tells what the message says now; `since`: seconds since 1970."""

    room: str
    event: Raw
    since: float

    @property
    def id(self) -> str:
        return text(self.event, "event_id")


class Edits:
    """The latest edits, by their ids, and what takes some back and waits. Raises DataFolderError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        read = files.read(self._path)
        whole = read if isinstance(read, dict) else {}
        changes = (_change(each) for each in objects(whole, "edits"))
        self.known = {each.edit: each for each in changes}
        self.waiting = tuple(
            Undoing(room=text(each, "room"), event=part(each, "event"), since=_since(each))
            for each in objects(whole, "waiting")
        )

    def keep(self, changes: Iterable[Change], waiting: Iterable[Undoing]) -> None:
        """Keep these too; what is kept is on the disk when it returns."""
        fresh = [each for each in changes if each.edit not in self.known]
        waits = {each.id: each for each in (*waiting, *self.waiting)}
        if fresh or len(waits) > len(self.waiting):
            self._write(_bounded((*self.known.values(), *fresh)), tuple(waits.values()))

    def drop(self, ids: Collection[str]) -> None:
        """What waited under these was told."""
        if any(each.id in ids for each in self.waiting):
            self._write(self.known, tuple(each for each in self.waiting if each.id not in ids))

    def _write(self, known: dict[str, Change], waiting: tuple[Undoing, ...]) -> None:
        edits = [dict(zip(("room", "edit", "message", "at"), astuple(each), strict=True)) for each in known.values()]
        waits = [{"room": each.room, "event": each.event, "since": each.since} for each in waiting]
        files.write(self._path, {"edits": edits, "waiting": waits})
        self.known, self.waiting = known, waiting


def _since(raw: Raw) -> float:
    found = raw.get("since")
    return float(found) if isinstance(found, int | float) else 0.0


def _change(raw: Raw) -> Change:
    return Change(
        room=text(raw, "room"), edit=text(raw, "edit"), message=text(raw, "message"), at=number(raw, "at") or 0
    )


def _bounded(changes: tuple[Change, ...]) -> dict[str, Change]:
    """The latest of each room, and of all rooms."""
    kept: list[Change] = []
    of_room: Counter[str] = Counter()
    for each in reversed(changes):
        of_room[each.room] += 1
        if of_room[each.room] <= MOST_OF_A_ROOM and len(kept) < MOST:
            kept.append(each)
    return {each.edit: each for each in reversed(kept)}
