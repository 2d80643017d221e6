"""A memory in a dictionary: it finds by shared words, as far as the scope allows."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from threading import Lock

from bot.errors import BadQuery, ModelUnavailable
from bot.ids import EventKey, record_id
from bot.languages import Language
from bot.phrases.function_words import FUNCTION_WORDS
from bot.records import Hit, Missing, Note, Question, Recalled, Record, Scope

WHY = "the embedding model does not answer; it is tried again later"

_WORD = re.compile(r"\w+")
_LITTLE = frozenset[str]().union(*(FUNCTION_WORDS[language] for language in Language))


class FakeMemory:
    """Keeps the contract of Memory. `similarity` of a hit is the cosine of the two texts' word counts.

    `stumbles_over`: a word, "" for none, that its model can read in no text, be it a note's or a question's.
    """

    def __init__(self, stumbles_over: str = "") -> None:
        self._notes: dict[EventKey, Note] = {}
        self._missing: dict[EventKey, Note] = {}
        self._lock = Lock()
        self.questions: list[Question] = []
        self.stumbles_over = stumbles_over

    def remember(self, notes: Sequence[Note]) -> None:
        told = {note.origin.key: note for note in notes}
        unread = any(self._cannot_read(note.text) for note in notes)
        with self._lock:
            self._missing = {key: note for key, note in self._missing.items() if key not in told}
            (self._missing if unread else self._notes).update(told)
        if unread:
            raise ModelUnavailable(WHY)

    def revise(self, note: Note) -> None:
        self.remember([note])

    def recall(self, question: Question, scope: Scope, limit: int) -> Recalled:
        wanted = Counter(_words(question.text))
        if not wanted:
            raise BadQuery("There is no word to look for in that. Ask with a word or two.")
        with self._lock:
            self.questions.append(question)
            notes = [note for note in self._notes.values() if note.space in scope.spaces]
            missing = sum(note.space in scope.spaces for note in self._missing.values())
        hits = [_hit(note, wanted) for note in notes]
        return Recalled(
            hits=tuple(sorted((hit for hit in hits if hit.score > 0), key=lambda hit: -hit.score)[:limit]),
            missing=Missing(messages=missing, why=WHY) if missing else None,
            unread=WHY if self._cannot_read(question.text) else "",
        )

    def forget(self, keys: Collection[EventKey]) -> None:
        with self._lock:
            for key in keys:
                self._notes.pop(key, None)
                self._missing.pop(key, None)

    def _cannot_read(self, text: str) -> bool:
        return bool(self.stumbles_over) and self.stumbles_over in text.lower()


def _words(text: str) -> list[str]:
    words = [word.removesuffix("s")[:5] for word in _WORD.findall(text.lower())]
    return [word for word in words if word not in _LITTLE] or words


def _hit(note: Note, wanted: Counter[str]) -> Hit:
    held = Counter(_words(f"{note.said_by} {note.text}"))
    shared = sum(1 for word in wanted if word in held)
    lengths = math.sqrt(sum(n * n for n in wanted.values())) * math.sqrt(sum(n * n for n in held.values()))
    cosine = sum(wanted[word] * held[word] for word in wanted) / lengths if lengths else 0.0
    return Hit(record=_record(note), score=shared + cosine, coverage=shared / len(wanted), similarity=cosine)


def _record(note: Note) -> Record:
    return Record(
        id=record_id(note.origin.key, 0),
        space=note.space,
        text=note.text,
        origin=note.origin,
        part=0,
        said_by=note.said_by,
        said_at=note.said_at,
        place=note.place,
        episode=note.episode,
        trust=note.trust,
    )
