"""Whatever Slack sends, it is read without a fault: one that was not would come again and again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.slack.addresses import Myself
from adapters.slack.asked import ids_in_deed, ids_in_events
from adapters.slack.doing import Deed, Doing, deed
from adapters.slack.fields import Raw, loaded
from adapters.slack.reading import Names
from adapters.slack.translate import Known, events_of, place_of
from bot.clock import SystemClock
from bot.ids import AccountId
from memory.journal.codec import event_to_bytes
from tests.contracts.platforms.slack import address

ME = Myself(account=AccountId("T1"), user="U0ME", name="satchel", workspace="https://peer.slack.com/")
WORDS = ("message", "message_changed", "tombstone", "app_mention", "reaction_added", "member_joined_channel")
MORE = (
    "app_home_opened",
    "home",
    "block_actions",
    "view_submission",
    "message_action",
    "keep",
    "satchel:note",
    "/note",
)
IDS = (
    "U1",
    "U0ME",
    "C1",
    "D1",
    "1795356000.000100",
    "1.000001",
    "99999999999.000000",
    "<@U1> <|> <#C1|> <!a^>",
    "\ud800",
)
NAMES = (
    "type subtype event message previous_message channel user ts event_ts thread_ts deleted_ts text blocks elements "
    "attachments is_share files id size duration_ms item actions value view state values callback_id trigger_id "
    "command user_id channel_id edited tab bot_id unicode url author_id"
).split()

LEAVES = some.one_of(
    some.none(), some.booleans(), some.integers(), some.sampled_from((*WORDS, *MORE, *IDS)), some.text()
)
ANYTHING = some.recursive(
    LEAVES,
    lambda inside: some.lists(inside, max_size=3) | some.dictionaries(some.sampled_from(NAMES), inside, max_size=8),
    max_leaves=30,
)
BODIES = some.dictionaries(some.sampled_from(NAMES), ANYTHING, max_size=12)
EVENTS = some.builds(lambda kind, rest: {**rest, "type": kind}, some.sampled_from((*WORDS, *MORE)), BODIES)


@given(event=EVENTS)
@settings(max_examples=100, deadline=None)
def test_every_event_is_read(event: Raw) -> None:
    body = {"event": event}
    ids_in_events([event], ME)
    place_of(body)
    for each in events_of(body, ME, Known(), SystemClock().now()):
        assert event_to_bytes(each)


@given(body=EVENTS | BODIES)
@settings(max_examples=100, deadline=None)
def test_every_deed_is_read(body: Raw) -> None:
    ids_in_deed(body)
    done = deed(body, ME, Names(), address("D1"), Doing(at=SystemClock().now(), commands={"note"}))
    if done.event:
        assert event_to_bytes(done.event)


def test_what_is_nested_beyond_reason_is_read() -> None:
    leaf = '{"type":"rich_text_section","elements":[{"type":"text","text":"deep"}]}'
    nested = '{"type":"rich_text_list","elements":[' * 300 + leaf + "]}" * 300
    block = loaded('{"type":"rich_text","elements":[' + nested + "]}")
    event: Raw = {"type": "message", "channel": "D1", "user": "U1", "ts": "1.000001", "blocks": [block]}
    assert len(events_of({"event": event}, ME, Known(), SystemClock().now())) == 1
    assert ids_in_events([event], ME) == ({"U1"}, set())


def test_a_deed_of_nobodys_is_none() -> None:
    doing = Doing(at=SystemClock().now(), commands={"note"})
    kept: Raw = {"type": "message_action", "callback_id": "keep", "message": {"user": "U2", "text": "hello"}}
    for body in (kept, {**kept, "user": {"id": "U1"}}, {**kept, "trigger_id": "1"}, {"command": "/satchel"}):
        assert deed(body, ME, Names(), address("D1"), doing) == Deed()
