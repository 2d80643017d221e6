"""What can be checked of how the code is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from bot.crashes import CrashPoint
from tests.architecture.source import File, our_tests, source

SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)(?P<rest>.*)")
LONGEST_PARAGRAPHS = 12
DIRECT_WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def documented(file: File) -> Iterator[tuple[str, str | None]]:
    """The docstring of the file, and of every public class in it."""
    yield file.name, ast.get_docstring(file.tree)
    for name, node in file.classes():
        if not node.name.startswith("_"):
            yield name, ast.get_docstring(node)


def test_every_file_and_public_class_says_what_it_is() -> None:
    bare = [name for file in source() for name, text in documented(file) if not text and file.text]
    assert bare == []


def test_docstrings_begin_with_a_sentence_on_one_line() -> None:
    texts = [
        (name, ast.get_docstring(node))
        for file in source()
        for name, node in (*file.functions(), *file.classes(), (file.name, file.tree))
    ]
    broken = [name for name, text in texts if text and text.splitlines()[0][-1] not in ".:!?"]
    assert broken == []


def test_docstrings_are_short() -> None:
    texts = (
        (name, ast.get_docstring(node)) for file in source() for name, node in (*file.functions(), *file.classes())
    )
    long = {
        name: len(text.splitlines()) for name, text in texts if text and len(text.splitlines()) > LONGEST_PARAGRAPHS
    }
    assert long == {}


def test_what_a_tool_is_told_to_pass_over_has_a_reason() -> None:
    bare = [
        f"{file.name}:{number}"
        for file in (*source(), *our_tests())
        for number, line in enumerate(file.text.splitlines(), start=1)
        if (found := SILENCED.search(line))
        and not re.search(r"( -- |# )\S", found["rest"])
        and "re.compile" not in line
    ]
    assert bare == []


def test_nothing_is_left_to_do_in_a_comment() -> None:
    left = [file.name for file in source() if DIRECT_WORDS.search(file.text)]
    assert left == []


def test_no_bag_of_anything_crosses_a_seam() -> None:
    bags = [file.name for file in source() if file.name.startswith("bot/") and "dict[str, Any]" in file.text]
    assert bags == []


def test_broad_excepts_are_supervisors_alone() -> None:
    broad = {
        file.name
        for file in source()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    }
    supervisors = {"bot/app.py", "bot/cli/chores.py", "bot/delivery.py", "bot/platforms.py"}
    assert broad <= supervisors | {name for name in broad if name.startswith("adapters/models/")}


def test_time_and_chance_enter_at_the_rim() -> None:
    clocks = [
        name
        for file in source()
        for name, function in file.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"datetime.now", "datetime.utcnow", "date.today"}
        if file.name != "bot/clock.py"
    ]
    assert clocks == []


@pytest.mark.parametrize("point", CrashPoint)
def test_every_crash_point_is_used_once_or_more(point: CrashPoint) -> None:
    used = [file.name for file in source() if f"crash_point(CrashPoint.{point.name})" in file.text]
    assert used
    assert len(used) == 1


def test_tests_replace_no_part_of_ours() -> None:
    mocking = [file.name for file in our_tests() if re.search(r"unittest\.mock|monkeypatch\.setattr", file.text)]
    assert [name for name in mocking if name != "tests/architecture/test_habits.py"] == []


def test_tests_are_all_run() -> None:
    skipping = [
        file.name for file in our_tests() if re.search(r"pytest\.(mark\.)?(skip|xfail|importorskip)", file.text)
    ]
    # A small disk of one's own is not granted everywhere.
    assert set(skipping) <= {"tests/architecture/test_habits.py", "tests/cli/test_full_disk.py"}
