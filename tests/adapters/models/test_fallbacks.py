"""Somebody asks; the first model that can answers."""

from __future__ import annotations

import pytest

from bot.errors import ModelUnavailable
from bot.ports.models import Completion, Fragment, Line, Prompt
from tests.adapters.models.conftest import Asking
from tests.peers.openai import Breaks, Garbles, Hangs, OpenAiPeer, Refuses, Says, Turn

WHEN = Prompt(lines=(Line(role="system", text="Be brief."), Line(role="user", text="When?")), max_tokens=50)

TROUBLES = [
    Refuses(status=401),
    Refuses(status=404),
    Refuses(status=429),
    Refuses(status=500),
    Garbles(),
    Garbles(body="[]"),
    Garbles(body='{"choices": []}'),
    Garbles(body="<html>"),
    Hangs(),
    Says(text=""),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
async def test_the_next_model_answers_where_the_first_one_fails(
    asking: Asking, first: OpenAiPeer, second: OpenAiPeer, trouble: Turn
) -> None:
    first.script(trouble)
    second.script(Says(text="On Thursday."))
    model = asking(f"openai/one@{first.address}", f"openai/two@{second.address}", answer_s=0.5, rest_s=0)

    whole = await model.complete(WHEN)
    streamed = [item async for item in model.stream(WHEN)]

    assert (whole.text, whole.model) == ("On Thursday.", "openai/two")
    assert [item.text for item in streamed if isinstance(item, Fragment)] == ["On", " Thursday."]
    assert not any(item.restart for item in streamed if isinstance(item, Fragment))
    assert len(first.asked) == len(second.asked) == 2


async def test_a_stream_that_falls_silent_is_left(asking: Asking, first: OpenAiPeer, second: OpenAiPeer) -> None:
    first.script(Breaks(words=["It"], silent=True))
    second.script(Says(text="Thursday."))
    model = asking(f"openai/one@{first.address}", f"openai/two@{second.address}", silence_s=0.3)

    items = [item async for item in model.stream(WHEN)]

    assert items[:2] == [Fragment(text="It"), Fragment(text="Thursday.", restart=True)]


async def test_what_a_broken_stream_cost_is_counted(asking: Asking, first: OpenAiPeer, second: OpenAiPeer) -> None:
    first.script(Breaks(words=["It", "is"]))
    model = asking(f"openai/gpt-4o@{first.address}", f"openai/no-price@{second.address}")

    last = [item async for item in model.stream(WHEN)][-1]

    assert isinstance(last, Completion)
    assert last.model == "openai/no-price"
    assert last.cost > 0


async def test_a_model_that_was_down_is_asked_last_for_a_while(
    asking: Asking, first: OpenAiPeer, second: OpenAiPeer
) -> None:
    first.script(Refuses(status=503))
    model = asking(f"openai/one@{first.address}", f"openai/two@{second.address}", rest_s=3600)

    for _ in range(3):
        await model.complete(WHEN)

    assert (len(first.asked), len(second.asked)) == (1, 3)


async def test_a_rate_limit_is_tried_again(asking: Asking, first: OpenAiPeer) -> None:
    first.script(Refuses(status=429, retry_after=0.01), Says(text="Thursday."))

    assert (await asking(f"openai/one@{first.address}", retries=1).complete(WHEN)).text == "Thursday."
    assert len(first.asked) == 2


async def test_a_refused_key_is_not_tried_again(asking: Asking, first: OpenAiPeer, second: OpenAiPeer) -> None:
    first.script(Refuses(status=401))
    await asking(f"openai/one@{first.address}", f"openai/two@{second.address}", retries=3).complete(WHEN)

    assert len(first.asked) == 1


async def test_the_error_names_each_model_and_what_to_do(asking: Asking, first: OpenAiPeer, second: OpenAiPeer) -> None:
    first.script(Refuses(status=429))
    second.script(Refuses(status=404))
    model = asking(f"openai/one@{first.address}", f"openai/two@{second.address}")

    with pytest.raises(ModelUnavailable) as failure:
        await model.complete(WHEN)

    assert str(failure.value) == (
        "openai is over its rate limit or out of credit: try again later, or check the account; "
        f"{second.address} knows no model openai/two: check its name"
    )


async def test_the_prompt_arrives_as_it_was_written(asking: Asking, first: OpenAiPeer) -> None:
    lines = (*WHEN.lines, Line(role="assistant", text="What? \ud800"), Line(role="user", text="東京 \x00"))
    await asking(f"openai/one@{first.address}").complete(Prompt(lines=lines, max_tokens=9))

    body = first.asked[0].body
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "When?"},
        {"role": "assistant", "content": "What? ?"},
        {"role": "user", "content": "東京 \x00"},
    ]
    assert (body["model"], body["max_tokens"]) == ("one", 9)
