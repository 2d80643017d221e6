"""A memory in a dictionary: it finds by shared words, as far as the scope allows."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from threading import Lock

from bot.errors import BadQuery
from bot.ids import EventKey, record_id
from bot.languages import Language
from bot.phrases.function_words import FUNCTION_WORDS
from bot.records import Hit, Note, Question, Record, Scope

_WORD = re.compile(r"\w+")
_LITTLE = frozenset[str]().union(*(FUNCTION_WORDS[language] for language in Language))


class FakeMemory:
    """Keeps the contract of Memory. `similarity` of a hit is the cosine of the two texts' word counts."""

    def __init__(self) -> None:
        self._notes: dict[EventKey, Note] = {}
        self._lock = Lock()
        self.questions: list[Question] = []
        self.lacks = ""

    def remember(self, notes: Sequence[Note]) -> None:
        with self._lock:
            self._notes.update({note.origin.key: note for note in notes})

    def recall(self, question: Question, scope: Scope, limit: int) -> tuple[Hit, ...]:
        wanted = Counter(_words(question.text))
        if not wanted:
            raise BadQuery("There is no word to look for in that. Ask with a word or two.")
        with self._lock:
            self.questions.append(question)
            notes = [note for note in self._notes.values() if note.space in scope.spaces]
        hits = [_hit(note, wanted) for note in notes]
        return tuple(sorted((hit for hit in hits if hit.score > 0), key=lambda hit: -hit.score)[:limit])

    def forget(self, keys: Collection[EventKey]) -> None:
        with self._lock:
            for key in keys:
                self._notes.pop(key, None)

    def lacking(self, scope: Scope) -> str:  # noqa: ARG002 -- as the port has it
        return self.lacks


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
