"""Citations name passages, and links come from somewhere."""

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
        ("![track](https://evil.example/p.png) June [1]", "track June [1]"),
        ("![](https://evil.example/p.png)June [1]", "June [1]"),
        ("![a][ref] June [1]\n\n[ref]: https://evil.example/p.png", "a June [1]"),
        ("Go to https://evil.example/x now [1].", "Go to now [1]."),
        ("Go to <https://evil.example/x> now [1].", "Go to now [1]."),
        ("Go to evil.com/x or www.evil.example now [1].", "Go to or now [1]."),
        ("Visit evil.com [1]", "Visit [1]"),
        ('<img src="https://evil.example/p.png">June [1]', "June [1]"),
        ("[x](javascript:alert) data:text/html;x June [1]", "x June [1]"),
        ("[a [b](https://evil.example) [1]", "[a b [1]"),
    ],
)
def test_a_link_of_the_models_own_is_removed(written: str, shown: str) -> None:
    assert check(written, THREE, ["The lease ends in June"]).text == shown


@pytest.mark.parametrize(
    "text", ["See https://good.example/a?b=c [1].", "See <https://good.example/a?b=c> [1].", "(good.com) [1]"]
)
def test_an_address_that_a_passage_holds_stays(text: str) -> None:
    known = ["bookmark https://good.example/a?b=c and good.com, fine"]
    assert check(text, THREE, known).text == text.replace("<", "").replace(">", "")


def test_a_link_to_a_known_address_is_shown_in_plain_sight() -> None:
    checked = check("See [the bank](https://good.example/a) [1].", THREE, ["https://good.example/a"])
    assert checked.text == "See the bank (https://good.example/a) [1]."


@pytest.mark.parametrize(
    "address", ["https://good.example/ab", "https://good.example.evil.com/", "https://good.example/a@evil.com"]
)
def test_an_address_that_only_begins_like_a_known_one_goes(address: str) -> None:
    assert check(f"See {address} [1]", THREE, ["https://good.example/a"]).text == "See [1]"


@pytest.mark.parametrize("text", ["", "   \n ", "[9]", "![](https://evil.example/x)"])
def test_blanks_are_no_answer(text: str) -> None:
    checked = check(text, THREE)
    assert (checked.text, checked.cited) == ("", ())


def test_a_draft_never_shows_a_link_half_written() -> None:
    whole = "June ![p](https://evil.example/p.png?q=secret) is it [1]. See https://evil.example/x?notes=all now."
    for length in range(len(whole) + 1):
        shown = draft(whole[:length], THREE)
        assert "evil" not in shown
        assert "secret" not in shown


@pytest.mark.parametrize(
    "piece", ["[", "[1", "![", "](", "<a", "[1](", "a.", "【", "[1][", "1, ", "http://", "\\", "((("]
)
def test_no_text_makes_the_checks_run_away(piece: str) -> None:
    assert isinstance(check(piece * 20_000, THREE).text, str)
