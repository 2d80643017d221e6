"""WordLlama's vectors without WordLlama."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree, ignore_patterns

import numpy as np
import pytest
from safetensors.numpy import save_file

from bot.errors import ModelError
from memory.embedders.wordllama import WordLlamaEmbedder

TEXTS = ["The dentist moved to Thursday", "naïve café — 東京 🚤", "a", "<s> x </s>", "two  spaces\nand a line"]

# WordLlama's own code, in a process of its own, since importing it sets up logging.
THEIRS = """
import json, sys
from pathlib import Path
import wordllama
from safetensors import safe_open
from wordllama.inference import WordLlamaInference
from wordllama.tokenizers import tokenizer_from_file

folder = Path(wordllama.__file__).parent
with safe_open(folder / "weights/l2_supercat_256.safetensors", framework="np") as weights:
    table = weights.get_tensor("embedding.weight")
tokenizer = tokenizer_from_file(folder / "tokenizers/l2_supercat_tokenizer_config.json")
theirs = WordLlamaInference(table, wordllama.Config.l2_supercat, tokenizer)
json.dump(theirs.embed(json.load(sys.stdin), norm=True).tolist(), sys.stdout)
"""

READING = """
import os
from memory.embedders.wordllama import WordLlamaEmbedder
from tests.bench.machine import resident_mib

def read(first, last):
    for number in range(first, last):
        embedder.passages([f"boat {number} lies in harbour {number % 97}, and its captain says " * 3])

embedder = WordLlamaEmbedder()
read(0, 200)
before = resident_mib(os.getpid())
read(200, 3_200)
print(resident_mib(os.getpid()) - before)
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


def test_the_vectors_are_wordllama_s_own() -> None:
    theirs = subprocess.run(
        [sys.executable, "-c", THEIRS], input=json.dumps(TEXTS), capture_output=True, text=True, check=True
    )

    np.testing.assert_allclose(WordLlamaEmbedder().passages(TEXTS), np.array(json.loads(theirs.stdout)), atol=1e-5)


def test_what_was_read_takes_no_memory() -> None:
    done = subprocess.run([sys.executable, "-c", READING], capture_output=True, text=True, check=True)

    assert float(done.stdout) < 5


def test_words_that_mean_alike_are_near() -> None:
    embedder = WordLlamaEmbedder()
    passages = embedder.passages(["We adopted a puppy", "The invoice is overdue"])

    assert int(np.argmax(passages @ embedder.query("When did we get the dog?"))) == 0
    assert int(np.argmax(passages @ embedder.query("Which bill was not paid?"))) == 1


def test_its_package_is_never_imported() -> None:
    code = "import sys; from memory.embedders import open_embedder; open_embedder('wordllama').query('x'); "
    done = subprocess.run([sys.executable, "-c", f"{code}sys.exit('wordllama' in sys.modules)"], check=False)

    assert done.returncode == 0


@pytest.mark.parametrize(
    "file", ["weights/l2_supercat_256.safetensors", "tokenizers/l2_supercat_tokenizer_config.json"]
)
@pytest.mark.parametrize("damage", ["missing", "empty", "cut short", "other bytes"])
def test_a_damaged_package_is_said_with_what_to_do(package: Path, file: str, damage: str) -> None:
    path = package / file
    whole = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"empty": b"", "cut short": whole[: len(whole) // 2], "other bytes": b"\xff{}" * 100}[damage])

    with pytest.raises(ModelError, match="pip install --force-reinstall"):
        WordLlamaEmbedder(package)


def test_a_table_of_another_size_is_refused(package: Path) -> None:
    save_file({"embedding.weight": np.zeros((10, 64), np.float16)}, package / "weights/l2_supercat_256.safetensors")

    with pytest.raises(ModelError, match="another table"):
        WordLlamaEmbedder(package)
