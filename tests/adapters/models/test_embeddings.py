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
    embedder = LiteLlmEmbedder(ModelSpec.parse(f"openai/e@{first.address}"), dimension=2)
    yield embedder
    close_blocking_clients()


def test_a_given_dimension_is_not_asked_for(first: OpenAiPeer, embedder: LiteLlmEmbedder) -> None:
    assert embedder.dimension == 2
    assert embedder.passages(["", "  "]).tolist() == [[0, 0], [0, 0]]
    assert not first.asked


@pytest.fixture
def curious(first: OpenAiPeer) -> Iterator[LiteLlmEmbedder]:
    """One that was told no dimension."""
    yield LiteLlmEmbedder(ModelSpec.parse(f"openai/e@{first.address}"))
    close_blocking_clients()


def test_an_unknown_dimension_is_asked_for_once_with_two_texts(first: OpenAiPeer, curious: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5))
    assert [curious.dimension, curious.dimension] == [5, 5]
    one, other = [asked.body["input"] for asked in first.asked]
    assert one != other


def test_two_lengths_are_no_dimension_and_it_is_asked_for_again(first: OpenAiPeer, curious: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5), Embeds(width=6))
    with pytest.raises(ModelUnavailable, match="vectors of 5 and then of 6 numbers"):
        assert curious.dimension
    assert curious.dimension == 6


def test_a_dimension_that_was_told_wrong_is_asked_for_again(first: OpenAiPeer, curious: LiteLlmEmbedder) -> None:
    first.script(Embeds(width=5), Embeds(width=5), Embeds(width=6))
    with pytest.raises(ModelRefused, match=r"vectors of 6 numbers where 5 are expected.*reindex --anew"):
        curious.query("one")
    assert curious.query("one").shape == (6,)


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
        (Vectors(rows=[[1, 2, 3]]), ModelRefused, "vectors of 3 numbers where 2 are expected"),
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
    first.script(Vectors(rows=[[nan, 1], [3, 4], [1e300, 1], [0, 0]]))
    vectors = embedder.passages(["one", "two", "three", "four"])
    assert vectors.tolist() == pytest.approx(np.array([[0, 0], [0.6, 0.8], [0, 0], [0, 0]]))
