"""Citations name passages; an answer says something, and its draft nothing that is taken back."""

from __future__ import annotations

import pytest

from bot.citations import check, draft

THREE = (1, 2, 3)


@pytest.mark.parametrize(
    ("written", "shown", "cited"),
    [
        ("It ends in June [1].", "It ends in June [1].", (1,)),
        ("It ends in June [7].", "It ends in June.", ()),
        ("June [1, 9].", "June [1].", (1,)),
        ("June [1][9].", "June [1].", (1,)),
        ("June [3]. Two months notice [1].", "June [1]. Two months notice [2].", (3, 1)),
        ("June [2][2], July [2].", "June [1], July [1].", (2,)),
        ("June [^1].", "June [1].", (1,)),
        ("June【1】.", "June[1].", (1,)),
        ("June 【1†source】.", "June [1].", (1,)),
        ("June (1) and [ 2 ].", "June (1) and [1].", (2,)),
        ("June [1-3].", "June [1][2][3].", (1, 2, 3)),
        ("June [1; 3] and [2 and 3].", "June [1][2] and [3][2].", (1, 3, 2)),
        ("June [passage 2].", "June [1].", (2,)),
        ("June [0] [99999] [2026-03-12] [x].", "June [99999] [2026-03-12] [x].", ()),
        ("See [1](https://evil.example/x).", "See [1].", (1,)),
        ("June ([9]).", "June.", ()),
        ("June [-1] [−1] [0] [99] [1.5] [1.2.3].", "June.", ()),
        ("June [1, -2, 1.5, 3].", "June [1][2].", (1, 3)),
        ("June. [9]It ends [8][9] , [1].", "June. It ends, [1].", (1,)),
        ("Juin [1] ?", "Juin [1] ?", (1,)),
    ],
)
def test_only_numbers_that_name_a_passage_stay(written: str, shown: str, cited: tuple[int, ...]) -> None:
    checked = check(written, THREE)
    assert (checked.text, checked.cited) == (shown, cited)


@pytest.mark.parametrize(
    "text",
    [
        "The notes say nothing about that.",
        "the notes say nothing about that [1]",
        "I could not find anything about it in your notes [2].",
        "The passages do not mention Bob's number [1][2].",
        "Your notes don't say when.",
        "In den Notizen steht dazu nichts. [1]",
        "Dazu steht in den Notizen nichts.",
        "Las notas no dicen nada sobre eso [3].",
        "Les notes n’en disent rien.",
    ],
)
def test_an_answer_that_found_nothing_cites_nothing(text: str) -> None:
    checked = check(text, THREE)
    assert checked.declines
    assert checked.cited == ()
    assert "[" not in checked.text


@pytest.mark.parametrize(
    "text",
    [
        "The lease ends in June [1].",
        "The notes do not say when, but Bob comes in June [2].",
        "Nothing was decided about the fence [1].",
        "Die Leiter steht nicht im Keller [1].",
        "It is not in the cellar [2].",
    ],
)
def test_an_answer_that_says_something_is_no_refusal(text: str) -> None:
    checked = check(text, THREE)
    assert not checked.declines
    assert len(checked.cited) == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [the form](https://evil.example/a?b=c) [1].", "See the form [1]."),
        ("![a][ref] June [1]\n\n[ref]: https://evil.example/p.png", "a June [1]"),
        ("Go to evil.com/x or www.evil.example now [1].", "Go to or now [1]."),
        ("June (https://evil.example) [1]", "June [1]"),
        ("evil[9].com https:[9]//evil.com/x June [1]", "June [1]"),
        ("[x][9](https://evil.example) June [1]", "[x] June [1]"),
        ("See [the bank](https://good.example/a) [1].", "See the bank (https://good.example/a) [1]."),
    ],
)
def test_a_link_of_the_models_own_is_removed(written: str, shown: str) -> None:
    assert check(written, THREE, ["The lease ends in June", "https://good.example/a"]).text == shown


@pytest.mark.parametrize("text", ["[1]", "[1] [2].", " – [1, 3] …\n", "**[1]**", "[1](https://evil.example)", "([2])"])
def test_an_answer_of_citations_alone_says_nothing(text: str) -> None:
    checked = check(text, THREE)
    assert (checked.text, checked.cited, checked.declines) == ("", (), False)


@pytest.mark.parametrize("text", ["5 [1]", "✅ [1]", "是 [1]", "½ [1]"])
def test_the_shortest_answer_is_one(text: str) -> None:
    assert check(text, THREE).cited == (1,)


@pytest.mark.parametrize("text", ["", "   \n ", "[9]", "![](https://evil.example/x)"])
def test_blanks_are_no_answer(text: str) -> None:
    checked = check(text, THREE)
    assert (checked.text, checked.cited) == ("", ())


@pytest.mark.parametrize(
    "whole",
    [
        "June ![p](https://evil.example/p.png?q=secret) is it [1]. See https://evil.example/x?notes=all now.",
        "See [the big form](https://evil.example 'the title'), [9], [the bank](https://good.example/a) [2], ([9]) so.",
        "Ask <a href='https://evil.example'>them</a> <!-- never\nshown --> <@U123> @everyone, evil.zone, a.b [1, 3].",
        "See [a][b], [c [d](x) e](y) now [1].\n\n[b]: https://evil.example 'x'\n[Anna]: it ends ( evil.com ) 【1】 [",
        "5 < 6 and [open [1] brackets\nstay ![so] [-1] 【2†source】 tel:+49 ** evil.com ** 3.5/7 [2].",
        "[1]: In June.it is evil.com`x`, a<b and c>d: List<String> see,/undo Data:none [1].\n> [1]: //evil\n[a\nb]: x",
        "[1] June",
    ],
)
def test_a_draft_shows_nothing_that_the_whole_takes_back(whole: str) -> None:
    known = ["see https://good.example/a"]
    last = check(whole, THREE, known).text
    drafts = [draft(whole[:length], THREE, known) for length in range(len(whole) + 1)]
    assert [shown for shown in drafts if not last.startswith(shown)] == []
    assert len(drafts[-1]) > len(last) * 0.7 or len(last) < 10


def test_a_draft_shows_nothing_of_a_refusal() -> None:
    assert draft("The notes do not mention it. But Paris is ", THREE) == ""


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "[",
            "[1",
            "![",
            "](",
            "<a",
            "[1](",
            "a.",
            "【",
            "[1][",
            "1, ",
            "http://",
            "\\",
            "(((",
            "<",
            "<!--",
            "a:",
            "@a",
        ),
        *("[[a](x)", "](a(b)", "*", "a@", "[::", "-1", "1.", "\n[", " ", "\n ", "ab:", "ab:?", "<a:"),
    ],
)
def test_no_text_makes_the_checks_run_away(piece: str) -> None:
    for text in (piece * 20_000, "[1," + piece * 20_000):
        assert "](" not in check(text, THREE, [text[:20_000]]).text + draft(text, THREE)
