"""ONNX models through fastembed, from folders on disk."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.errors import BadSetting, ModelError
from memory.embedders import open_embedder
from tests.peers.tiny_onnx import DIMENSION, write_tiny_model


def test_a_model_in_a_folder_is_opened_by_its_path(tmp_path: Path) -> None:
    embedder = open_embedder(f"fastembed:{write_tiny_model(tmp_path / 'tiny')}")

    assert embedder.name.startswith("fastembed:tiny-")
    assert embedder.dimension == DIMENSION


def test_another_model_in_the_same_place_has_another_name(tmp_path: Path) -> None:
    first = open_embedder(f"fastembed:{write_tiny_model(tmp_path / 'tiny', seed=1)}")
    again = open_embedder(f"fastembed:{write_tiny_model(tmp_path / 'tiny', seed=1)}")
    second = open_embedder(f"fastembed:{write_tiny_model(tmp_path / 'tiny', seed=2)}")

    assert first.name == again.name != second.name
    assert not np.allclose(first.query("boat"), second.query("boat"))


def test_the_folder_says_how_tokens_become_a_text(tmp_path: Path) -> None:
    by_mean = open_embedder(f"fastembed:{write_tiny_model(tmp_path / 'mean')}")
    folder = write_tiny_model(tmp_path / "first")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    by_first = open_embedder(f"fastembed:{folder}")

    np.testing.assert_allclose(by_first.query("boat drawer"), by_first.query("boat"), atol=1e-6)
    assert not np.allclose(by_mean.query("boat drawer"), by_mean.query("boat"))


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "tokenizer_config.json"])
@pytest.mark.parametrize("bytes_", [b"", b"{", b"{}", None])
def test_a_folder_without_a_whole_model_is_refused(tmp_path: Path, file: str, bytes_: bytes | None) -> None:
    folder = write_tiny_model(tmp_path / "tiny")
    (folder / file).unlink()
    if bytes_ is not None:
        (folder / file).write_bytes(bytes_)

    with pytest.raises(ModelError, match="put"):
        open_embedder(f"fastembed:{folder}")


@pytest.mark.parametrize("setting", ["", "glove", "fastembed", "fastembed:", "wordllama:large"])
def test_a_setting_that_is_no_embedder_says_what_may_be_written(setting: str) -> None:
    with pytest.raises(BadSetting, match="wordllama, or fastembed:NAME"):
        open_embedder(setting)


def test_a_name_that_fastembed_does_not_know_is_refused_without_looking_on_the_network() -> None:
    with pytest.raises(BadSetting, match="fastembed knows no model 'nobody/none'"):
        open_embedder("fastembed:nobody/none")


def test_without_the_package_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['fastembed'] = None\n"
        "from bot.errors import BadSetting; from memory.embedders import open_embedder\n"
        "try: open_embedder('fastembed:BAAI/bge-small-en-v1.5')\n"
        "except BadSetting as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert 'pip install "satchel[fastembed]"' in done.stdout
