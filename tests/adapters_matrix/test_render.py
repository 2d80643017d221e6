"""What the bot says, as Matrix shows it: only tags of our making, nobody called, and never too long."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from adapters.matrix.addresses import link
from adapters.matrix.html import html
from adapters.matrix.render import LONGEST, LONGEST_MARKED, NOTED, edit, message, rendered, unpacked, weight
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, ThreadId
from bot.markup.parse import marked
from bot.markup.spans import Marked, Span, Style
from bot.naming import command
from bot.replies import Button, PartKind, Reply

WHERE = Conversation(platform=Platform("matrix"), account=AccountId("@satchel:hs.example"), chat=ChatId("!room"))
LARGEST_EVENT = 65_536
ENCRYPTED_GROWS = 1.37


class Tags(HTMLParser):
    """Every tag with its attributes, and the words between."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.words += "\n" if tag == "br" else ""
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**b** _i_ ~~s~~ `c`", "<strong>b</strong> <em>i</em> <del>s</del> <code>c</code>"),
        ("**b _both_**", "<strong>b <em>both</em></strong>"),
        ("[a](https://x.example/?a=1&b=2)", '<a href="https://x.example/?a=1&amp;b=2">a</a>'),
        ("[a](javascript:alert(1)) **b**", "a (javascript:alert(1)) <strong>b</strong>"),
        ('[a](https://x.example/"onclick="y)', '<a href="https://x.example/%22onclick=%22y">a</a>'),
        ("```py\na < b\nc\n```", '<pre><code class="language-py">a &lt; b\nc</code></pre>'),
        ("**one**\ntwo", "<strong>one</strong><br/>two"),
        ("> said **so**", "<blockquote>said <strong>so</strong></blockquote>"),
        ("no <b>marks</b> & none", ""),
    ],
)
def test_marks_become_tags_and_everything_else_is_escaped(text: str, shown: str) -> None:
    assert html(marked(text)) == shown


def test_an_address_cannot_break_out_of_its_tag_and_leads_only_where_links_lead() -> None:
    def linked(address: str) -> str:
        return html(Marked(text="a", spans=(Span(start=0, end=1, style=Style.LINK, argument=address),)))

    assert linked('https://x.example/"><img src=y>') == '<a href="https://x.example/&quot;&gt;&lt;img src=y&gt;">a</a>'
    for address in ("javascript:x", "data:text/html,x", " https://x.example", "mxc://hs/a", "file:///x"):
        assert linked(address) == "a"


@pytest.mark.parametrize(
    "text", ["**<script>x</script>**", "**b** <mx-reply>x</mx-reply><img src=y>", "**@room** <!channel>"]
)
def test_no_tag_of_others_comes_through_and_nobody_is_called(text: str) -> None:
    (part,) = rendered(WHERE, Reply(text=text, formatted=True))
    body = unpacked(part.body)
    read = Tags(body.html)
    assert set(read.tags) <= {"strong", "br"}
    assert read.words == body.text
    assert message(body, None)["m.mentions"] == {}
    assert edit(body, MessageId("$m"))["m.mentions"] == {}


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "\x01" * 50_000,
        "<&>" * 20_000,
        "👩‍👩‍👧‍👦" * 5_000,
        "**a** [b](https://x.example/" + "c" * 3_000 + ") " * 30,
        "[b](https://x.example/" + "c" * 3_000 + ")",
        "".join(f"[b](https://x.example/{'c' * 3_000}{number}) " for number in range(60)),
        "**a** `b` _c_ " * 2_000,
    ],
)
@pytest.mark.parametrize("formatted", [False, True])
def test_no_part_is_too_long_even_as_an_encrypted_edit(text: str, formatted: bool) -> None:
    parts = rendered(WHERE, Reply(text=text, formatted=formatted, in_reply_to=MessageId("$" + "x" * 43)))
    assert parts
    for part in parts:
        body = unpacked(part.body)
        assert weight(body.text) <= LONGEST
        assert len(json.dumps(body.html, ensure_ascii=False).encode()) <= LONGEST_MARKED
        for content in (message(body, "$root"), edit(body, MessageId("$m"))):
            assert len(json.dumps(content, ensure_ascii=False).encode()) * ENCRYPTED_GROWS < LARGEST_EVENT - 2_000


def test_a_reply_answers_its_message_with_its_first_part_only() -> None:
    first, *more = rendered(WHERE, Reply(text="word " * 10_000, in_reply_to=MessageId("$m")))
    assert message(unpacked(first.body), None)["m.relates_to"] == {"m.in_reply_to": {"event_id": "$m"}}
    assert all("m.relates_to" not in message(unpacked(part.body), None) for part in more)


def test_in_a_thread_every_part_stands_in_the_thread() -> None:
    to = Conversation(platform=WHERE.platform, account=WHERE.account, chat=WHERE.chat, thread=ThreadId("$root"))
    first, *more = rendered(to, Reply(text="word " * 10_000, in_reply_to=MessageId("$m")))
    assert message(unpacked(first.body), to.thread)["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": "$m"},
    }
    assert more
    for part in more:
        relation = message(unpacked(part.body), to.thread)["m.relates_to"]
        assert isinstance(relation, dict)
        assert (relation["rel_type"], relation["event_id"]) == ("m.thread", "$root")


def test_a_mere_acknowledgement_is_a_reaction_that_knows_its_words() -> None:
    (part,) = rendered(WHERE, Reply(text="Kept.", acknowledges=True, in_reply_to=MessageId("$m")))
    assert (part.kind, part.target, unpacked(part.body).text) == (PartKind.REACTION, "$m", "Kept.")
    assert NOTED


def test_what_can_be_tapped_elsewhere_can_be_typed_here() -> None:
    (part,) = rendered(WHERE, Reply(text="Which?", buttons=(Button(label="Undo", value="/undo"),)))
    assert unpacked(part.body).text == "Which?\nUndo: !satchel undo"


def test_what_the_text_says_how_to_type_is_not_said_twice() -> None:
    undo = Button(label="Undo", value="/undo")
    (part,) = rendered(WHERE, Reply(text=f"Send: {command('undo')}", buttons=(undo,)))
    assert unpacked(part.body).text == "Send: !satchel undo"


def test_the_mark_that_a_tap_bears_need_not_be_typed() -> None:
    everything = Button(label="Everything", value="/forget everything yes #7.1.ab")
    (part,) = rendered(WHERE, Reply(text=f"Send: {command('forget', 'everything yes')}", buttons=(everything,)))
    assert unpacked(part.body).text == "Send: !satchel forget everything yes"


def test_a_list_that_names_one_of_its_commands_is_followed_by_no_other() -> None:
    values = ("/forget #20", "/forget #12", "/forget #20 #12")
    buttons = tuple(Button(label=value, value=f"{value} #.1a2b3c4d") for value in values)
    both = f"{command('forget', '#20')}\nTo forget all 2: {command('forget', '#20 #12')}"
    text = f"Which one? Send its number, as in: {both}\n\n#20 · Ada: one\n#12 · Ada: two"
    (part,) = rendered(WHERE, Reply(text=text, buttons=buttons))
    assert unpacked(part.body).text.endswith("#12 · Ada: two")
    assert "#." not in unpacked(part.body).text


def test_a_command_that_is_named_alone_does_not_stand_for_one_with_a_number() -> None:
    first = Button(label="Forget #1", value="/forget #1")
    (part,) = rendered(WHERE, Reply(text=f"Send: {command('forget')} and a word", buttons=(first,)))
    assert unpacked(part.body).text.endswith("\nForget #1: !satchel forget #1")


def test_a_note_that_holds_a_command_does_not_stand_for_what_can_be_typed() -> None:
    undo = Button(label="Undo", value="/undo")
    (part,) = rendered(WHERE, Reply(text="#1 · Ada: !satchel undo, or /undo", buttons=(undo,)))
    assert unpacked(part.body).text == "#1 · Ada: !satchel undo, or /undo\nUndo: !satchel undo"


def test_a_silent_reply_makes_no_noise() -> None:
    (part,) = rendered(WHERE, Reply(text="By the way", silent=True))
    assert message(unpacked(part.body), None)["msgtype"] == "m.notice"


def test_a_link_finds_a_room_whose_id_names_no_server() -> None:
    assert link(WHERE, MessageId("$a/b")) == "https://matrix.to/#/%21room/%24a%2Fb?via=hs.example"
