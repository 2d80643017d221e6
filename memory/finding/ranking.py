"""The order of what a search brought: words, meaning, company, speaker and time put together.

Pure arithmetic on columns: one row a candidate message, no language model, nothing learned from data.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from memory.finding.candidates import Candidates, Flags, Floats, Ints
from memory.finding.neighbours import Reach, neighbours
from memory.finding.sparse import K1, NO_TERMS, USUAL_LENGTH, AskedTerms, B


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the question told: its terms, how much it names each speaker (float32, 0..1), its time window if any.

    `matter`: which of the terms say no time. `names`: the terms of the named speakers that are none of `terms`.
    """

    terms: AskedTerms
    said_by: Floats
    between: tuple[float, float] | None = None
    matter: frozenset[int] = frozenset()
    names: AskedTerms = NO_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each sign counts, in standard deviations of the candidates' scores."""

    meaning: float = 0.6
    episode: float = 0.5
    said_by: float = 2.0
    in_time: float = 1.5
    length: float = 0.4


WEIGHTS: Final = Weights()
WORDS_REACH: Final = Reach(answer=1.0, one=0.6, two=0.5)
MEANING_REACH: Final = Reach(answer=0.5, one=0.3, two=0.15)
# An episode is many messages: a word said again there still says something.
EPISODE_K1: Final = 1.2
TIME_ALONE: Final = 4
_FLAT: Final = 1e-6
_BESIDE: Final = np.array([-2, -1, 1, 2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An order of n candidates: `order` holds their rows, best first; the other columns are by row.

    `coverage`: the share, 0 to 1, of the question's words that a message holds itself, by their rarity; `of_matter`:
    the same of those that say no time, 1 where there are none.
    """

    order: Ints
    place: Ints
    scores: Floats
    coverage: Floats
    of_matter: Floats

    def best_of_each_place(self, limit: int) -> tuple[int, ...]:
        """The best rows, one a message: a long message has several."""
        firsts = np.sort(np.unique(self.place[self.order], return_index=True)[1])[:limit]
        return tuple(self.order[firsts].tolist())


def rank(found: Candidates, asked: Asked, weights: Weights = WEIGHTS) -> Ranked:
    """Candidates, of which there is at least one, in the order in which they are likely to answer."""
    frequency = _frequencies(found, asked.terms)
    rarity = _rarity(frequency, found.sparse, asked.terms)
    scores = _scores(found, asked, weights, frequency, rarity)
    order = np.argsort(-scores, kind="stable")
    return Ranked(
        order=order,
        place=found.place,
        scores=scores,
        coverage=_with_names(_coverage(frequency, rarity, asked.terms), found, asked),
        of_matter=_of_matter(frequency, rarity, asked),
    )


def places_around(place: Ints, dense: Floats, sparse: Floats, best: int = 40) -> Ints:
    """Places beside the roughly `best` of the candidates, and of none: to be fetched, with their dense score, too.

    "Sure, Thursday at 7" shares nothing with the question that it answers; no search brings it.
    """
    if not len(place):
        return np.zeros(0, np.int64)
    rough = _standard(np.nan_to_num(sparse)) + _standard(_known(dense))
    likely = place[np.argsort(-rough, kind="stable")[:best]]
    # NumPy's own sets are slower, and bring masked arrays along: 15 ms at the first question.
    beside = set((likely[:, None] + _BESIDE).ravel().tolist()).difference(place.tolist())
    return np.array(sorted(beside), np.int64)


def _scores(found: Candidates, asked: Asked, weights: Weights, frequency: Floats, rarity: Floats) -> Floats:
    near = neighbours(found)
    words = _by_word(frequency * rarity[:, None], asked.terms)
    meaning = _standard(_known(found.dense))
    both = _standard(near.furthest(words, WORDS_REACH).sum(axis=0))
    both = _standard(both + weights.meaning * _standard(near.summed(meaning, MEANING_REACH)))
    total = both + weights.episode * _standard(_episodes(_by_word(frequency, asked.terms), found.episode))
    total += weights.said_by * asked.said_by[found.speaker] + weights.length * np.log1p(found.lengths)
    # "What did I tell you today?" asks for nothing but the time.
    total += weights.in_time * (1 if len(asked.terms.terms) else TIME_ALONE) * _in_time(found, asked)
    return np.asarray(total, np.float32)


def _frequencies(found: Candidates, asked: AskedTerms) -> Floats:
    """BM25's term part, float32 [terms, n]: the same figures as the index holds."""
    n = len(found.place)
    owner = np.repeat(np.arange(n), found.lengths)
    counts = np.zeros((len(asked.terms), n), np.float32)
    for row, term in enumerate(asked.terms):
        counts[row] = np.bincount(owner[found.terms == np.uint32(term)], minlength=n)
    longer = K1 * (1 - B + B * found.lengths / USUAL_LENGTH)
    return np.asarray(counts * (K1 + 1) / (counts + longer), np.float32)


def _rarity(frequency: Floats, sparse: Floats, asked: AskedTerms) -> Floats:
    """Inverse document frequencies, float32 [terms], as the index used them: solved for from the scores it gave."""
    scored = ~np.isnan(sparse)
    if not scored.any():
        return np.ones(len(frequency), np.float32)
    weighted = frequency[:, scored].T * np.array(asked.vector().values, np.float32)
    solved = np.linalg.lstsq(weighted, sparse[scored], rcond=1e-4)[0]
    return np.asarray(np.maximum(solved, 0), np.float32)


def _in_time(found: Candidates, asked: Asked) -> Flags:
    if asked.between is None:
        return np.zeros(len(found.place), np.bool_)
    start, end = asked.between
    return (found.said_at >= start) & (found.said_at < end)


def _of_matter(frequency: Floats, rarity: Floats, asked: Asked) -> Floats:
    rows = [row for row, term in enumerate(asked.terms.terms) if term in asked.matter]
    if not rows:
        return np.ones(frequency.shape[1], np.float32)
    terms, words = (tuple(column[row] for row in rows) for column in (asked.terms.terms, asked.terms.words))
    return _coverage(frequency[rows], rarity[rows], AskedTerms(terms=terms, words=words))


def _coverage(frequency: Floats, rarity: Floats, asked: AskedTerms) -> Floats:
    # A word that no candidate holds is as rare as can be: without it nothing is covered.
    weight = np.where(frequency.any(axis=1), rarity, rarity.max(initial=0))[:, None]
    held = _by_word(np.asarray((frequency > 0) * weight, np.float32), asked).sum(axis=0)
    whole = _by_word(weight, asked).sum()
    return np.asarray(held / (whole + _FLAT), np.float32)


def _with_names(coverage: Floats, found: Candidates, asked: Asked) -> Floats:
    """Where a message speaks of who is named, it covers that word, too: "where does Anna live?", "Anna moved to Lyon".

    Each of the question's words counts the same there: how rare a name is in what people say is not searched for.
    """
    if not asked.names.terms:
        return coverage
    held = _by_word(np.asarray(_frequencies(found, asked.names) > 0, np.float32), asked.names).sum(axis=0)
    names, words = len(set(asked.names.words)), len(set(asked.terms.words))
    return np.where(held > 0, np.maximum(coverage, (coverage * words + held) / (words + names)), coverage)


def _by_word(scores: Floats, asked: AskedTerms) -> Floats:
    """[terms, n] -> [words, n]: the best of the stems that one word has."""
    starts = np.flatnonzero(np.diff(asked.words, prepend=-1))
    return np.maximum.reduceat(scores, starts, axis=0) if len(starts) else scores


def _episodes(frequency: Floats, episode: Ints) -> Floats:
    """[words, n] -> [n]: how well the whole episode of each message speaks of the question's words."""
    which = np.unique(episode, return_inverse=True)[1]
    if not len(frequency):
        return np.zeros(len(episode), np.float32)
    said = np.stack([np.bincount(which, row) for row in frequency])
    holding = (said > 0).sum(axis=1, keepdims=True)
    rarity = np.log((said.shape[1] - holding + 0.5) / (holding + 0.5) + 1)
    return np.asarray((rarity * said * (EPISODE_K1 + 1) / (said + EPISODE_K1)).sum(axis=0)[which], np.float32)


def _standard(scores: Floats) -> Floats:
    """Mean 0, deviation 1; all zero where the scores do not differ."""
    return np.asarray((scores - scores.mean()) / (scores.std() + _FLAT), np.float32)


def _known(scores: Floats) -> Floats:
    """What a search did not bring scored less than what it brought: the least of that, then."""
    missing = np.isnan(scores)
    return np.where(missing, np.float32(0) if missing.all() else np.nanmin(scores), scores)
