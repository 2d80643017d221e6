"""Who stands beside whom: a message is found by what was said just before and after it."""

from dataclasses import dataclass

import numpy as np

from memory.finding.candidates import Candidates, Flags, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The share of a message's score that its neighbours get; `answer`: the next one, if this one asks."""

    answer: float
    one: float
    two: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Rows of the messages one and two before and after each, in its episode; n, a row of zeros, where none is."""

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


def neighbours(found: Candidates) -> Near:
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
    return Near(before=(before, row_at(-2)), after=(after, row_at(2)), follows_question=follows)
