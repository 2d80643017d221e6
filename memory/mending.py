"""Taking the words that edits replaced out of every file: those of many edits at once."""

from __future__ import annotations

from memory.backups import Backups
from memory.erasure import going_on, one_at_a_time
from memory.journal import Journal
from memory.shelves import Shelves

AT_ONCE = 256


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
            # The index last: a server that is away keeps the words in no file of ours.
            if unfiled := [each for each in rewrites if not each.filed]:
                self._journal.archive.clean()
                self._backups.rewrite(self._journal.annals.edited([each.of for each in unfiled]))
                self._journal.revisions.filed(unfiled)
            if rewrites:
                while self._index_some():
                    pass
                self._shelves.purge()
                self._journal.revisions.done(rewrites)

    def _index_some(self) -> bool:
        """Put into the index what could not be put there when it was edited; False when that is done.

        While a message is edited again, the index may be ahead of the journal: that edit puts its words there itself.
        """
        # Read and put under one lock: nothing older may come behind what is newer.
        with self._shelves.held():
            undone = self._journal.revisions.undone()
            some = [each for each in undone if not each.indexed and not each.in_hand][:AT_ONCE]
            if some:
                notes = self._journal.annals.of([each.of for each in some if each.readable])
                self._shelves.revise(notes, self._journal.annals.sizes([each.of for each in some]))
                self._journal.revisions.indexed(some)
        return bool(some)
