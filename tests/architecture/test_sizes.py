"""Small files, small functions, few parameters."""

from __future__ import annotations

import ast
from statistics import median

from tests.architecture.source import Function, length, our_tests, source

FILE_CEILING, FILE_MEDIAN = 250, 120
FUNCTION_CEILING, FUNCTION_MEDIAN = 40, 8
MOST_PARAMETERS = 6


def test_no_file_is_too_long() -> None:
    too_long = {file.name: file.lines for file in (*source(), *our_tests()) if file.lines > FILE_CEILING}
    assert too_long == {}


def test_most_files_are_short() -> None:
    assert median(file.lines for file in source()) <= FILE_MEDIAN


def test_no_function_is_too_long() -> None:
    too_long = {
        name: length(function)
        for file in (*source(), *our_tests())
        for name, function in file.functions()
        if length(function) > FUNCTION_CEILING
    }
    assert too_long == {}


def test_most_functions_are_short() -> None:
    assert median(length(function) for file in source() for _, function in file.functions()) <= FUNCTION_MEDIAN


def test_no_constructor_takes_too_much() -> None:
    constructors = (
        (name, taken(function))
        for file in source()
        for name, function in file.functions()
        if function.name == "__init__"
    )
    assert {name: many for name, many in constructors if many > MOST_PARAMETERS} == {}


def test_no_part_that_does_something_is_put_together_of_too_much() -> None:
    """A dataclass with methods of its own is a part; one with none, or with properties alone, is a value.

    What can only be closed is a bundle, made in one place and taken apart in another.
    """
    parts = ((name, node) for file in source() for name, node in file.classes() if _is_dataclass(node))
    too_much = {name: fields(node) for name, node in parts if _behaves(node) and fields(node) > MOST_PARAMETERS}
    assert too_much == {}


def taken(function: Function) -> int:
    """How many parameters a method takes beside `self`."""
    arguments = function.args
    return len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]) - 1


def fields(node: ast.ClassDef) -> int:
    return sum(isinstance(statement, ast.AnnAssign) for statement in node.body)


def _is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def _behaves(node: ast.ClassDef) -> bool:
    methods = [statement for statement in node.body if isinstance(statement, Function)]
    return any(
        not method.name.startswith("__") and method.name != "close" and not method.decorator_list for method in methods
    )
