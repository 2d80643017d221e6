"""An embedding model behind a server."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, nan

import numpy as np
import pytest

from adapters.models.embeddings import LiteLlmEmbedder
from adapters.models.engine import close_blocking_clients
from adapters.models.spec import ModelSpec
from bot.errors import ModelError, ModelRefused, ModelUnavailable
from tests.peers.openai import Embeds, Garbles, OpenAiPeer, Refuses, Turn, Vectors


@pytest.fixture
def embedder(first: OpenAiPeer) -> Iterator[LiteLlmEmbedder]:
    yield LiteLlmEmbedder(ModelSpec.parse(f"openai/e@{first.address}"))
    close_blocking_clients()


def test_the_dimension_is_asked_for_with_two_texts(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5))
    assert embedder.dimension == 5
    one, other = [asked.body["input"] for asked in first.asked]
    assert one != other


def test_two_lengths_are_no_dimension_and_it_is_asked_for_again(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5), Embeds(width=6))
    with pytest.raises(ModelUnavailable, match="vectors of 5 and then of 6 numbers"):
        assert embedder.dimension
    assert embedder.dimension == 6


def test_vectors_are_asked_for_once_and_not_how_long_they_are(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5))
    assert embedder.query("one").shape == (5,)
    assert len(first.asked) == 1


def test_texts_without_a_word_are_zeros_as_long_as_the_others(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=2))
    assert embedder.passages(["", "  "]).tolist() == [[0, 0], [0, 0]]


def test_two_lengths_in_one_go_are_no_vectors(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5), Embeds(width=6))
    with pytest.raises(ModelUnavailable, match="vectors of 5 and then of 6 numbers"):
        embedder.passages(["word"] * 33)


def test_vectors_find_their_texts_in_whatever_order_they_come(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Vectors(rows=[[3, 4], [0, 2]], order=[1, 0]))

    vectors = embedder.passages(["one", "", "two"])

    np.testing.assert_allclose(vectors, np.array([[0.6, 0.8], [0, 0], [0, 1]], np.float32), atol=1e-6)


def test_numbers_however_large_become_unit_vectors(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Vectors(rows=[[3e30, 4e30]]))

    np.testing.assert_allclose(embedder.query("one"), np.array([0.6, 0.8], np.float32), atol=1e-6)


def test_many_texts_are_asked_for_in_batches(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=2))

    embedder.passages([f"word{place}" for place in range(70)])

    assert [len(texts) for asked in first.asked if isinstance(texts := asked.body["input"], list)] == [32, 32, 6]


def test_a_rate_limit_is_waited_out(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(*[Refuses(status=429, retry_after=0)] * 3, Vectors(rows=[[0, 1]]))

    assert embedder.query("one").tolist() == [0, 1]
    assert len(first.asked) == 4


def test_a_rate_limit_is_not_waited_out_for_ever(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    first.script(Refuses(status=429, retry_after=0))
    with pytest.raises(ModelUnavailable, match="over its rate limit"):
        embedder.query("one")
    assert len(first.asked) == 5

    first.script(Refuses(status=429, retry_after=3600))
    with pytest.raises(ModelUnavailable, match="over its rate limit"):
        embedder.query("one")
    assert len(first.asked) == 6


@pytest.mark.parametrize(
    ("turn", "kind", "text"),
    [
        (Refuses(status=401), ModelRefused, "the key for openai"),
        (Refuses(status=500), ModelUnavailable, "try again"),
        (Vectors(rows=[]), ModelUnavailable, "no vector for some text"),
        (Vectors(rows=[[1, 2], [3, 4]]), ModelUnavailable, "no vector for some text"),
        (Vectors(rows=[[nan, 1]]), ModelUnavailable, "no vector for some text"),
        (Vectors(rows=[[1, inf]]), ModelUnavailable, "no vector for some text"),
        (Vectors(rows=[[-inf, 1]]), ModelUnavailable, "no vector for some text"),
        (Vectors(rows=[[1e300, 1]]), ModelUnavailable, "no vector for some text"),
        (Garbles(), ModelUnavailable, "failed to answer"),
        (Garbles(body='{"data": [{"index": 0, "embedding": "?"}]}'), ModelError, "openai/e"),
        (Garbles(body='{"data": [{"index": 0, "embedding": null}]}'), ModelError, "openai/e"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_vector_is_said(
    first: OpenAiPeer, embedder: LiteLlmEmbedder, turn: Turn, kind: type[ModelError], text: str
) -> None:
    first.script(turn)

    with pytest.raises(kind, match=text):
        embedder.query("one")


def test_a_text_that_a_model_stumbles_over_costs_no_other_its_vector(
    first: OpenAiPeer, embedder: LiteLlmEmbedder
) -> None:
    odd = Vectors(rows=[[nan, 1], [3, 4], [1e300, 1], [0, 0]])
    first.script(odd, Vectors(rows=[[0, 2]]), Vectors(rows=[[nan, 1]]))
    vectors = embedder.passages(["one", "two", "three", "four"])
    expected = np.array([[0, 1], [0.6, 0.8], [nan, nan], [0, 0]], np.float32)
    np.testing.assert_allclose(vectors, expected, rtol=1e-6)
