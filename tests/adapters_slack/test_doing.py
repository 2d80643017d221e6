"""Commands, buttons, forms and shortcuts, from the person's finger to the event."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.addresses import Myself, conversation
from adapters.slack.doing import IN_PRIVATE, KEPT_IN_PRIVATE, Doing, deed
from adapters.slack.fields import moment
from adapters.slack.reading import Names
from bot.content import Audience, Forwarded
from bot.events import ButtonPressed
from bot.ids import AccountId, Conversation, EventKey, MessageId, UserId
from bot.replies import Button, Reply
from tests.adapters_slack.bench import WAIT_S, Core, adapter_for
from tests.adapters_slack.conftest import Runs
from tests.builders import MORNING
from tests.contracts.platforms.slack import address
from tests.peers.slack import Error, SlackPeer


@pytest.mark.parametrize(
    ("typed", "name", "argument"),
    [
        ("", "help", ""),
        ("note the boat is blue", "note", "the boat is blue"),
        ("/note the boat is blue", "note", "the boat is blue"),
        ("NOTE the boat", "note", "the boat"),
        ("ask what colour", "ask", "what colour"),
        ("what colour is the boat?", "", "what colour is the boat?"),
        ("the boat is blue", "", "the boat is blue"),
        ("milk?", "", "milk?"),
        ("Käse", "", "Käse"),
        ("/etc/hosts is wrong", "", "/etc/hosts is wrong"),
        ("remnid", "remnid", ""),
        ("/remnid me", "remnid", "me"),
        ("recent", "recent", ""),
        ("forget #12", "forget", "#12"),
        ("notes are good", "", "notes are good"),
        ("note Tom &amp; <https://example.org|Ada> &lt;3", "note", "Tom & Ada (https://example.org) <3"),
    ],
)
async def test_a_command_means_its_first_word_or_is_what_somebody_says(
    slack: SlackPeer, runs: Runs, typed: str, name: str, argument: str
) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        told = ada.commands(typed)
        await slack.until(lambda: told.acked)
    (command,) = core.commands
    assert (command.name, command.argument) == (name, argument)
    assert (command.where, command.audience) == (address(ada.direct.id), Audience.PRIVATE)
    assert (command.sender.id, command.sender.name) == (ada.id, "Ada")
    assert slack.bot.ephemerals == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [("recent", IN_PRIVATE), ("note the boat is blue", KEPT_IN_PRIVATE), ("the boat is blue", KEPT_IN_PRIVATE)],
)
async def test_a_command_in_a_channel_is_answered_in_private_and_says_so(
    slack: SlackPeer, runs: Runs, said: str, answer: str
) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada, bot=False)
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        told = ada.commands(said, at=boat)
        await slack.until(lambda: told.acked)
    assert core.commands[0].where == address(ada.direct.id)
    assert [(shown.text, shown.channel) for shown in slack.bot.ephemerals] == [(answer, boat.id)]


async def test_a_command_that_cannot_be_taken_says_so(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    slack.fails("conversations.open", Error("internal_error"))
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        told = ada.commands("note the boat is blue")
        await slack.until(lambda: told.acked)
    assert core.events == []
    assert [shown.text for shown in slack.bot.ephemerals] == [
        "Slack did not let me do that just now; please try again."
    ]


async def test_what_could_not_be_done_is_not_acknowledged_as_done(slack: SlackPeer, runs: Runs) -> None:
    core, ada, bob = Core(), slack.person("Ada"), slack.person("Bob")
    await shown(slack, address(ada.direct.id), Reply(text="Kept.", buttons=(Button(label="Undo", value="/undo"),)))
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        slack.fails("conversations.open", Error("internal_error"))
        pressed = ada.presses(slack.bot.posts[-1], "Undo")
        again = ada.presses(slack.bot.posts[-1], "Undo")
        await slack.until(lambda: again.acked)
        bob.commands("note")
        form = await slack.until(lambda: slack.bot.modal)
    assert not pressed.acked
    assert len(core.events) == 1
    other = Core()
    async with runs(other):
        await slack.until(lambda: slack.sockets.connections)
        slack.fails("conversations.open", Error("internal_error"))
        for sent in (bob.taps.submit(form, {"text": "the boat is blue"}) for _ in range(2)):
            assert form.open
            await slack.until(lambda sent=sent: sent.acked)  # type: ignore[misc]  # a default
    assert not form.open
    assert [command.argument for command in other.commands] == ["the boat is blue"]


async def test_a_note_without_words_opens_a_form_whose_words_become_the_note(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        ada.commands("note")
        form = await slack.until(lambda: slack.bot.modal)
        assert core.events == []
        empty = ada.taps.submit(form, {"text": "  "})
        await slack.until(lambda: empty.acked)
        assert form.open
        sent = ada.taps.submit(form, {"text": "the boat is blue"})
        await slack.until(lambda: sent.acked)
        closed = ada.taps.close(form)
        await slack.until(lambda: closed.acked)
    (command,) = core.commands
    assert (command.name, command.argument) == ("note", "the boat is blue")
    assert not form.open


def test_a_form_sent_again_is_the_same_only_with_the_same_words() -> None:
    me = Myself(account=AccountId("T1"), user="U0", name="satchel", workspace="https://slack.example/")
    doing = Doing(at=MORNING, commands={"note"})

    def sent(words: str) -> EventKey:
        fields = {"text": {"text": {"type": "plain_text_input", "value": words}}}
        view = {"id": "V1", "callback_id": "satchel:note", "state": {"values": fields}}
        body = {"type": "view_submission", "user": {"id": "U1"}, "trigger_id": "t", "view": view}
        done = deed(body, me, Names(), conversation(me, "D1", "", ""), doing)
        assert done.event
        return done.event.key

    assert sent("the lease ends in June") == sent("the lease ends in June")
    assert sent("the lease ends in June") != sent("the lease ends in July")


async def test_a_form_that_does_not_open_is_told_in_words(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    slack.fails("views.open", Error("expired_trigger_id"))
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        told = ada.commands("note")
        await slack.until(lambda: told.acked)
    assert [shown.text for shown in slack.bot.ephemerals] == [
        "Write it behind the command, as in: /satchel note the lease ends in June"
    ]


async def test_a_button_says_what_it_stands_for_where_it_stands(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada)
    reply = Reply(text="Kept.", buttons=(Button(label="Undo", value="/undo"),))
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        for channel in (ada.direct, boat):
            await shown(slack, address(channel.id), reply)
            pressed = ada.presses(slack.bot.posts[-1], "Undo")
            await slack.until(lambda pressed=pressed: pressed.acked)  # type: ignore[misc]  # a default
    private, public = (event for event in core.events if isinstance(event, ButtonPressed))
    assert (private.value, private.where, private.audience) == ("/undo", address(ada.direct.id), Audience.PRIVATE)
    assert (public.where.chat, public.audience, public.on) == (boat.id, Audience.ADDRESSED, slack.bot.posts[-1].ts)
    assert private.key != public.key


async def test_the_home_tab_opens_forms_and_forgets(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    buttons = (("Write a note", "/note"), ("Forget…", "/forget"), ("Forget #3", "/forget #3"))
    reply = Reply(text="I keep 1 note.", buttons=tuple(Button(label=label, value=value) for label, value in buttons))
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        await shown(slack, address(f"home:{ada.id}"), reply)
        home = slack.bot.homes[ada.id]
        for label, title in (("Write a note", "Write a note"), ("Forget…", "Forget something")):
            ada.presses(home, label)
            form = await slack.until(lambda: slack.bot.modal)
            assert form.content["title"] == {"type": "plain_text", "text": title}
            sent = ada.taps.submit(form, {"text": "#3"})
            await slack.until(lambda sent=sent: sent.acked)  # type: ignore[misc]  # a default
        pressed = ada.presses(home, "Forget #3")
        await slack.until(lambda: pressed.acked)
    assert [(command.name, command.argument) for command in core.commands] == [("note", "#3"), ("forget", "#3")]
    assert all(event.where == address(ada.direct.id) for event in core.events)
    assert isinstance(core.events[-1], ButtonPressed)
    assert core.events[-1].value == "/forget #3"


async def test_the_shortcut_keeps_a_message_as_what_it_is(slack: SlackPeer, runs: Runs) -> None:
    core, ada, bob = Core(), slack.person("Ada"), slack.person("Bob")
    boat = slack.channel("boat", ada, bob, bot=False)
    own, others = ada.says("the boat is blue", to=boat), bob.says("the boat is *red*", to=boat)
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        for said in (own, others):
            told = ada.taps.shortcut("keep", boat.messages[said.ts])
            await slack.until(lambda told=told: told.acked)  # type: ignore[misc]  # a default
        unknown = ada.taps.shortcut("something else", boat.messages[own.ts])
        await slack.until(lambda: unknown.acked)
    assert [(message.text, message.sender.id, message.where.chat) for message in core.messages] == [
        ("/note the boat is blue", ada.id, ada.direct.id),
        ("/note the boat is *red*", ada.id, ada.direct.id),
    ]
    assert [message.forwarded for message in core.messages] == [
        Forwarded(
            from_name=name,
            from_id=UserId(who.id),
            sent_at=moment(said.ts),
            where=address(boat.id, thread=said.ts),
            message=MessageId(said.ts),
        )
        for name, who, said in (("Ada", ada, own), ("Bob", bob, others))
    ]
    assert len(core.events) == 2


async def test_the_home_tab_that_is_opened_is_told_and_the_messages_tab_is_not(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        ada.opens_home("messages")
        ada.opens_home()
        await asyncio.wait_for(core.until(lambda: bool(core.events)), WAIT_S)
    (opened,) = core.events
    assert (opened.kind, opened.where) == ("home", address(f"home:{ada.id}"))


async def shown(slack: SlackPeer, where: Conversation, reply: Reply) -> None:
    """The bot said this there."""
    async with adapter_for(slack) as adapter:
        (part,) = adapter.render(where, reply)
        await adapter.send(where, part, "key")
