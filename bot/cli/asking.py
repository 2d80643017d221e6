"""`satchel search` and `satchel ask`: find and answer from the command line."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.access import OWNER, readable
from bot.answering import Asked
from bot.cli.progress import Bar
from bot.cli.root import app, folder_of
from bot.errors import BadInput, BadQuery
from bot.listing import shortened
from bot.records import Hit, Question
from bot.wiring import House, open_house

Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many hits at most.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One line of a batch."""

    id: str
    text: str


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.", metavar="QUERY")] = "",
    batch: Annotated[
        Path | None, typer.Option("--batch", help='A file of questions, {"id", "query"} a line.', metavar="FILE")
    ] = None,
    limit: Limit = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a question.")] = False,
) -> None:
    """Find what was kept. With `--batch` each question is searched and timed alone."""
    if bool(query.strip()) == (batch is not None):
        raise BadQuery("name what to look for, or a file of questions with --batch, and not both")
    queries = list(_queries(batch)) if batch else [Query(id="", text=query)]
    with Bar("Bringing the index up to date") as show, open_house(folder_of(context), show) as house:
        for each in queries:
            _search(house, each, limit, as_json or batch is not None)


@app.command()
def ask(context: typer.Context, question: Annotated[str, typer.Argument(help="What you want to know.")]) -> None:
    """Answer one question, with its sources."""
    with Bar("Bringing the index up to date") as show, open_house(folder_of(context), show) as house:
        asked = Asked(text=question, asked_at=house.clock.now(), person=OWNER)
        answer = asyncio.run(house.answering().answer(asked, readable(OWNER), ()))
    typer.echo(answer.text)
    for source in answer.sources if answer.by == "model" else ():
        typer.echo(f"  [{source.number}] {source.said_by}, {source.said_at:%Y-%m-%d %H:%M}: {shortened(source.quote)}")


def _search(house: House, query: Query, limit: int, as_json: bool) -> None:
    start = time.perf_counter()
    hits = house.library.recall(Question(text=query.text, asked_at=house.clock.now()), readable(OWNER), limit)
    took = (time.perf_counter() - start) * 1000
    if as_json:
        typer.echo(json.dumps({"id": query.id, "ms": round(took, 3), "hits": [_row(hit) for hit in hits]}))
        return
    for hit in hits:
        record = hit.record
        when = record.said_at.astimezone(house.clock.now().tzinfo)
        typer.echo(f"{when:%Y-%m-%d %H:%M}  {record.said_by}: {shortened(record.text)}")
    if not hits:
        typer.echo("Nothing found.")


def _row(hit: Hit) -> dict[str, str | float]:
    record = hit.record
    return {
        "message": record.origin.message,
        "score": round(hit.score, 4),
        "text": record.text,
        "sender": record.said_by,
        "sent_at": record.said_at.isoformat(),
    }


def _queries(file: Path) -> Iterator[Query]:
    """The questions of a batch. Raises BadInput, which names the line."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read as text: {error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _query(line, f"{file.name}, line {number}")


def _query(line: str, place: str) -> Query:
    try:
        fields = json.loads(line)
        name, text = fields["id"], fields["query"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadInput(f'{place}: write each question as {{"id": "1", "query": "when is the dentist?"}}') from error
    if not isinstance(text, str) or not any(character.isalnum() for character in text):
        raise BadInput(f"{place}: the query is empty; write what to look for")
    return Query(id=str(name), text=text)
