"""`satchel search` and `satchel ask`: find and answer from the command line."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.access import OWNER
from bot.answering import Answer, Asked
from bot.bylines import byline
from bot.cli.batch import Query, read_queries
from bot.cli.errands import errand
from bot.cli.root import SOME_LINES_WERE_BAD, app, given, notice, say
from bot.errors import BadQuery
from bot.imports import BadLine
from bot.incomplete import told_incomplete
from bot.listing import shortened
from bot.naming import spelled
from bot.passages import is_worth_listing
from bot.ports import Memory
from bot.records import Hit, Question
from bot.wiring import House

Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many hits at most.")]


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.", metavar="QUERY")] = "",
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help='A file of questions, {"id", "query"} a line.', metavar="FILE", readable=False),
    ] = None,
    limit: Limit = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a question.")] = False,
) -> None:
    """Find what was kept. With `--batch` each question is searched and timed alone."""
    if bool(query.strip()) == (batch is not None):
        raise BadQuery("name what to look for, or a file of questions with --batch, and not both")
    queries = read_queries(given(batch)) if batch else (Query(id="", text=query),)
    if not queries:
        raise BadQuery(f"{batch} holds no question")
    with errand(context) as house:
        library, as_json = house.library, as_json or batch is not None
        asked = [each for each in queries if isinstance(each, Query)]
        told = {""}
        for each in asked:
            if (incomplete := _search(house, library, each, limit, as_json=as_json)) not in told:
                notice(incomplete)
                told.add(incomplete)
    _name_bad_lines([each for each in queries if isinstance(each, BadLine)], batch)


@app.command()
def ask(context: typer.Context, question: Annotated[str, typer.Argument(help="What you want to know.")]) -> None:
    """Answer one question, with its sources."""
    if not any(character.isalnum() for character in question):
        raise BadQuery('ask with a word or two that can be looked for, for example: satchel ask "when is the dentist?"')
    with errand(context) as house:
        answer = asyncio.run(_answer(house, question))
    say(spelled(answer.text))
    for source in answer.sources:
        say(f"  [{source.number}] {source.label}")


async def _answer(house: House, question: str) -> Answer:
    now = house.clock.now()
    asked = Asked(text=question, asked_at=now, person=OWNER, now=now, name=house.settings.name)
    try:
        return await house.answering().answer(asked, house.scope, ())
    finally:
        await house.aclose()


def _search(house: House, memory: Memory, query: Query, limit: int, *, as_json: bool) -> str:
    """Print what is found; what kept the search from being complete is told to the caller."""
    scope = house.scope
    start = time.perf_counter()
    recalled = memory.recall(Question(text=query.text, asked_at=house.clock.now()), scope, limit)
    took = (time.perf_counter() - start) * 1000
    if as_json:
        say(json.dumps({"id": query.id, "ms": round(took, 3), "hits": [_row(hit) for hit in recalled.hits]}))
    else:
        _list(house, recalled.hits)
    return told_incomplete(recalled)


def _list(house: House, hits: Sequence[Hit]) -> None:
    fitting = [hit for hit in hits if is_worth_listing(hit)]
    for hit in fitting:
        record = hit.record
        when = record.said_at.astimezone(house.clock.now().tzinfo)
        # A name may hold line breaks, and what follows would pass for a message of its own.
        said_by = byline(" ".join(record.said_by.split()), " ".join(record.passed_by.split()))
        say(f"{when:%Y-%m-%d %H:%M}  {said_by}: {shortened(record.text)}")
    if not fitting:
        say("Nothing found.")


def _row(hit: Hit) -> dict[str, str | float]:
    record = hit.record
    passed_on: dict[str, str | float] = {"forwarded_by": record.passed_by} if record.passed_by else {}
    return passed_on | {
        "message": record.origin.message,
        "score": round(hit.score, 4),
        "text": record.text,
        "sender": record.said_by,
        "sent_at": record.said_at.isoformat(),
    }


def _name_bad_lines(lines: Sequence[BadLine], file: Path | None) -> None:
    for line in lines:
        notice(f"{file.name if file else ''}, line {line.number}: {line.why}")
    if lines:
        raise typer.Exit(SOME_LINES_WERE_BAD)
