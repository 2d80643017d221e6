"""WordLlama's vectors without WordLlama."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree, ignore_patterns

import numpy as np
import pytest

from bot.errors import ModelError
from memory.embedders.wordllama import WordLlamaEmbedder

TEXTS = ["The dentist moved to Thursday", "naïve café — 東京 🚤", "a", "<s> x </s>", "two  spaces\nand a line"]

THEIRS = """
import json, logging, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from wordllama import WordLlama
from wordllama.config import WordLlamaConfig
vectors = []
for text in json.load(sys.stdin):
    vectors.append(WordLlama.load(disable_download=True).embed([text], norm=True)[0].tolist())
json.dump(vectors, sys.stdout)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the installed package's files, to be broken."""
    installed = find_spec("wordllama")
    assert installed is not None
    assert installed.submodule_search_locations is not None
    return copytree(
        installed.submodule_search_locations[0], tmp_path / "wordllama", ignore=ignore_patterns("*.py", "__pycache__")
    )
