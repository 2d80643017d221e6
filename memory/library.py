"""Memory: what was kept, found again by its words, meaning, company, speaker and time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.errors import BadQuery, ModelError, WrongDimension
from bot.ids import EventKey
from bot.ports import Lookup, Sightings, SparseVector, Vector, VectorIndex
from bot.records import Hit, Note, Question, Recalled, Scope, Then
from memory.annals import Annals
from memory.finding.asked_saying import asked_saying
from memory.finding.asked_when import TimeWindow, asked_time
from memory.finding.asked_who import named, without
from memory.finding.candidates import Candidates
from memory.finding.ranking import Asked, Ranked, places_around, rank
from memory.finding.sparse import asked_terms, terms_of_names
from memory.finding.timeliness import in_their_time
from memory.finding.wanted import Wanted
from memory.shelf import Shelf
from memory.shelves import Shelves
from memory.sightings import joined
from memory.signs import speaker_number
from memory.staying import search
from memory.vectors import refuse_length

DEPTH = 100
"""How many each search brings: more find nothing more, once the neighbours of the best are looked at too."""

IN_TIME = 100
"""How many of the messages said in the time asked for are looked at, whatever their words."""

LONGEST_QUESTION = 2_000
PARTS = 2
"""How many pieces of a long neighbour may come, on average."""

_NO_TERMS = SparseVector(indices=(), values=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout:
    """A question as it is looked for.

    `speakers`: int64, the numbers of those who may be named, as in signs. `times`: those that it may mean. `unread`:
    why the model could not read it, "" where it could.
    """

    lookup: Lookup
    asked: Asked
    speakers: NDArray[np.int64]
    times: tuple[TimeWindow, ...]
    wanted: Wanted
    unread: str


class Library:
    """Implements Memory over the shelves and the journal."""

    def __init__(self, shelves: Shelves, annals: Annals) -> None:
        self._shelves = shelves
        self._annals = annals

    def remember(self, notes: Sequence[Note]) -> None:
        self._shelves.put(notes)

    def revise(self, note: Note) -> None:
        key = note.origin.key
        self._shelves.revise([note], {key: 0, **self._annals.sizes([key])})

    def forget(self, keys: Collection[EventKey]) -> None:
        self._shelves.take(self._annals.sizes(keys))

    def recall(self, question: Question, scope: Scope, limit: int) -> Recalled:
        if not any(character.isalnum() for character in question.text):
            raise BadQuery("there is no word in that to look for")
        # Looked at first: what is put there meanwhile is told of too much, and nothing too little.
        missing = self._shelves.missing(scope)
        shelf = self._shelves.current
        lookout = self._lookout(question, scope, shelf, limit)
        if lookout.wanted.names_only_when_or_who:
            hits, then = self._newest(lookout, shelf, limit)
            return Recalled(hits=hits, missing=missing, unread=lookout.unread, then=then)
        return Recalled(hits=self._hits(lookout, shelf, limit), missing=missing, unread=lookout.unread)

    def _newest(self, lookout: Lookout, shelf: Shelf, limit: int) -> tuple[tuple[Hit, ...], Then]:
        """What was said then, and by whom it is asked of, the newest first."""
        between = lookout.asked.between or (0.0, lookout.wanted.now)
        places = self._annals.between(*between, lookout.lookup.scope, IN_TIME)
        if not places:
            return (), Then(messages=0)
        seen = search(shelf.index, _among(lookout.lookup, places), self._annals)
        newest = np.lexsort((-seen.signs.place, -np.floor(seen.signs.said_at)))
        firsts = np.sort(np.unique(seen.signs.place[newest], return_index=True)[1])
        ids = seen.ids(newest[firsts].tolist())
        records = {record.id: record for record in shelf.index.fetch(ids, lookout.lookup.scope)}
        there = [records[one] for one in ids if one in records]
        theirs = [record for record in there if lookout.wanted.is_by_asked(record) is not False]
        hits = (Hit(record=record, score=1.0, coverage=1.0, similarity=0.0, on_time=True) for record in theirs[:limit])
        return tuple(hits), Then(messages=len(theirs), at_least=len(places) >= IN_TIME)

    def _hits(self, lookout: Lookout, shelf: Shelf, limit: int) -> tuple[Hit, ...]:
        seen = self._seen(lookout, shelf)
        if not len(seen.keys):
            return ()
        ranked = rank(_candidates(seen, lookout), lookout.asked)
        return _hits(seen, ranked, shelf.index, lookout, limit)

    def _lookout(self, question: Question, scope: Scope, shelf: Shelf, limit: int) -> Lookout:
        text = question.text[:LONGEST_QUESTION]
        speakers = self._annals.speakers(scope)
        who = named(text, speakers)
        when = asked_time(text, question.asked_at)
        times = when.words if when else frozenset()
        terms = asked_terms(text, names=who.words, times=times)
        matter = asked_terms(text, names=who.words, times=times | when.sought) if when else terms
        between = (when.window.start.timestamp(), when.window.end.timestamp()) if when else None
        dense, unread = _meaning(shelf, without(text, who.words | times))
        return Lookout(
            lookup=Lookup(dense=dense, sparse=terms.vector(), scope=scope, depth=max(DEPTH, limit)),
            asked=Asked(
                terms=terms,
                said_by=np.append(who.weights, np.float32(0)),
                between=between,
                matter=frozenset(matter.terms),
                names=terms_of_names(who.words, terms),
            ),
            speakers=np.array([speaker_number(name) for name in speakers], np.int64),
            times=when.times if when else (),
            wanted=Wanted(
                saying=asked_saying(text, who.words),
                when=when.window if when else None,
                asked_at=question.asked_at,
                asker=question.asker,
            ),
            unread=unread,
        )

    def _seen(self, lookout: Lookout, shelf: Shelf) -> Sightings:
        """What the searches bring, what was said beside it, and what was said in the time asked for."""
        seen = search(shelf.index, lookout.lookup, self._annals)
        there = seen.signs.place
        places = places_around(there, seen.dense, seen.sparse).tolist()
        if lookout.asked.between is not None:
            then = self._annals.between(*lookout.asked.between, lookout.lookup.scope, IN_TIME)
            places = sorted({*places, *then}.difference(there.tolist()))
        if not places:
            return seen
        return joined(seen, search(shelf.index, _among(lookout.lookup, places), self._annals))


def _hits(seen: Sightings, ranked: Ranked, index: VectorIndex, lookout: Lookout, limit: int) -> tuple[Hit, ...]:
    rows = ranked.best_of_each_place(limit)
    similarity, scores, coverage, of_matter = (
        column[list(rows)].tolist()
        for column in (np.nan_to_num(seen.dense), ranked.scores, ranked.coverage, ranked.of_matter)
    )
    ids = seen.ids(rows)
    records = {record.id: record for record in index.fetch(ids, lookout.lookup.scope)}
    there = [at for at, record in enumerate(ids) if record in records]
    hits = [
        Hit(
            record=records[ids[at]],
            score=scores[at],
            coverage=coverage[at],
            similarity=similarity[at],
            by_asked=lookout.wanted.is_by_asked(records[ids[at]]),
        )
        for at in there
    ]
    matter = [of_matter[at] for at in there]
    return in_their_time(hits, matter, lookout.times, said_then=lookout.wanted.then)


def _meaning(shelf: Shelf, text: str) -> tuple[Vector, str]:
    """The question's vector; zeros, and why, where the model could not read it."""
    try:
        vector = shelf.embedder.query(text)
        refuse_length(vector, shelf.dimension)
    except (ModelError, WrongDimension) as fault:
        # The words alone still find most of it, and an answer now is worth more than none.
        return np.zeros(shelf.dimension, np.float32), str(fault)
    return vector, ""


def _among(lookup: Lookup, places: Sequence[int]) -> Lookup:
    """The same question of a few messages: what their words score is computed from their signs."""
    dense = lookup.dense if np.any(lookup.dense) else np.ones_like(lookup.dense)
    return replace(lookup, dense=dense, sparse=_NO_TERMS, depth=PARTS * len(places), among=tuple(places))


def _candidates(seen: Sightings, lookout: Lookout) -> Candidates:
    signs = seen.signs
    return Candidates(
        place=signs.place,
        episode=signs.episode,
        speaker=_rows(lookout.speakers, signs.speaker),
        asks=signs.asks,
        said_at=signs.said_at,
        lengths=signs.lengths,
        terms=signs.terms,
        dense=seen.dense,
        sparse=seen.sparse,
    )


def _rows(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of `wanted` stands in `known`; len(known) for one that does not."""
    order = np.argsort(known)
    rows = np.append(order, len(known))[np.searchsorted(known, wanted, sorter=order)]
    return np.where(np.append(known, -1)[rows] == wanted, rows, len(known))
