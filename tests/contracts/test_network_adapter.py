"""What every adapter promises that has a platform at the other end of a wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.content import Audience
from bot.errors import DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.events import Unreadable
from bot.ids import MessageId
from bot.ports import Closes, EditsMessages, FetchesAttachments, FindsOwnMessage, Introduces, ShowsTyping
from bot.records import Origin
from bot.replies import PartKind, Reply, Source
from tests.contracts.platforms import cast
from tests.contracts.platforms.stage import Listener, Network, heard, listening

WAIT_S = 60
HOSTILE = "<!channel> <@U123> <script>x</script> [a](http://evil.example) **b** _c_ `d` & \u202e \x00 ``` \ud800"


@pytest.fixture(params=cast.NETWORKS)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Network]:
    async with cast.network(str(request.param)) as opened:
        yield opened


async def test_what_is_not_for_us_is_left_out_and_what_comes_after_it_arrives(stage: Network) -> None:
    async with listening(stage) as listener:
        await stage.says_what_is_not_for_us()
        await stage.says("hello")
        await asyncio.wait_for(listener.until(lambda: bool(listener.messages)), WAIT_S)
    heeded = [message for message in listener.messages if message.audience is not Audience.OVERHEARD]
    assert [message.text for message in heeded] == ["hello"]


async def test_of_what_nobody_can_read_it_is_told_who_sent_it_where_and_what_comes_after_it_arrives(
    stage: Network,
) -> None:
    unread: list[Unreadable] = []
    async with listening(stage) as listener:
        await stage.says("hello")
        await asyncio.wait_for(listener.until(lambda: bool(listener.messages)), WAIT_S)
        await stage.says_unreadably("the boat is blue")
        await stage.says("and after it")
        await asyncio.wait_for(listener.until(lambda: listener.messages[-1].text == "and after it"), WAIT_S)
        unread += [event for event in listener.events if isinstance(event, Unreadable)]
        await stage.repeats()
        await stage.says("once more")
        await asyncio.wait_for(listener.until(lambda: listener.messages[-1].text == "once more"), WAIT_S)
    assert [(each.where, each.sender, each.audience) for each in unread] == [
        (stage.where, listener.messages[0].sender, Audience.PRIVATE)
    ]
    assert "the boat is blue" in unread[0].raw
    assert len({event.key for event in listener.events if isinstance(event, Unreadable)}) == 1


async def test_what_is_delivered_again_has_the_same_key(stage: Network) -> None:
    async with listening(stage) as listener:
        await stage.says("one", "two")
        await asyncio.wait_for(listener.until(lambda: len(listener.messages) == 2), WAIT_S)
        await stage.says("three")
        await asyncio.wait_for(listener.until(lambda: len(listener.messages) == 3), WAIT_S)
        await stage.repeats()
        await stage.says("four")
        await asyncio.wait_for(listener.until(lambda: "four" in [each.text for each in listener.messages]), WAIT_S)
    assert {each.text for each in listener.messages} == {"one", "two", "three", "four"}
    assert len({each.key for each in listener.messages}) == 4


async def test_what_is_said_in_a_thread_is_answered_there(stage: Network) -> None:
    async with listening(stage) as listener:
        thread = await stage.says_in_thread("when does the lease end?")
        await asyncio.wait_for(listener.until(lambda: bool(listener.messages)), WAIT_S)
    (message,) = listener.messages
    assert message.where == thread
    assert message.audience is Audience.ADDRESSED
    assert message.text == "when does the lease end?"
    (part,) = stage.adapter.render(thread, Reply(text="In June.", in_reply_to=message.message))
    await stage.adapter.send(thread, part, "key")
    assert [(seen.where, seen.text) for seen in stage.seen()] == [(thread, "In June.")]


async def test_a_long_reply_arrives_whole(stage: Network) -> None:
    await heard(stage, "hello")
    text = "\n".join(f"{number}. the boat is blue, and 👩‍👩‍👧‍👦 sail it" for number in range(2_000))
    parts = stage.adapter.render(stage.where, Reply(text=text))
    assert len(parts) > 1
    for number, part in enumerate(parts):
        await stage.adapter.send(stage.where, part, f"key-{number}")
    assert "".join("\n".join(seen.text for seen in stage.seen()).split()) == "".join(text.split())


@pytest.mark.parametrize("formatted", [False, True])
async def test_hostile_words_are_sent_as_words(stage: Network, *, formatted: bool) -> None:
    await heard(stage, "hello")
    for number, part in enumerate(stage.adapter.render(stage.where, Reply(text=HOSTILE, formatted=formatted))):
        await stage.adapter.send(stage.where, part, f"key-{number}")
    shown = "\n".join(seen.text for seen in stage.seen())
    assert "<!channel>" in shown
    assert "<script>x</script>" in shown


async def test_a_source_is_shown_with_its_link(stage: Network) -> None:
    (message,) = await heard(stage, "the lease ends in June")
    origin = Origin(key=message.key, where=message.where, message=message.message)
    source = Source(number=1, origin=origin, label="Ada, today: “the lease ends in June”", link="https://x.example/1")
    (part,) = stage.adapter.render(stage.where, Reply(text="In June [1].", sources=(source,)))
    await stage.adapter.send(stage.where, part, "key")
    (seen,) = stage.seen()
    assert "[1] Ada, today: “the lease ends in June”" in seen.text
    assert seen.links == ("https://x.example/1",)


async def test_a_note_is_confirmed_by_a_reaction(stage: Network) -> None:
    (message,) = await heard(stage, "the lease ends in June")
    reply = Reply(text="Kept.", acknowledges=True, in_reply_to=message.message)
    (part,) = stage.adapter.render(stage.where, reply)
    assert part.kind is PartKind.REACTION
    assert await stage.adapter.send(stage.where, part, "key")
    assert await stage.adapter.send(stage.where, part, "key")
    assert stage.seen() == []


async def test_a_draft_grows_into_the_reply(stage: Network) -> None:
    await heard(stage, "hello")
    adapter = stage.adapter
    assert isinstance(adapter, EditsMessages)
    draft = await adapter.draft(stage.where, "In", "key")
    await adapter.redraw(stage.where, draft, "In Ju")
    (part,) = stage.adapter.render(stage.where, Reply(text="In June."))
    edit = type(part)(kind=PartKind.EDIT, body=part.body, target=draft)
    assert await stage.adapter.send(stage.where, edit, "key") == draft
    assert await stage.adapter.send(stage.where, edit, "key") == draft
    assert [seen.text for seen in stage.seen()] == ["In June."]


async def test_a_file_is_fetched_byte_for_byte(stage: Network) -> None:
    data = bytes(range(256)) * 40
    async with listening(stage) as listener:
        await stage.sends_file(data)
        await asyncio.wait_for(listener.until(lambda: bool(listener.messages)), WAIT_S)
    (attachment,) = listener.messages[0].attachments
    adapter = stage.adapter
    assert isinstance(adapter, FetchesAttachments)
    assert await adapter.fetch(attachment, len(data)) == data
    with pytest.raises(DeliveryError):
        await adapter.fetch(attachment, len(data) - 1)


async def test_a_rate_limit_is_told_and_nobody_is_called_before_it_is_over(stage: Network) -> None:
    await heard(stage, "hello")
    stage.limits_next(30)
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    with pytest.raises(RateLimited) as told:
        await stage.adapter.send(stage.where, part, "key")
    assert told.value.after >= timedelta(seconds=29)
    with pytest.raises(RateLimited):
        await stage.adapter.send(stage.where, part, "key")
    assert stage.early == 0
    assert stage.seen() == []


async def test_what_is_forbidden_is_never_tried_again(stage: Network) -> None:
    await heard(stage, "hello")
    stage.forbids_next()
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    with pytest.raises(Undeliverable):
        await stage.adapter.send(stage.where, part, "key")


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_cut_connection_leaves_it_open_whether_it_arrived(stage: Network, *, arrived: bool) -> None:
    await heard(stage, "hello")
    stage.cuts_next(arrived=arrived)
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    with pytest.raises(MaybeSent):
        await stage.adapter.send(stage.where, part, "key")
    adapter = stage.adapter
    if isinstance(adapter, FindsOwnMessage):
        assert (await adapter.find(stage.where, "key") is not None) == arrived


async def test_a_platform_that_is_away_was_never_sent_to(stage: Network) -> None:
    await heard(stage, "hello")
    await stage.goes_away()
    (part,) = stage.adapter.render(stage.where, Reply(text="Kept."))
    with pytest.raises(NeverSent):
        await stage.adapter.send(stage.where, part, "key")
    await stage.comes_back()
    assert await stage.adapter.send(stage.where, part, "key")
    assert [seen.text for seen in stage.seen()] == ["Kept."]


async def test_what_is_said_while_we_are_away_is_heard_later(stage: Network) -> None:
    listener = Listener()
    async with listening(stage, listener):
        await stage.says("before")
        await asyncio.wait_for(listener.until(lambda: bool(listener.messages)), WAIT_S)
    await stage.says("meanwhile")
    async with listening(stage, listener):
        await asyncio.wait_for(listener.until(lambda: listener.messages[-1].text == "meanwhile"), WAIT_S)
    assert {message.text for message in listener.messages} == {"before", "meanwhile"}


async def test_a_run_against_a_platform_that_is_away_says_so(stage: Network) -> None:
    await stage.goes_away()
    with pytest.raises(DeliveryError):
        await asyncio.wait_for(stage.adapter.run(Listener(), ()), WAIT_S)


async def test_typing_works_where_the_platform_has_it(stage: Network) -> None:
    await heard(stage, "hello")
    adapter = stage.adapter
    assert isinstance(adapter, ShowsTyping) == stage.shows_typing
    if isinstance(adapter, ShowsTyping):
        await adapter.typing(stage.where)


async def test_introducing_works(stage: Network) -> None:
    await heard(stage, "hello")
    adapter = stage.adapter
    assert isinstance(adapter, Introduces)
    introduction = await adapter.introduce()
    assert introduction.name
    assert introduction.account == stage.where.account
    assert isinstance(adapter, Closes)


async def test_an_edit_of_what_is_gone_is_sent_anew(stage: Network) -> None:
    await heard(stage, "hello")
    (part,) = stage.adapter.render(stage.where, Reply(text="In June."))
    sent = await stage.adapter.send(stage.where, part, "one")
    deletion = type(part)(kind=PartKind.DELETION, body="{}", target=sent)
    await stage.adapter.send(stage.where, deletion, "two")
    assert stage.seen() == []
    edit = type(part)(kind=PartKind.EDIT, body=part.body, target=MessageId(sent))
    assert await stage.adapter.send(stage.where, edit, "three")
    assert [seen.text for seen in stage.seen()] == ["In June."]
