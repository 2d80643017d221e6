"""Writes a real ONNX embedding model of a few hundred bytes: a look-up of each word's vector."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

WORDS = ("[PAD]", "[UNK]", "the", "dentist", "moved", "to", "thursday", "boat", "harbour", "passport", "drawer")
DIMENSION = 8

_FLOAT, _INT64 = 1, 7


def write_tiny_model(folder: Path, seed: int = 1) -> Path:
    """Put the model into `folder` as fastembed wants it; `seed` decides its vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    table = np.random.default_rng(seed).normal(size=(len(WORDS), DIMENSION)).astype("<f4")
    (folder / "model.onnx").write_bytes(_model(table.tobytes(), table.shape))
    tokenizer = Tokenizer(WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"model_max_length": 64, "pad_token": "[PAD]"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


# ONNX is a protocol buffer; the numbers below are the fields of its messages, from onnx.proto.


def _model(table: bytes, shape: Sequence[int]) -> bytes:
    node = _text(1, "words") + _text(1, "input_ids") + _text(2, "vectors") + _text(4, "Gather")
    words = b"".join(_number(1, size) for size in shape) + _number(2, _FLOAT) + _text(8, "words") + _bytes(9, table)
    graph = (
        _bytes(1, node)
        + _text(2, "tiny")
        + _bytes(5, words)
        + _bytes(11, _tensor("input_ids", _INT64, ["batch", "tokens"]))
        + _bytes(12, _tensor("vectors", _FLOAT, ["batch", "tokens", "width"]))
    )
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 17))


def _tensor(name: str, kind: int, axes: Sequence[str]) -> bytes:
    shape = b"".join(_bytes(1, _text(2, axis)) for axis in axes)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    head, rest = value & 0x7F, value >> 7
    return bytes([head | 0x80]) + _varint(rest) if rest else bytes([head])
