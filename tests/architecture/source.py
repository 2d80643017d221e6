"""Our own source, as a tree of files, classes and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "memory", "jobs")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class File:
    """One file of ours."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Every function and method, with where it stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield f"{self.name}:{node.lineno} {node.name}", node

    def classes(self) -> Iterator[tuple[str, ast.ClassDef]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield f"{self.name}:{node.lineno} {node.name}", node


@cache
def source() -> tuple[File, ...]:
    """All files of the program."""
    return tuple(_read(path) for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))


@cache
def our_tests() -> tuple[File, ...]:
    """All files of the tests."""
    return tuple(_read(path) for path in sorted((ROOT / "tests").rglob("*.py")))


def length(function: Function) -> int:
    """The lines of a function, without its decorators."""
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def _read(path: Path) -> File:
    text = path.read_text(encoding="utf-8")
    return File(path, text, ast.parse(text))
