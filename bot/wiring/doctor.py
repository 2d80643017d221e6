"""Looks whether everything a person needs is in order, and says what to do where it is not."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.access import OWNER
from bot.clock import system_clock
from bot.errors import BadSetting, DataFolderError, FolderInUse, IndexFault, SatchelError
from bot.listing import counted
from bot.ports import Line, Prompt, Spend
from bot.settings import Settings, load_settings, unknown_variables
from bot.wiring.beside import look_beside, told_waiting
from bot.wiring.house import House, caps_of, open_house, told_bare
from bot.wiring.models import embedder_for, language_model
from bot.writing import Order, Writer
from memory.filling import PAGE
from memory.folder import DataFolder, refusal
from memory.journal import Journal, open_beside
from memory.shelf import records_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `told` says how it is, or what is wrong and what to do."""

    what: str
    healthy: bool
    told: str


def examine(path: Path) -> tuple[Finding, ...]:
    """Look at everything in turn; what rests on something broken is left out."""
    settings = _look("settings", lambda: _settings(path))
    findings = [settings, _look("data folder", lambda: _folder(path))]
    try:
        chosen = load_settings(path)
    except BadSetting:
        return tuple(findings)
    checks = (("embedder", lambda: _embedder(chosen)), ("journal and index", lambda: _journal(path)))
    findings += [_look(what, check) for what, check in checks]
    findings.append(_look("model", lambda: _model(path, chosen)))
    return tuple(findings)


def _look(what: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, healthy=True, told=check())
    except SatchelError as error:
        return Finding(what=what, healthy=False, told=str(error))


def _settings(path: Path) -> str:
    given = load_settings(path).model_fields_set
    if unknown := unknown_variables(os.environ):
        raise BadSetting(f"{', '.join(unknown)}: no setting is called that; `satchel settings` lists them all")
    return f"{', '.join(sorted(given))} set, the rest by default" if given else "all by default"


def _folder(path: Path) -> str:
    DataFolder(path).make()
    try:
        with tempfile.TemporaryFile(dir=path):
            return f"{path} can be written"
    except OSError as error:
        raise refusal(error, path) from error


def _embedder(settings: Settings) -> str:
    embedder = embedder_for(settings.embedder, settings)
    return f"{embedder.name}, {embedder.dimension} numbers a text"


def _journal(path: Path) -> str:
    try:
        return _house(path)
    except FolderInUse as taken:
        return _beside(path, taken.holder)


def _beside(path: Path, running: str) -> str:
    """What can be looked at while a bot has the index open."""
    with look_beside(path, running=running) as visit:
        visit.journal.database.quick_check()
        kept = visit.journal.transcript.count(visit.scope)
        waiting = told_waiting(visit.journal)
    doing = f" It has {waiting} still to see to." if waiting else ""
    return (
        f"Satchel is running ({running}), and all is well with its journal: "
        f"{counted(kept, 'message', 'messages')} kept.{doing} It has the index open; to have that looked at as well, "
        "stop it and start `satchel doctor` again"
    )


def _house(path: Path) -> str:
    with open_house(path) as house:
        house.journal.database.quick_check()
        _refuse_unforgotten(house.journal)
        kept = house.journal.transcript.count(house.scope)
        house.shelves.current.index.flush()
        points, pieces = _pieces(house)
        if points < pieces:
            raise IndexFault(
                f"{points:,} of {counted(pieces, 'piece', 'pieces')} indexed; start `satchel reindex`, "
                "and if that does not help, `satchel reindex --anew`"
            )
        if strays := _strays(house, points):
            raise IndexFault(
                f"{counted(strays, 'piece', 'pieces')} indexed of which the journal knows nothing; "
                "start `satchel reindex --anew`"
            )
        if bare := house.shelves.by_words:
            raise IndexFault(f"only their words find {told_bare(bare)}; or name another model")
        return f"{counted(kept, 'message', 'messages')} kept, {counted(points, 'piece', 'pieces')} indexed"


def _refuse_unforgotten(journal: Journal) -> None:
    undone = journal.intentions.undone(pending=True)
    if left := sum(len(keys) for _, keys in undone):
        raise DataFolderError(
            f"{counted(left, 'message', 'messages')} still to forget, not yet gone from every file; "
            "start `satchel status`, which takes them out or says what stands in the way"
        )


def _pieces(house: House) -> tuple[int, int]:
    """How many pieces the index holds of what is kept, and is to hold."""
    annals, index = house.journal.annals, house.shelves.current.index
    scope, there, pieces, after = house.everywhere, 0, 0, 0
    while page := annals.notes(after, PAGE):
        ids = [record.id for _, note in page for record in records_of(note)]
        # Read, not only counted: an index may have lost the words of what it still has the ids of.
        there += len(index.fetch(ids, scope)) if ids else 0
        pieces += len(ids)
        after = page[-1][0]
    return there, pieces


def _strays(house: House, known_points: int) -> int:
    """How many pieces the index holds of no message of the journal, beside those that are known to belong there."""
    annals, index = house.journal.annals, house.shelves.current.index
    if index.flush() <= known_points:
        return 0
    scope, ids, strays = house.everywhere, index.ids(), 0
    while some := tuple(islice(ids, PAGE)):
        found = [record.origin.key for record in index.fetch(some, scope)]
        known = {note.origin.key for note in annals.of(found)}
        strays += len(some) - sum(key in known for key in found)
    return strays


def _model(path: Path, settings: Settings) -> str:
    model = language_model(settings)
    if model is None:
        return "none is set, so answers are the passages themselves; set SATCHEL_MODELS to have them told"
    prompt = Prompt(lines=(Line(role="user", text="Say: ready"),), max_tokens=16)
    order = Order(prompt=prompt, person=OWNER, at=system_clock(settings.timezone).now())

    async def asked(spend: Spend) -> str:
        try:
            return (await Writer(model, spend).write(order, None)).model
        finally:
            await model.aclose()

    with closing(open_beside(DataFolder(path).journal, caps=caps_of(settings))) as journal:
        return f"{asyncio.run(asked(journal.spend))} answers"
