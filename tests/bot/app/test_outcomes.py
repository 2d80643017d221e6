"""What a response comes to on its platform."""

from __future__ import annotations

from bot.ids import ChatId, Conversation, MessageId, event_key
from bot.outcomes import Outcomes, outcome_of
from bot.ports import Outcome
from bot.records import Origin
from bot.replies import Part, PartKind, Reply, Source
from bot.requests import Response
from tests.builders import HOME, deleted, message, part
from tests.fakes.chat import FAKE, FakeChat, room


class LinkingChat(FakeChat):
    """A platform on which messages of rooms have an address, and replies show what they are told."""

    def link(self, where: Conversation, message: MessageId) -> str | None:
        return f"https://chat.example/{where.chat}/{message}" if where.chat == ChatId("room") else None

    def render(self, to: Conversation, reply: Reply) -> tuple[Part, ...]:
        del to
        links = " ".join(str(source.link) for source in reply.sources)
        return (Part(kind=PartKind.TEXT, body=f"{reply.text} {links}".strip(), target=reply.in_reply_to),)


def source(where: Conversation) -> Source:
    said = MessageId("m1")
    return Source(number=1, origin=Origin(key=event_key(where, said, "received"), where=where, message=said), label="x")


def shown(where: Conversation) -> str:
    reply = Reply(text="It is blue", sources=(source(where),))
    (rendered,) = Outcomes({FAKE: LinkingChat()}).rendered(message(where=room()), reply)
    return rendered.body


def test_a_source_is_linked_where_its_platform_has_an_address_for_it() -> None:
    elsewhere = Conversation(platform=type(FAKE)("gone"), account=room().account, chat=ChatId("room"))
    assert shown(room()) == "It is blue https://chat.example/room/m1"
    assert shown(room("private")) == "It is blue None"
    assert shown(elsewhere) == "It is blue None"


def test_an_answer_is_to_the_message_that_asked_unless_it_says_another() -> None:
    outcomes, asked = Outcomes({FAKE: LinkingChat()}), message(where=room())
    targets = [
        outcomes.rendered(event, reply)[0].target
        for event, reply in (
            (asked, Reply(text="a")),
            (asked, Reply(text="a", in_reply_to=MessageId("m9"))),
            (deleted(asked), Reply(text="a")),
        )
    ]
    assert targets == [asked.message, "m9", None]


def test_nothing_said_has_no_parts() -> None:
    assert Outcomes({FAKE: LinkingChat()}).rendered(message(where=room()), None) == ()


def test_what_only_the_journal_keeps_belongs_to_no_space() -> None:
    assert outcome_of(None, ()) == Outcome(space=None)


def test_a_response_is_filed_with_all_its_words() -> None:
    reply = Reply(text="It is blue", sources=(source(room()),))
    keys = frozenset({reply.sources[0].origin.key})
    response = Response(space=HOME, reply=reply, keep=True, rests_on=keys)
    assert outcome_of(response, (part("x"),)) == Outcome(
        space=HOME, keep=True, parts=(part("x"),), text="It is blue\n[1] x", rests_on=keys
    )
    assert outcome_of(Response(space=None, reply=None, unsaid=True), ()) == Outcome(space=None, unsaid=True)
