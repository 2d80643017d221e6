"""What each piece of Markdown becomes, and that nothing which a model may write does harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup.parse import LONGEST_READ, marked, plain
from bot.markup.spans import Marked, Style
from tests.bot.spelled import spelled, unspaced

WORDS = [
    "a",
    "word ",
    ". ",
    "*",
    "**",
    "_",
    "\\",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "2) ",
    "    ",
    "\t",
    "[",
    "]",
    "<",
    ">",
    "![",
]
WORDS += ["http://a.b", "|", "---", "# ", "> ", "&amp;", "\ud800", "\x00", "\u202e", "\r", "<b>", "日本", "é"]
# A fence's language and an address are not shown.
HIDING = ["`", "```", "~~", "~~~", "](", ")"]
HOSTILE = [
    "![",
    "[![](",
    "](",
    "a]",
    "[a](<b",
    "*a **a ",
    "*a_ ",
    "<!--",
    "- a\n",
    "a|b\n-|-\n",
    "# a\n",
    "```\n",
    "> a\n\n",
]
HOSTILE += ["[a](http://\ud800) ", "<http://\ud800> ", "[a](http://ü\u202e.com/%zz) ", "**x [a*b**c*](d)"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain words", "plain words"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("one\ntwo", "one\ntwo"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("**a** __b__ *c* _d_ ~~e~~ `f*g*`", "{bold a} {bold b} {italic c} {italic d} {strike e} {code f*g*}"),
        ("***a***", "{italic {bold a}}"),
        ("**a *b* c**", "{bold a {italic b} c}"),
        ("**a __b__ c**", "{bold a b c}"),
        ("gpt_4_turbo, 2 * 3 * 4, 5 < 6", "gpt_4_turbo, 2 * 3 * 4, 5 < 6"),
        (r"\*a\* \# \[1\]", "*a* # [1]"),
        ("In June [1][2].", "In June [1][2]."),
        ("So it is [1].\n\n[1]: lease", "So it is [1].\n\n[1]: lease"),
        ("# Title\ntext", "{bold Title}\ntext"),
        ("### **Title** of `x`\n\ntext", "{bold Title of {code x}}\ntext"),
        ("#hashtag", "#hashtag"),
        ("a\n---\nb", "a\n\n———\n\nb"),
    ],
)
def test_words_and_lines(written: str, shown: str) -> None:
    assert spelled(marked(written)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("- a\n- b", "• a\n• b"),
        ("Here:\n* a\n* b\n\nEnd", "Here:\n\n• a\n• b\n\nEnd"),
        ("- a\n  - b\n    - c\n- d", "• a\n  • b\n    • c\n• d"),
        ("- a\n    - b", "• a\n  • b"),
        ("- a\n  goes on\n- b", "• a\n  goes on\n• b"),
        ("- a\n\n- b", "• a\n\n• b"),
        ("- a\n\n  more", "• a\n\n  more"),
        ("- [ ] milk\n- [x] eggs", "• [ ] milk\n• [x] eggs"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("1. a\n1. b\n1. c", "1. a\n2. b\n3. c"),
        ("3) a\n5) b", "3. a\n5. b"),
        ("1. a\n   - b\n2. c", "1. a\n  • b\n2. c"),
        ("2026. That was a year", "2026. That was a year"),
        ("- **a**: b", "• {bold a}: b"),
        ("- a\n  ```\n  b\n  ```\n- c", "• a\n{pre b}\n\n• c"),
        ("-", "• "),
    ],
)
def test_lists(written: str, shown: str) -> None:
    assert spelled(marked(written)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("```python\nx = 1\n\n  *y*\n```\nend", "{pre=python x = 1\n\n  *y*}\n\nend"),
        ("```\na\n```", "{pre a}"),
        ("~~~c++ numbered\na\n~~~", "{pre=c++ a}"),
        ('```"><b>\na\n```', "{pre a}"),
        ("a\n```\nnever closed\n", "a\n\n{pre never closed}"),
        ("```\n```", ""),
        ("> a\n> b\n\nc", "{quote a\nb}\n\nc"),
        ("> a\n>> b\n\nc", "{quote a\n\nb}\n\nc"),
        ("> - *a*", "{quote • {italic a}}"),
        ("    far in\n    *too*", "far in\n{italic too}"),
    ],
)
def test_code_and_quotes(written: str, shown: str) -> None:
    assert spelled(marked(written)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a *b*](https://c.d/e?f=g 'title')", "{link=https://c.d/e?f=g a {italic b}}"),
        ("[a](<http://b/c d>)", "{link=http://b/c%20d a}"),
        ("<https://a.b/%20ü>", "{link=https://a.b/%20%C3%BC https://a.b/%20ü}"),
        ("<a@b.example>", "{link=mailto:a@b.example a@b.example}"),
        ("[](http://a)", "{link=http://a http://a}"),
        ("https://a.b", "https://a.b"),
        ("[a](javascript:x) [b](notes.txt) [c]()", "a (javascript:x) b (notes.txt) c"),
        ("vector<std::string>", "vector<std::string>"),
        ("![a *cat*](http://b/c.png)", "a cat"),
        ("![a `b`\n![*c*](d)](data:e)", "a b c"),
        ("![](http://b/c.png)", ""),
        ("![](http://b/c.png)\n\na", "a"),
        ("[![alt](http://a)](http://b)", "{link=http://b alt}"),
        ("<b>a</b> <!-- c --> &lt; &#46;", "<b>a</b> <!-- c --> &lt; &#46;"),
        ("<div>\n*a*\n</div>", "<div>\n{italic a}\n</div>"),
    ],
)
def test_links_images_and_html(written: str, shown: str) -> None:
    assert spelled(marked(written)) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("| a | **b** |\n|---|:-:|\n| 1 | *2* |", "{bold a | b}\n1 | {italic 2}"),
        ("a|b\n-|-\n1|2|3\n4", "{bold a | b}\n1 | 2 | 3\n4"),
        ("So:\n|a|\n|-|\n|`b`|\n\nEnd", "So:\n{bold a}\n{code b}\n\nEnd"),
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |", "{quote {bold a | b}\n1 | 2}"),
        ("|a|b|\n|-|-|\n|x \\| y|*z|", "{bold a | b}\nx | y | *z"),
        ("a | b", "a | b"),
        ("```\n|a|\n|-|\n```", "{pre |a|\n|-|}"),
    ],
)
def test_tables_are_lines_and_keep_every_cell(written: str, shown: str) -> None:
    assert spelled(marked(written)) == shown


def test_a_persons_own_words_stay_as_they_are() -> None:
    words = "*not* bold\r\n  > 1. `x` <b>\n\n\n- "
    assert plain(words) == Marked(text=words)


@pytest.mark.parametrize("read", [marked, plain])
def test_what_no_platform_can_be_sent_is_replaced_character_by_character(read: Callable[[str], Marked]) -> None:
    assert read("a\x00b \ud83dc") == Marked(text="a\ufffdb \ufffdc")


@pytest.mark.parametrize(
    "deep", ["> " * 5_000, ">" * 10_000, "- " * 5_000, "\n".join(" " * 2 * n + "- a" for n in range(99))]
)
def test_what_is_nested_too_deep_is_shown_as_it_was_written(deep: str) -> None:
    assert marked(deep + "end") == Marked(text=deep + "end")


@pytest.mark.parametrize("sign", "*_~`[]()<>&\\|#-+!\n\r\t\u202e\u0301")
def test_ten_thousand_of_a_sign_are_read(sign: str) -> None:
    assert len(marked(sign * 10_000 + "end").text) <= 10_003


@pytest.mark.parametrize("signs", HOSTILE)
def test_hostile_texts_are_read(signs: str) -> None:
    text = signs * (3_000 // len(signs))
    assert len(marked(text + "end").text) <= len(text) * 2 + 3


def test_images_within_images_within_images_are_read() -> None:
    assert unspaced(marked("![" * 3_000 + "a" + "](b)" * 3_000).text)


@pytest.mark.parametrize("text", ["*a* " * 250_000, "*a*\n" * 250_000, "a" * 1_000_000])
def test_what_lies_far_behind_stays_as_it_was_written(text: str) -> None:
    read = marked(text)
    assert read.text[-LONGEST_READ:].rstrip() == text[-LONGEST_READ:].rstrip()
    assert all(span.end <= LONGEST_READ for span in read.spans)
    assert read.text.count("a") == text.count("a")


@given(st.lists(st.sampled_from([*WORDS, *HIDING]), max_size=40).map("".join))
def test_any_text_is_read_and_no_style_lies_in_itself(text: str) -> None:
    read = marked(text)
    for span in read.spans:
        within = [each.style for each in read.spans if span.start <= each.start and each.end <= span.end]
        assert within.count(span.style) == 1
        assert not within[1:] or span.style not in {Style.CODE, Style.PRE}


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_every_letter_is_shown_in_its_place(text: str) -> None:
    assert _letters(marked(text).text) == _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))
