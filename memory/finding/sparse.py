"""Text to sparse vectors: BM25's term part for what is kept, plain weights for what is asked.

A term is the 32-bit hash of a stem.  Every word gives its English stem, whatever the language, so that a
question and a message always share one scheme; a text in another known language adds that language's stem
where it differs.  The index multiplies by the inverse document frequency of the asker's spaces itself.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from zlib import crc32

import Stemmer

from bot.ports import SparseVector
from memory.finding.stopwords import FUNCTION_WORDS, language_of
from memory.finding.strong_verbs import FORMS

K1: Final = 1.0
B: Final = 0.3
# The index grows message by message, so the usual length is a constant and not the mean of what is there.
USUAL_LENGTH: Final = 25
_WORD: Final = re.compile(r"[^\W_]+")
_CONTRACTED: Final = re.compile(r"['\u2019](?:s|t|d|m|re|ve|ll)\b")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LONGEST_WORD: Final = 40
# Not strftime's names: those follow the computer's locale, and an index must not.
# "Remind me what I said about the airport" looks for the airport.
_ASKING: Final = frozenset("remind tell show find search look said say told mention mentioned remember know".split())
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTerms:
    """What a question looks for: `terms[i]` is a stem of the question's word number `words[i]`, ascending."""

    terms: tuple[int, ...]
    words: tuple[int, ...]

    def vector(self) -> SparseVector:
        """The query vector; the stems of one word share its weight of 1."""
        stems_of = Counter(self.words)
        return SparseVector(indices=self.terms, values=tuple(1 / stems_of[word] for word in self.words))


NO_TERMS: Final = AskedTerms(terms=(), words=())


def words_of(text: str) -> list[str]:
    """Lower-case words in order; scripts written without spaces give pairs of characters."""
    words = _WORD.findall(_CONTRACTED.sub("", text.lower()))
    if text.isascii() or not _UNSPACED.search(text):
        return words
    return [piece for word in words for piece in _pairs(word)]


def _pairs(word: str) -> list[str]:
    """["東京", "京都"] of "東京都"."""
    if not _UNSPACED.search(word):
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


@lru_cache(maxsize=len(FUNCTION_WORDS))
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language, 0)


@lru_cache(maxsize=4_096)
def _term(word: str, language: str) -> int:
    stem = _stemmer(language).stemWord(word[:_LONGEST_WORD])
    if not stem.isascii():
        stem = "".join(c for c in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(c))
    return crc32(stem.encode())


def terms_of(text: str) -> tuple[int, ...]:
    """The terms of a text in order, repeats kept: what is indexed, and what the ranking reads again."""
    words = words_of(text)
    terms = [_term(word, "english") for word in words]
    language = language_of(words)
    if language != "english":
        terms += [own for word, plain in zip(words, terms, strict=True) if (own := _term(word, language)) != plain]
    return tuple(terms)


def document_vector(terms: Iterable[int]) -> SparseVector:
    """BM25's saturated term frequency; the index adds the inverse document frequency."""
    counts = Counter(terms)
    longer = K1 * (1 - B + B * counts.total() / USUAL_LENGTH)
    return SparseVector(indices=tuple(counts), values=tuple(n * (K1 + 1) / (n + longer) for n in counts.values()))


def asked_terms(
    question: str, *, names: frozenset[str] = frozenset(), times: frozenset[str] = frozenset()
) -> AskedTerms:
    """The terms of a question, without its function words.

    Nor with the `names` of those who may have said it, and the `times` that a message does not say of itself (all
    lower case).  A question of nothing but function words and names keeps all its words.
    """
    words = list(dict.fromkeys(words_of(question)))
    language = language_of(words)
    passed_over = FUNCTION_WORDS[language] | names | times
    telling = [word for word in words if word not in passed_over]
    matter = [word for word in telling if word not in _ASKING]
    # "What did I tell you today?" looks for all of today.
    if not matter and not times:
        matter = telling or words
    seen: dict[int, int] = {}
    for number, word in enumerate(matter):
        forms = FORMS.get(word, ()) if language == "english" else ()
        for stem in (_term(word, "english"), _term(word, language), *(_term(form, "english") for form in forms)):
            seen.setdefault(stem, number)
    return AskedTerms(terms=tuple(seen), words=tuple(seen.values()))


def terms_of_names(names: Collection[str], asked: AskedTerms) -> AskedTerms:
    """The terms of names that a question holds beside its other terms; none where it asks for the names themselves."""
    stems = [_term(name, "english") for name in names]
    if not set(stems).isdisjoint(asked.terms):
        return NO_TERMS
    return AskedTerms(terms=tuple(stems), words=tuple(range(len(stems))))


def date_words(day: date) -> str:
    """A date as people say it, for the words of a message: "7 May 2023 Sunday"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} {_DAYS[day.weekday()]}"
