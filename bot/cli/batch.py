"""A file of questions: `{"id", "query"}` a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput
from bot.imports import BadLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question, under the id that its answer is to carry."""

    id: str
    text: str


def read_queries(file: Path) -> tuple[Query | BadLine, ...]:
    """The questions of a file in their order. Raises BadInput if it cannot be read."""
    try:
        return tuple(_queries(file.read_bytes()))
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}") from error


def _queries(raw: bytes) -> Iterator[Query | BadLine]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if line.strip():
            try:
                yield query_of(line)
            except ValueError as error:
                yield BadLine(number=number, why=str(error))


def query_of(line: bytes) -> Query:
    """One line as a question. Raises ValueError, which says what is wrong with it."""
    try:
        fields = json.loads(line)
        name, text = fields["id"], fields["query"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError('write each question as {"id": "1", "query": "when is the dentist?"}') from error
    if not isinstance(text, str) or not any(character.isalnum() for character in text):
        raise ValueError("the query is empty; write what to look for")
    return Query(id=str(name), text=text)
