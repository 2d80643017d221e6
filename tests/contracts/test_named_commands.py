"""Every command that we name can be typed where we name it, and is understood there as that command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from bot.commands import ENTRIES, NAMES
from bot.content import Audience
from bot.doorkeeper import GREETING
from bot.events import CommandInvoked, Event, MessageReceived
from bot.hints import hint
from bot.languages import words_for
from bot.naming import command, forgetting, spelled
from bot.phrases.words import Language
from bot.replies import Reply, spoken
from bot.understanding import Understood, commanded, understand
from tests.architecture.source import source
from tests.contracts.platforms.typing import Place, places

PLACES = places()
TYPED = [
    *((name, "") for name in NAMES if name != "note"),
    ("note", "the lease ends in June"),
    ("note", "where did I put the keys?"),
    ("ask", "when does the lease end?"),
    ("search", "lease & <b>rent</b> 👩‍👩‍👧"),
    ("recent", "20"),
    ("forget", "#12"),
    ("forget", "everything yes"),
    ("forget", "número de Ana"),
]
AT_HOME = ("bot/cli/chatting.py",)
NOT_SHOWN = frozenset({"value", "text"})
"""What a button stands for is tapped, and what an event holds was said: nobody reads either."""


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> Place:
    return PLACES[str(request.param)]


@pytest.mark.parametrize(("name", "argument"), TYPED)
def test_what_is_named_is_understood_when_it_is_typed(place: Place, name: str, argument: str) -> None:
    reply = Reply(text=f"#1 · Ada: and/or /undo\nto be typed: {command(name, argument)}\nand nothing else")
    (shown,) = place.named(reply)
    assert meant(place.typed(shown)) == commanded(name, argument)


@pytest.mark.parametrize("name", ["slack, direct", "matrix, direct", "matrix, group"])
def test_a_lonely_word_is_a_command_that_there_is_not_and_more_words_are_what_somebody_says(name: str) -> None:
    place = PLACES[name]
    (shown,) = place.named(Reply(text=f"to be typed: {command('remnid')}"))
    assert meant(place.typed(shown)) == commanded("remnid", "")
    for said in ("buy milk on Friday", "when does the lease end", "milk?", "Käse", "12", "/etc/hosts is wrong"):
        assert meant(place.typed(shown.replace("remnid", said))) == understand(said)


def test_what_is_remembered_of_a_reply_holds_commands_as_they_are_called() -> None:
    assert spoken(Reply(text=f"Send: {forgetting(12)}")) == "Send: /forget #12"


def test_what_a_model_writes_stays_as_it_is() -> None:
    written = Reply(text=forgetting(12), formatted=True)
    assert written.words == spoken(written) == forgetting(12)


def test_a_mark_in_what_somebody_wrote_is_no_command_and_stays() -> None:
    assert spelled("a\u2063/b \u2063c", "!satchel ") == "a\u2063/b \u2063c"
    assert spelled(command("search", "le\u2063ase")) == "/search lease"


@pytest.mark.parametrize(
    "text",
    [
        GREETING,
        *(getattr(words_for(each), name) for each in Language for name in ("greeting", "sorry", "how_to_forget")),
        *(found.text for said in ("undo", "status", "find plumber", "vergiss den PIN") if (found := hint(said))),
        *map(str, ENTRIES),
    ],
)
def test_our_texts_mark_the_commands_in_them(text: str) -> None:
    assert spelled(text) != text
    assert not list(unmarked(spelled(text, "")))


def test_no_text_of_ours_names_a_command_as_it_is_typed_on_some_platforms_alone() -> None:
    elsewhere = [each for each in source() if each.name not in AT_HOME]
    named = {file.name: [found for text in texts(file.tree) for found in unmarked(text)] for file in elsewhere}
    assert {name: found for name, found in named.items() if found} == {}


def meant(event: Event) -> Understood:
    """What the core makes of it."""
    if isinstance(event, CommandInvoked):
        return commanded(event.name, event.argument) if event.name else understand(event.argument)
    assert isinstance(event, MessageReceived)
    assert event.audience is not Audience.OVERHEARD
    return understand(event.text)


def unmarked(text: str) -> Iterator[str]:
    """The commands in a text that are not marked."""
    yield from re.findall(rf"(?<![\w/.\u2063<])/(?:{'|'.join(NAMES)})\b(?![/-])", text)


def texts(tree: ast.AST) -> Iterator[str]:
    """The texts in a file that somebody may be shown."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Expr(value=ast.Constant()) | ast.Call(func=ast.Attribute(attr="compile")):
                continue
            case ast.keyword(arg=name) | ast.Assign(targets=[ast.Name(id=name)]) if name in NOT_SHOWN:
                continue
            case _:
                yield from texts(node)
