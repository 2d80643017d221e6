"""Taking the words that edits replaced out of every file: those of many edits at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ports import Rewrite
from memory.annals import Annals
from memory.backups import Backups
from memory.erasure import going_on, one_at_a_time
from memory.journal import Journal
from memory.shelves import Shelves


class Mending:
    """Each step may be repeated, so a crash between two is mended by doing all again."""

    def __init__(self, shelves: Shelves, journal: Journal, backups: Backups) -> None:
        self._shelves = shelves
        self._journal = journal
        self._backups = backups

    def mend(self) -> None:
        """Have no file hold what was replaced; what cannot be done now is logged, and done the next time.

        The index is written anew once for all of them.
        """
        with going_on(), one_at_a_time:
            rewrites = self._journal.revisions.undone()
            if rewrites:
                self._mend(rewrites)

    def _mend(self, rewrites: Sequence[Rewrite]) -> None:
        # The index last: a server that is away keeps the words in no file of ours.
        self._journal.archive.clean()
        self._backups.rewrite(self._journal.annals.edited([each.of for each in rewrites]))
        self._index([each for each in rewrites if not each.indexed])
        self._shelves.purge()
        self._journal.revisions.done(rewrites)

    def _index(self, rewrites: Sequence[Rewrite]) -> None:
        """Put into the index what could not be put there when it was edited."""
        annals: Annals = self._journal.annals
        for each in rewrites:
            note = next(iter(annals.of([each.of])), None) if each.readable else None
            self._shelves.revise(each.of, note, annals.sizes([each.of]).get(each.of, 0))
        self._journal.revisions.indexed(rewrites)
