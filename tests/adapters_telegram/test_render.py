"""Replies become messages that Telegram takes as they are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.telegram.addresses import link
from adapters.telegram.bodies import REPEAT, Entity, Outgoing, read, repeated, written
from adapters.telegram.entities import entities
from adapters.telegram.render import LONGEST, drafted, rendered
from bot.ids import ChatId, Conversation, MessageId, ThreadId
from bot.markup.cut import utf16_length
from bot.markup.parse import marked
from bot.naming import command
from bot.records import Origin
from bot.replies import Button, Part, PartKind, Reply, Source
from tests.adapters_telegram.scene import Scene
from tests.builders import message

ALONE = {"code", "pre"}
LOOKS = {"bold", "italic", "strikethrough"}


def bodies(parts: tuple[Part, ...]) -> list[Outgoing]:
    return [read(part.body) for part in parts]


def shown(text: str, *marks: str) -> list[tuple[str, str]]:
    """The entities of a formatted text, as their kinds and words."""
    whole = marked(text)
    units = whole.text.encode("utf-16-le")
    return [
        (each.type, units[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le"))
        for each in entities(whole)
        if not marks or each.type in marks
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("**bold** and *soft* and ~~gone~~", [("bold", "bold"), ("italic", "soft"), ("strikethrough", "gone")]),
        ("`code`", [("code", "code")]),
        ("**`code`**", [("code", "code")]),
        ("**a `b` c**", [("bold", "a "), ("code", "b"), ("bold", " c")]),
        ("***a `b`***", [("italic", "a "), ("bold", "a "), ("code", "b")]),
        ("[`x`](https://x.example/)", [("text_link", "x")]),
        ("> quoted `x` **y**", [("blockquote", "quoted x y"), ("bold", "y")]),
        ("👩‍👩‍👧‍👦 **ä🦀** `x`", [("bold", "ä🦀"), ("code", "x")]),
    ],
)
def test_what_looks_is_told_beside_the_text_and_code_stands_alone(text: str, told: list[tuple[str, str]]) -> None:
    assert sorted(shown(text)) == sorted(told)


def test_lines_of_code_keep_their_language() -> None:
    (entity,) = entities(marked("```python\nprint(1)\n```"))
    assert (entity.type, entity.argument) == ("pre", "python")


def test_of_too_many_marks_the_links_are_kept() -> None:
    text = " ".join(f"**{number}**" for number in range(150)) + " [here](https://x.example/)"
    told = entities(marked(text))
    assert len(told) == 100
    assert told[-1].argument == "https://x.example/"
    assert [each.offset for each in told] == sorted(each.offset for each in told)


MARKS = st.lists(
    st.sampled_from(
        ["**", "*", "~~", "`", "```\n", "> ", "[", "](https://x.example)", "a ", "🦀", "\n", "\n\n", "- ", "ä"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKS)
@example("***a `b` c***")
def test_no_markup_makes_entities_that_telegram_would_refuse(text: str) -> None:
    whole = marked(text)
    told = entities(whole)
    for entity in told:
        assert entity.length > 0
        assert entity.offset + entity.length <= utf16_length(whole.text)
    for code in (each for each in told if each.type in ALONE):
        others = [each for each in told if each is not code]
        assert not [each for each in others if _meet(each, code)]


def _meet(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60), times=st.integers(1, 400), formatted=st.booleans())
def test_no_message_is_too_long_even_when_it_is_marked_as_a_repeat(text: str, times: int, *, formatted: bool) -> None:
    reply = Reply(text=text * times, formatted=formatted)
    for body in bodies(rendered(Scene().address(Scene().private), reply)):
        assert 0 < utf16_length(body.text) <= LONGEST
        again = repeated(body)
        assert again.text == REPEAT + body.text
        assert utf16_length(again.text) <= 4096
        assert [each.offset for each in again.entities] == [each.offset + len(REPEAT) for each in body.entities]


def test_a_plain_reply_is_shown_as_it_stands(scene: Scene) -> None:
    (body,) = bodies(rendered(scene.address(scene.private), Reply(text="**not bold** _at all_ [x](https://x.example)")))
    assert (body.text, body.entities) == ("**not bold** _at all_ [x](https://x.example)", ())


def test_a_kept_note_is_a_reaction_with_words_for_where_there_are_none(scene: Scene) -> None:
    reply = Reply(text="Kept.", acknowledges=True, in_reply_to=MessageId("7"), silent=True)
    (part,) = rendered(scene.address(scene.private), reply)
    assert (part.kind, part.target) == (PartKind.REACTION, "7")
    assert read(part.body) == Outgoing(text="Kept.", answers="7", silent=True)


def test_buttons_stand_below_the_last_message_and_those_that_telegram_refuses_are_left_out(scene: Scene) -> None:
    buttons = (
        Button(label="Undo", value="/undo"),
        Button(label="Long", value="ä" * 33),
        Button(label="Nothing", value=""),
        Button(label=" ", value="/help"),
    )
    first, last = bodies(rendered(scene.address(scene.private), Reply(text="x " * 3_000, buttons=buttons)))
    assert (first.buttons, last.buttons) == ((), (("Undo", "/undo"),))


def source(where: Conversation, said: str, number: int = 1, link: str | None = None) -> Source:
    event = message("the lease ends in June")
    origin = Origin(key=event.key, where=where, message=MessageId(said))
    return Source(number=number, origin=origin, label="Ada, today: “the lease ends in June”", link=link)


@pytest.mark.parametrize(
    ("chat", "answers"),
    [("private", "3"), ("group", "3"), ("supergroup", "9"), ("forum", "9")],
)
def test_where_messages_have_no_address_the_reply_answers_the_one_that_it_cites(
    scene: Scene, chat: str, answers: str
) -> None:
    where, elsewhere = scene.address(getattr(scene, chat)), scene.address(scene.peer.group("Other", scene.ada))
    sources = (source(elsewhere, "1"), source(where, "3", 2), source(where, "4", 3))
    (body,) = bodies(rendered(where, Reply(text="In June [2].", sources=sources, in_reply_to=MessageId("9"))))
    assert body.answers == answers


@pytest.mark.parametrize(("chat", "answers"), [("private", None), ("group", "9"), ("supergroup", "9")])
def test_without_a_source_here_a_reply_answers_the_question_where_there_are_others(
    scene: Scene, chat: str, answers: str | None
) -> None:
    where = scene.address(getattr(scene, chat))
    (body,) = bodies(rendered(where, Reply(text="I know nothing of it.", in_reply_to=MessageId("9"))))
    assert body.answers == answers


@pytest.mark.parametrize(
    ("chat", "address"),
    [
        ("-1002345678901", "https://t.me/c/2345678901/7/3"),
        ("-1000000000001", "https://t.me/c/1/7/3"),
        ("-1002345678", None),
        ("-100", None),
        ("7", None),
        ("unreadable", None),
    ],
)
def test_messages_of_supergroups_alone_have_an_address(scene: Scene, chat: str, address: str | None) -> None:
    where = replace(scene.address(scene.private), chat=ChatId(chat), thread=ThreadId("7"))
    assert link(where, MessageId("3")) == address


def test_sources_are_listed_with_their_links(scene: Scene) -> None:
    where = scene.address(scene.private)
    sources = (source(where, "3", 1, "https://t.me/c/1/3"), source(where, "4", 2))
    (body,) = bodies(rendered(where, Reply(text="**In June** 🦀", sources=sources, formatted=True)))
    label = "Ada, today: “the lease ends in June”"
    assert body.text == f"In June 🦀\n[1] {label}\n[2] {label}"
    assert body.entities[-1] == Entity(type="text_link", offset=11, length=3, argument="https://t.me/c/1/3")


def test_a_draft_shows_what_a_model_means_and_never_more_than_one_message() -> None:
    assert drafted("It is **blue**").text == "It is blue"
    assert drafted("It is **blue**").entities[0].type == "bold"
    assert drafted("It is **bl").text
    assert drafted("").text == drafted(" \n").text == "…"
    assert utf16_length(drafted("🦀" * 5_000).text) <= LONGEST


@given(
    st.builds(
        Outgoing,
        text=st.text(),
        entities=st.lists(
            st.builds(Entity, type=st.text(), offset=st.integers(), length=st.integers(), argument=st.text())
        ).map(tuple),
        buttons=st.lists(st.tuples(st.text(), st.text())).map(tuple),
        answers=st.none() | st.text(min_size=1),
        silent=st.booleans(),
    )
)
def test_a_body_is_read_as_it_was_written(body: Outgoing) -> None:
    assert read(written(body)) == body
    json.loads(written(body))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Which one? Send its number, as in: {command('forget', '#12')}\n\n#12 · /undo it", ["/forget #12"]),
        (f"If you mean it, send: {command('forget', 'everything yes')}", ["/forget everything yes"]),
        (f"{command('undo')} takes back your last note ({command('help')} shows more).", ["/undo", "/help"]),
        ("and/or, see https://x.example/forget or /home/ada/x", []),
    ],
)
def test_no_command_of_ours_can_be_tapped_without_what_belongs_to_it(text: str, shown: list[str]) -> None:
    (body,) = bodies(rendered(message().where, Reply(text=text)))
    assert [body.text[each.offset : each.offset + each.length] for each in body.entities] == shown
    assert {each.type for each in body.entities} <= {"code"}
