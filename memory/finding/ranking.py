"""The order of what a search brought: words, meaning, company, speaker and time put together.

Pure arithmetic on columns: one row a candidate message, no language model, nothing learned from data.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from memory.finding.sparse import K1, USUAL_LENGTH, AskedTerms, B

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Columns of n messages, each at most once, in any order.

    `place`: the conversation's number << 32 | the message's position there, consecutive.
    `episode`: any numbers that tell them apart.  `speaker`: a row of `Asked.said_by`.  `asks`: it holds a "?".
    `terms`: uint32, all messages' terms one after the other; `lengths[i]` of them are message i's.
    `dense`, `sparse`: the index's scores, NaN where that search did not bring the message.
    """

    place: Ints
    episode: Ints
    speaker: Ints
    asks: Flags
    said_at: NDArray[np.float64]
    lengths: Ints
    terms: NDArray[np.uint32]
    dense: Floats
    sparse: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the question told: its terms, how much it names each speaker (float32, 0..1), its time window if any."""

    terms: AskedTerms
    said_by: Floats
    between: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each sign counts, in standard deviations of the candidates' scores."""

    meaning: float = 0.7
    episode: float = 0.6
    said_by: float = 1.75
    in_time: float = 1.5
    length: float = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The share of a message's score that its neighbours get; `answer`: the next one, if this one asks."""

    answer: float
    one: float
    two: float


WORDS_REACH: Final = Reach(answer=1.0, one=0.6, two=0.4)
MEANING_REACH: Final = Reach(answer=0.5, one=0.3, two=0.1)
# An episode is many messages: a word said again there still says something.
EPISODE_K1: Final = 1.2
_FLAT: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An order of n candidates: `order` holds their rows, best first; the other columns are by row.

    `coverage`: the share, 0 to 1, of the question's words that a message holds itself, by their rarity.
    """

    order: Ints
    place: Ints
    scores: Floats
    coverage: Floats

    def best_of_each_place(self, limit: int) -> tuple[int, ...]:
        """The best rows, one a message: a long message has several."""
        firsts = np.sort(np.unique(self.place[self.order], return_index=True)[1])[:limit]
        return tuple(self.order[firsts].tolist())


def nothing_ranked() -> Ranked:
    """The order of no candidates."""
    rows, nothing = np.zeros(0, np.int64), np.zeros(0, np.float32)
    return Ranked(order=rows, place=rows, scores=nothing, coverage=nothing)


def rank(found: Candidates, asked: Asked, weights: Weights = Weights()) -> Ranked:
    """Candidates, of which there is at least one, in the order in which they are likely to answer."""
    frequency = _frequencies(found, asked.terms)
    rarity = _rarity(frequency, found.sparse, asked.terms)
    scores = _scores(found, asked, weights, frequency, rarity)
    order = np.argsort(-scores, kind="stable")
    return Ranked(order=order, place=found.place, scores=scores, coverage=_coverage(frequency, rarity, asked.terms))


def places_around(found: Candidates, order: Ints, best: int = 40) -> Ints:
    """Places next to the first `best` rows of `order` that no candidate has: worth fetching, then ranking all again.

    "Sure, Thursday at 7" shares nothing with the question that it answers; no search brings it.
    """
    around = (found.place[order[:best], None] + np.array([-2, -1, 1, 2])).ravel()
    return np.setdiff1d(around, found.place)


def _scores(found: Candidates, asked: Asked, weights: Weights, frequency: Floats, rarity: Floats) -> Floats:
    near = _neighbours(found)
    words = _by_word(frequency * rarity[:, None], asked.terms)
    meaning = _standard(np.where(np.isnan(found.dense), _lowest(found.dense), found.dense))
    both = _standard(near.furthest(words, WORDS_REACH).sum(axis=0))
    both = _standard(both + weights.meaning * _standard(near.summed(meaning, MEANING_REACH)))
    total = both + weights.episode * _standard(_episodes(_by_word(frequency, asked.terms), found.episode))
    total += weights.said_by * asked.said_by[found.speaker] + weights.length * np.log1p(found.lengths)
    if asked.between is not None:
        start, end = asked.between
        total += weights.in_time * ((found.said_at >= start) & (found.said_at < end))
    return total.astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """Rows of the messages one and two before and after each row, in its episode; n, a row of zeros: none."""

    before: tuple[Ints, Ints]
    after: tuple[Ints, Ints]
    follows_question: Flags

    def _shares(self, reach: Reach) -> tuple[tuple[Ints, Floats | float], ...]:
        from_before = np.where(self.follows_question, np.float32(reach.answer), np.float32(reach.one))
        return (
            (self.before[0], from_before),
            (self.after[0], reach.one),
            (self.before[1], reach.two),
            (self.after[1], reach.two),
        )

    def summed(self, scores: Floats, reach: Reach) -> Floats:
        """[..., n] -> [..., n]: each score plus its share of its neighbours'."""
        padded = _padded(scores)
        return np.asarray(scores + sum(padded[..., rows] * share for rows, share in self._shares(reach)), np.float32)

    def furthest(self, scores: Floats, reach: Reach) -> Floats:
        """[..., n] -> [..., n]: the greatest of each score and its share of its neighbours'."""
        best, padded = scores, _padded(scores)
        for rows, share in self._shares(reach):
            best = np.maximum(best, padded[..., rows] * share)
        return best


def _padded(scores: Floats) -> Floats:
    return np.concatenate([scores, np.zeros((*scores.shape[:-1], 1), np.float32)], axis=-1)


def _neighbours(found: Candidates) -> _Near:
    by_place = np.argsort(found.place, kind="stable")
    in_order, none = found.place[by_place], len(by_place)

    def row_at(step: int) -> Ints:
        wanted = found.place + step
        at = np.minimum(np.searchsorted(in_order, wanted), none - 1)
        row = by_place[at]
        return np.where((in_order[at] == wanted) & (found.episode[row] == found.episode), row, none)

    before, after = row_at(-1), row_at(1)
    asks, speaker = np.append(found.asks, False), np.append(found.speaker, -1)
    follows = asks[before] & (speaker[before] != found.speaker)
    return _Near(before=(before, row_at(-2)), after=(after, row_at(2)), follows_question=follows)


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


def _coverage(frequency: Floats, rarity: Floats, asked: AskedTerms) -> Floats:
    # A word that no candidate holds is as rare as can be: without it nothing is covered.
    weight = np.where(frequency.any(axis=1), rarity, rarity.max(initial=0))[:, None]
    held = _by_word(np.asarray((frequency > 0) * weight, np.float32), asked).sum(axis=0)
    whole = _by_word(weight, asked).sum()
    return np.asarray(held / (whole + _FLAT), np.float32)


def _by_word(scores: Floats, asked: AskedTerms) -> Floats:
    """[terms, n] -> [words, n]: the best of the stems that one word has."""
    starts = np.flatnonzero(np.diff(asked.words, prepend=-1))
    return np.maximum.reduceat(scores, starts, axis=0) if len(starts) else scores


def _episodes(frequency: Floats, episode: Ints) -> Floats:
    """[words, n] -> [n]: how well the whole episode of each message speaks of the question's words."""
    which = np.unique(episode, return_inverse=True)[1]
    said = (
        np.stack([np.bincount(which, row) for row in frequency]) if len(frequency) else np.zeros((0, which.max() + 1))
    )
    holding, all_of_them = (said > 0).sum(axis=1, keepdims=True), said.shape[1]
    rarity = np.log((all_of_them - holding + 0.5) / (holding + 0.5) + 1)
    return np.asarray((rarity * said * (EPISODE_K1 + 1) / (said + EPISODE_K1)).sum(axis=0)[which], np.float32)


def _standard(scores: Floats) -> Floats:
    """Mean 0, deviation 1; all zero where the scores do not differ."""
    return np.asarray((scores - scores.mean()) / (scores.std() + _FLAT), np.float32)


def _lowest(scores: Floats) -> np.float32:
    """What a message that a search did not bring can have scored at most."""
    return np.float32(np.nanmin(scores)) if not np.isnan(scores).all() else np.float32(0)
