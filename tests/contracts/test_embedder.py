"""What every Embedder promises."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from adapters.models.embeddings import LiteLlmEmbedder
from adapters.models.engine import close_blocking_clients
from adapters.models.spec import ModelSpec
from bot.ports.memory import Embedder
from memory.embedders import open_embedder
from tests.peers.openai import Embeds, openai_peer
from tests.peers.tiny_onnx import write_tiny_model

TEXTS = ("the dentist moved to thursday", "the passport in the drawer", "the boat the harbour")


@pytest.fixture(params=["wordllama", "fastembed", "litellm"])
def embedder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Embedder]:
    if request.param == "litellm":
        with openai_peer() as server:
            server.script(Embeds())
            embedder = LiteLlmEmbedder(ModelSpec.parse(f"openai/peer@{server.address}"))
            yield embedder
            close_blocking_clients()
    elif request.param == "fastembed":
        yield open_embedder(f"fastembed:{write_tiny_model(tmp_path / 'tiny')}")
    else:
        yield open_embedder("wordllama")


def lengths(vectors: np.ndarray) -> list[float]:
    return [round(float(length), 5) for length in np.linalg.norm(vectors, axis=1)]


def test_each_text_becomes_a_row_of_length_one(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)

    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    assert lengths(vectors) == [1.0, 1.0, 1.0]


def test_no_texts_become_no_rows(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_a_text_without_a_token_becomes_zeros_and_leaves_its_neighbours_alone(embedder: Embedder) -> None:
    vectors = embedder.passages([TEXTS[0], "", TEXTS[1]])

    assert lengths(vectors) == [1.0, 0.0, 1.0]
    assert not embedder.query("").any()
    np.testing.assert_allclose(vectors[[0, 2]], embedder.passages(TEXTS[:2]), atol=1e-6)


def test_a_question_is_nearest_to_the_passage_that_shares_its_words(embedder: Embedder) -> None:
    question = embedder.query("passport drawer")

    assert question.shape == (embedder.dimension,)
    assert question.dtype == np.float32
    assert int(np.argmax(embedder.passages(TEXTS) @ question)) == 1


def test_a_text_s_vector_is_the_same_whatever_it_is_batched_with(embedder: Embedder) -> None:
    many = [f"{text} {place}" for place in range(70) for text in TEXTS]

    together = embedder.passages(many)

    alone = np.stack([embedder.passages([many[place]])[0] for place in (0, 100, 209)])
    np.testing.assert_allclose(together[[0, 100, 209]], alone, atol=1e-5)


@pytest.mark.parametrize("odd", ["half a \ud83d face", "nul \x00 nul", "\u202eright to left", "boat " * 200_000])
def test_no_text_is_too_odd(embedder: Embedder, odd: str) -> None:
    assert lengths(embedder.passages([odd])) == [1.0]


def test_several_threads_may_ask_at_once(embedder: Embedder) -> None:
    expected = embedder.passages(TEXTS)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(embedder.passages, [TEXTS] * 16))

    for answer in answers:
        np.testing.assert_allclose(answer, expected, atol=1e-6)


def test_the_name_says_which_model_it_is(embedder: Embedder) -> None:
    kind, _, model = embedder.name.partition(":")
    assert kind in ("wordllama-l2-supercat-256", "fastembed", "litellm")
    assert model or kind.startswith("wordllama")
