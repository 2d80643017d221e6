"""Taking messages out for good, once that is decided: out of every file, then searched for."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from threading import Lock

from bot.errors import SatchelError
from bot.ids import EventKey
from bot.ports import Archive, Decision, Erased, Intentions
from memory.annals import Annals
from memory.backups import Backups
from memory.folder import DataFolder
from memory.needles import is_short
from memory.shelves import Shelves
from memory.traces import search_apart
from memory.whereabouts import left_behind

SERVER = "the Qdrant server, which cleans its files in its own time"
NOT_WORDS = ("lock", "lock.pid", "satchel.toml")


# Two would rewrite the same backups; one process works in a data folder, so one lock will do.
_one_at_a_time = Lock()

_log = logging.getLogger(__name__)


class Erasure:
    """Implements Eraser. Each step may be repeated, so a crash between two is mended by doing all again."""

    def __init__(
        self, shelves: Shelves, archive: Archive, annals: Annals, backups: Backups, folder: DataFolder
    ) -> None:
        self._shelves = shelves
        self._archive = archive
        self._annals = annals
        self._backups = backups
        self._folder = folder

    def erase(self, decision: Decision) -> Erased:
        with _one_at_a_time:
            return self._erased(decision.keys, decision.texts)

    def catch_up(self) -> None:
        """Take what is forgotten out of the backups that could not be opened then."""
        with _one_at_a_time:
            self._backups.catch_up(self._annals.erased)

    def _erased(self, keys: Collection[EventKey], texts: Collection[str]) -> Erased:
        # The index last: a server that is away keeps the words in no file of ours.
        self._archive.clean()
        missed = self._backups.erase(keys)
        self._shelves.take(self._annals.sizes(keys))
        unreached: tuple[str, ...] = () if self._shelves.purge() else (SERVER,)
        self._backups.settle(keys)
        unreached += missed + left_behind(self._backups.progress)
        if not texts:
            # Begun before a crash, finished now: the words to look for are gone already.
            return Erased(messages=len(keys), files=0, traces=0, unreached=unreached)
        searched = search_apart(self._folder.path, texts, leave_out=NOT_WORDS)
        return Erased(
            messages=len(texts),
            files=searched.files,
            traces=searched.traces,
            short=sum(map(is_short, texts)),
            unreached=unreached,
        )


def finish(intentions: Intentions, eraser: Erasure, *, pending: bool) -> None:
    """Do what was decided and a crash, a full disk or a server that was away left undone; if not now, the next time.

    With `pending` also what an event decided that is still to be handled: nobody here will handle it. Each is tried,
    whatever comes of the others.
    """
    undone: tuple[tuple[int, tuple[EventKey, ...]], ...] = ()
    with _going_on():
        undone = intentions.undone(pending=pending)
    for seq, keys in undone:
        with _going_on():
            eraser.erase(Decision(keys=keys))
            intentions.done(seq)
    with _going_on():
        eraser.catch_up()


@contextmanager
def _going_on() -> Iterator[None]:
    try:
        yield
    except SatchelError as fault:
        _log.warning("what is to be forgotten is not gone from every file: %s", fault)
