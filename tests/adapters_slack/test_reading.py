"""Slack's markup and its blocks become what people read."""

from __future__ import annotations

import pytest

from tests.adapters_slack.told import RICH, message


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("plain", "plain"),
        ("a &amp;amp; b &lt;3 &gt;", "a &amp; b <3 >"),
        ("<@U2> and <@U3|carol> and <@U4>", "@Bob and @carol and @U4"),
        ("<#C1|general> <#C9> <#C9|> <#C7>", "#general #boats #boats #C7"),
        ("<!here> <!channel|@channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@crew> <!subteam^S2>", "@crew @subteam"),
        ("<!date^1392734382^{date}|18 Feb 2014>", "18 Feb 2014"),
        ("<https://x.example>", "https://x.example"),
        ("<https://x.example|the boat>", "the boat (https://x.example)"),
        ("<http://x.example|x.example>", "http://x.example"),
        ("<https://x.example/?a=1&amp;b=2>", "https://x.example/?a=1&b=2"),
        ("<mailto:a@x.example|a@x.example> <tel:123|123>", "a@x.example 123"),
        ("<@U0ME> where is it?", "where is it?"),
        (" <@U0ME>, <@U0ME|satchel>: where?", "where?"),
        ("where, <@U0ME>?", "where, @satchel?"),
        ("<@U0ME>", ""),
        ("<>", "<>"),
        ("<unknown>", "<unknown>"),
        ("< a", "< a"),
        ("<|>", "<|>"),
        ("*bold* _and_ `code`", "*bold* _and_ `code`"),
        ("nul \x00 and \ud800 and \u202e", "nul \x00 and \ud800 and \u202e"),
    ],
)
def test_a_text_becomes_what_people_read(text: str, read: str) -> None:
    assert message(text=text).text == read


@pytest.mark.parametrize(
    ("blocks", "read"),
    [
        (RICH, "a <b> & c here (https://x.example/?a&b)#boats@here⛵:custom:"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "a &lt; <@U2>"}}], "a < @Bob"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "a &lt; <@U2>"}}], "a &lt; <@U2>"),
        ([{"type": "markdown", "text": "**a**"}], "**a**"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "a"}, {"type": "mrkdwn", "text": "b"}]}], "a\nb"),
        (
            [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_list",
                            "elements": [
                                {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
                                {"type": "rich_text_section", "elements": [{"type": "text", "text": "two"}]},
                            ],
                        },
                        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "wise"}]},
                    ],
                }
            ],
            "• one\n• two\nwise",
        ),
        ([{"type": "divider"}, {}, "text", None, {"type": "rich_text", "elements": [None, 3, {"elements": "x"}]}], ""),
    ],
)
def test_blocks_alone_give_their_words(blocks: object, read: str) -> None:
    assert message(text="", blocks=blocks).text == read
