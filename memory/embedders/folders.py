"""A folder that holds an ONNX embedding model, as sentence-transformers and fastembed lay it out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from bot.errors import ModelError

if TYPE_CHECKING:
    from fastembed import TextEmbedding

_MODELS = ("model.onnx", "onnx/model.onnx", "model_optimized.onnx", "onnx/model_optimized.onnx")
_SETTINGS = ("tokenizer.json", "tokenizer_config.json")
_POOLING = Path("1_Pooling", "config.json")
_POOLINGS = {"pooling_mode_cls_token": "CLS", "pooling_mode_lasttoken": "LAST_TOKEN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """Where the model is and how its token vectors become a text's. `name` changes with its bytes."""

    path: Path
    name: str
    file: str
    pooling: str

    @classmethod
    def read(cls, path: Path) -> ModelFolder:
        """Look into the folder. Raises ModelError where something is missing or cannot be read."""
        file = next((name for name in _MODELS if (path / name).is_file()), None)
        missing = [name for name in _SETTINGS if not (path / name).is_file()]
        if file is None or missing:
            wanted = ", ".join(missing if file is not None else ["model.onnx", *missing])
            raise ModelError(f"the folder {path} holds no whole model: put {wanted} there")
        try:
            Tokenizer.from_buffer((path / "tokenizer.json").read_bytes())
            return cls(path=path, name=_named(path, file), file=file, pooling=_pooling(path / _POOLING))
        except (OSError, ValueError) as error:
            raise ModelError(f"a file of the model in {path} cannot be read: put it there anew ({error})") from error

    def register(self, library: type[TextEmbedding]) -> None:
        """Tell fastembed of it. The dimension is asked of the model itself later, so that none is claimed here."""
        from fastembed.common.model_description import ModelSource, PoolingType

        library.add_custom_model(
            model=self.name,
            pooling=PoolingType(self.pooling),
            normalization=True,
            sources=ModelSource(url="file://unused"),
            dim=0,
            model_file=self.file,
        )


def _named(path: Path, file: str) -> str:
    """The folder's own name, and a digest of the model: another model there means another index."""
    digest = hashlib.blake2b(digest_size=4)
    for name in (file, *_SETTINGS):
        with (path / name).open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return f"{path.resolve().name}-{digest.hexdigest()}"


def _pooling(path: Path) -> str:
    """CLS, LAST_TOKEN or, where nothing is said, MEAN."""
    if not path.is_file():
        return "MEAN"
    said = json.loads(path.read_text(encoding="utf-8"))
    return next((pooling for key, pooling in _POOLINGS.items() if said.get(key)), "MEAN")
