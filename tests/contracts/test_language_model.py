"""What every LanguageModel promises: LiteLLM before a scripted server and before a real model, and the fake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

import pytest

from adapters.models.chat import LiteLlmModel
from adapters.models.spec import ModelOptions, ModelSpec
from bot.errors import ModelRefused, ModelUnavailable
from bot.ports.models import Completion, Fragment, LanguageModel, Line, Prompt
from tests.fakes import model as fake
from tests.fakes.model import ScriptedModel
from tests.peers import openai as peer
from tests.peers.openai import OpenAiPeer, openai_peer
from tests.peers.smollm2 import smollm2_server

HELLO = Prompt(lines=(Line(role="user", text="Say hello."),), max_tokens=6)
OPTIONS = ModelOptions(answer_s=60, retries=0, rest_s=0)


@pytest.fixture(scope="module")
def smollm2() -> Iterator[str]:
    with smollm2_server() as address:
        yield address


@pytest.fixture
def server() -> Iterator[OpenAiPeer]:
    with openai_peer() as server:
        yield server


@pytest.fixture
def other_server() -> Iterator[OpenAiPeer]:
    with openai_peer() as server:
        yield server


@pytest.fixture(params=["fake", "scripted server", "SmolLM2"])
async def model(request: pytest.FixtureRequest) -> AsyncIterator[LanguageModel]:
    if request.param == "fake":
        yield ScriptedModel("Hello there.", price=0.001)
        return
    if request.param == "SmolLM2":
        name = f"openai/smollm2@{request.getfixturevalue('smollm2')}"
    else:
        name = f"openai/gpt-4o@{request.getfixturevalue('server').address}"
    model = LiteLlmModel([ModelSpec.parse(name)], OPTIONS)
    yield model
    await model.aclose()


async def streamed(model: LanguageModel, prompt: Prompt = HELLO) -> list[Fragment | Completion]:
    return [item async for item in model.stream(prompt)]


def standing(items: list[Fragment | Completion]) -> str:
    """What a reader has before them: the fragments since the last restart."""
    text = ""
    for item in items:
        if isinstance(item, Fragment):
            text = item.text if item.restart else text + item.text
    return text


async def test_a_whole_answer_says_its_words_its_tokens_and_its_model(model: LanguageModel) -> None:
    answer = await model.complete(HELLO)

    assert answer.text.strip()
    assert answer.model
    assert answer.tokens_in > 0
    assert answer.tokens_out > 0
    assert 0 <= answer.cost <= model.worst_case(HELLO)


async def test_a_stream_ends_with_the_whole_of_what_it_brought(model: LanguageModel) -> None:
    items = await streamed(model)

    assert [type(item) for item in items] == [Fragment] * (len(items) - 1) + [Completion]
    last = items[-1]
    assert isinstance(last, Completion)
    assert last.text == standing(items)
    assert last.text.strip()
    assert last.tokens_in > 0
    assert last.tokens_out > 0


async def test_a_stream_may_be_left_and_another_question_asked(model: LanguageModel) -> None:
    async with aclosing(model.stream(HELLO)) as stream:  # type: ignore[type-var]  # generators all, by another name
        assert isinstance(await anext(stream), Fragment)

    assert (await model.complete(HELLO)).text


async def test_any_text_may_be_asked_about(model: LanguageModel) -> None:
    odd = Prompt(lines=(Line(role="user", text="Say hello to \ud83d, \x00, \u202e and \U0001f468."),), max_tokens=6)

    assert isinstance((await streamed(model, odd))[-1], Completion)


async def test_a_longer_prompt_is_not_cheaper(model: LanguageModel) -> None:
    longer = Prompt(lines=(*HELLO.lines, Line(role="system", text="Be brief. " * 50)), max_tokens=60)

    assert 0 <= model.worst_case(HELLO) <= model.worst_case(longer)


class Troubled(Protocol):
    """A model whose troubles a test can order by name."""

    @property
    def model(self) -> LanguageModel: ...

    def suffer(self, trouble: str) -> None: ...


@dataclass(frozen=True, slots=True)
class TroubledFake:
    model: ScriptedModel

    def suffer(self, trouble: str) -> None:
        turns: dict[str, fake.Turn] = {
            "down": ModelUnavailable("down"),
            "refused": ModelRefused("no"),
            "first broken": fake.Restarts(spoilt="It is", text="On Thursday."),
            "both broken": fake.Breaks(text="It is"),
            "silent": fake.Hangs(),
        }
        self.model.script(turns[trouble])


@dataclass(frozen=True, slots=True)
class TroubledServers:
    model: LiteLlmModel
    servers: tuple[OpenAiPeer, OpenAiPeer]

    def suffer(self, trouble: str) -> None:
        broken = peer.Breaks(words=["It", "is"])
        turns: dict[str, tuple[peer.Turn, peer.Turn]] = {
            "down": (peer.Refuses(status=503), peer.Refuses(status=401)),
            "refused": (peer.Refuses(status=401), peer.Refuses(status=404)),
            "first broken": (broken, peer.Says(text="On Thursday.")),
            "both broken": (broken, broken),
            "silent": (peer.Hangs(), peer.Hangs()),
        }
        for server, turn in zip(self.servers, turns[trouble], strict=True):
            server.script(turn)


@pytest.fixture(params=["fake", "scripted servers"])
async def troubled(
    request: pytest.FixtureRequest, server: OpenAiPeer, other_server: OpenAiPeer
) -> AsyncIterator[Troubled]:
    if request.param == "fake":
        yield TroubledFake(ScriptedModel())
        return
    names = (f"openai/one@{server.address}", f"openai/two@{other_server.address}")
    model = LiteLlmModel([ModelSpec.parse(name) for name in names], OPTIONS)
    yield TroubledServers(model, (server, other_server))
    await model.aclose()


async def test_no_model_answering_is_worth_another_try(troubled: Troubled) -> None:
    troubled.suffer("down")

    with pytest.raises(ModelUnavailable):
        await troubled.model.complete(HELLO)
    with pytest.raises(ModelUnavailable):
        await streamed(troubled.model)


async def test_a_refusal_is_not_worth_another_try(troubled: Troubled) -> None:
    troubled.suffer("refused")

    with pytest.raises(ModelRefused):
        await troubled.model.complete(HELLO)
    with pytest.raises(ModelRefused):
        await streamed(troubled.model)


async def test_a_stream_that_breaks_begins_anew_with_the_next_model(troubled: Troubled) -> None:
    troubled.suffer("first broken")

    items = await streamed(troubled.model)

    texts = [(item.text, item.restart) for item in items if isinstance(item, Fragment)]
    assert texts == [("It", False), (" is", False), ("On", True), (" Thursday.", False)]
    assert isinstance(items[-1], Completion)
    assert items[-1].text == standing(items) == "On Thursday."


async def test_a_stream_that_breaks_with_no_model_left_says_so(troubled: Troubled) -> None:
    troubled.suffer("both broken")

    with pytest.raises(ModelUnavailable):
        await streamed(troubled.model)


async def test_a_cancelled_question_ends_as_cancelled(troubled: Troubled) -> None:
    troubled.suffer("silent")
    for asking in (troubled.model.complete(HELLO), streamed(troubled.model)):
        task = asyncio.ensure_future(asking)
        await asyncio.sleep(0.1)
        task.cancel()

        with pytest.raises(asyncio.CancelledError):
            await task
