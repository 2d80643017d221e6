"""Taking messages out for good, once that is decided: out of every file, then searched for."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from bot.errors import SatchelError
from bot.ids import EventKey
from bot.ports import Archive, Decision, Erased, Intentions
from bot.records import Scope
from memory.annals import Annals
from memory.backups import Backups
from memory.folder import DataFolder
from memory.needles import is_short
from memory.shelves import Shelves
from memory.traces import Searched, search_apart
from memory.whereabouts import left_behind

SERVER = "the Qdrant server, which cleans its files in its own time"
NOT_WORDS = ("lock", "lock.pid", "satchel.toml")


# Two would rewrite the same backups; one process works in a data folder, so one lock will do.
one_at_a_time = Lock()

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

    def erase(self, decision: Decision, shown: Scope | None = None) -> Erased:
        with one_at_a_time:
            return self._erased(decision.keys, decision.texts, shown)

    def erase_all(self, several: Sequence[Decision]) -> Erased:
        """As `erase`, of several decisions: each file is written anew, and searched, once for all of them."""
        with one_at_a_time:
            keys = dict.fromkeys(key for decision in several for key in decision.keys)
            erased = self._erased(tuple(keys), [text for decision in several for text in decision.texts], None)
            for decision in several:
                self._backups.settle(decision.keys)
        return erased

    def catch_up(self) -> None:
        """Take what is forgotten out of the backups that could not be opened then."""
        with one_at_a_time:
            self._backups.catch_up(self._annals.erased, self._annals.edited)

    def _erased(self, keys: Collection[EventKey], texts: Collection[str], shown: Scope | None) -> Erased:
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
        searched = self._searched(texts, shown)
        return Erased(
            messages=len(texts),
            files=searched.files,
            traces=searched.traces,
            short=sum(map(is_short, texts)),
            unreached=unreached,
        )

    def _searched(self, texts: Collection[str], shown: Scope | None) -> Searched:
        """What is left in the files, as far as it may be told to whom `shown` may be shown.

        Words that stand in a message that stays are looked for no further: how often they stand in files tells how
        many others wrote them.
        """
        searched = search_apart(self._folder.path, texts, leave_out=NOT_WORDS)
        if shown is None or not searched.traces:
            return searched
        standing = self._annals.standing(texts)
        nowhere = [text for text in texts if text not in standing]
        left = search_apart(self._folder.path, nowhere, leave_out=NOT_WORDS).traces if nowhere else 0
        seen = {seq for places in standing.values() for seq, space in places if space in shown.spaces}
        return Searched(files=searched.files, traces=left + len(seen))


def finish(intentions: Intentions, eraser: Erasure, *, pending: bool) -> None:
    """Do what was decided and a crash, a full disk or a server that was away left undone; if not now, the next time.

    With `pending` also what an event decided that is still to be handled: nobody here will handle it. All are tried
    at once, and then each, whatever comes of the others.
    """
    undone: Sequence[tuple[int, Decision]] = ()
    with going_on():
        decided = intentions.undone(pending=pending)
        undone = tuple((seq, Decision(keys=keys, texts=intentions.words(seq))) for seq, keys in decided)
    together = len(undone) > 1 and _are_done(intentions, eraser, undone)
    for each in () if together else undone:
        _are_done(intentions, eraser, [each])
    with going_on():
        eraser.catch_up()


def _are_done(intentions: Intentions, eraser: Erasure, undone: Sequence[tuple[int, Decision]]) -> bool:
    """Do all of this at once, or nothing of it; what the proof came to, if it is not clean, is logged."""
    done: list[int] = []
    with going_on():
        erased = eraser.erase_all([decision for _, decision in undone])
        if erased.traces:
            _log.warning("of what is forgotten, %d traces are left in other messages or files", erased.traces)
        for seq, _ in undone:
            intentions.done(seq)
            done.append(seq)
    return len(done) == len(undone)


@contextmanager
def going_on() -> Iterator[None]:
    try:
        yield
    except SatchelError as fault:
        _log.warning("what is to be forgotten is not gone from every file: %s", fault)
