"""An address is shown only where a known text holds it, and nobody is called; all other text stays."""

from __future__ import annotations

import pytest

from bot.addresses import core_of, is_held, reading
from bot.links import held_by, settled, without_foreign, without_markup

HELD = (
    "bookmark https://good.example/a?b=c and good.com, fine; Anna <anna@lyon.fr> sent report.pdf and main.py",
    "[the bank](https://bank.example/login), tel:+4917012345 or [::1]/x; ask @tom or type /recent, @everyone",
)


def shown(text: str, *known: str) -> str:
    """What is left of a text, with single spaces."""
    held = held_by(known)
    return " ".join(without_foreign(without_markup(text, held), held).split())


WITH_A_SCHEME = r"""
    https://evil.example/x http:evil HTTPS://EVIL.EXAMPLE xhttps://evil/x éhttps://evil/x //evil.com/x good.com://x
    tel:+491701 sms:123 geo:1,2 tg://resolve?domain=x slack://open matrix:u/x mailto:a@b x://y see,tel:+491701
    javascript:alert data:text/html;x file:/etc/passwd magnet:?xt=1 web+x:y myapp:open?x=1 https:\//evil.example
""".split()
MACHINES = """
    evil.com evil.zone evil.рф xn--e1afmkfd.xn--p1ai evil.中国 sub.Evil.Com www.evil a.evil.com. evil.com:8080
    Evil.Com/x evil.com/x evil.com?x (evil.com) **evil.com** evil.com's milk,evil.com lyon.fr/evil https://good.example.evil.com/
    https://good.example/ab https://good.example/a@evil.com
    10.0.0.1 10.0.0.1/x 1.2.3.4:80 0x7f.1/x [::1]/y [fe80::1]:80/x [1:2:3:4:5:6:7:8] http://[::2]/x localhost:80/x
""".split()
PEOPLE = "eve@evil.example eve@evil.corp <eve@evil.example> @eve:evil.org #room:evil.org".split()
IN_DISGUISE = [
    *("ev\u200bil.com", "ev\u00adil.com", "ht\u200dtps://evil", "e\u0301vil.com", "ev\x00il.com", "\u202eevil.com"),
    *("evil.c\u00adom", "evil.z\u2060one", "htt\u200bps://evil", "@\u200bevil.c\ufeffom/x"),
    *("\uff45vil\uff0ecom", "\uff48ttps\uff1a\uff0f\uff0fevil"),
]
PUT_TOGETHER_AGAIN = r"""
    htt<b></b>ps://evil htt<!---->ps://evil ev**il**.com evil.c__o__m evil\.com evil(http://q).com
    evil[x](http://q).com <<b>a@evil.com> [[evil.com](x)](y)
""".split()


OF_UNSPACED_LETTERS = ["x.公司.com", "x.公園.com", "x.**公司"]


@pytest.mark.parametrize("address", [*WITH_A_SCHEME, *MACHINES, *PEOPLE, *IN_DISGUISE, *PUT_TOGETHER_AGAIN])
def test_an_address_that_no_known_text_holds_goes(address: str) -> None:
    left = shown(f"See {address} now", *HELD)
    assert "".join(filter(str.isalnum, left)) == "Seenow"


@pytest.mark.parametrize("address", OF_UNSPACED_LETTERS)
def test_a_name_of_letters_that_set_no_spaces_goes_whole(address: str) -> None:
    assert shown(f"See {address} now") == "See now"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("evil.com**bold**", "bold"),
        ("evil.com*x", "x"),
        ("evil.com`s`", "s"),
        ("evil.com~~x/p", "x/p"),
        (r"evil.com\x", "x"),
        ("1.2.3.4`x`", "x"),
        ("evil.com\u200cx", "x"),
        ("evil.com\ufe0fx", "x"),
        ("see*evil.com*x", "see x"),
        ("https://good.com*/evil", ""),
        ("evil.com\u0301", ""),
        ("evil.com_x", ""),
        ("evil.com-x", ""),
        ("*see*/undo", "see undo"),
        ("good.com**x**", "good.com**x**"),
        ("good.com-x", "good.com-x"),
    ],
)
def test_an_address_that_ends_at_a_mark_goes_as_well(written: str, left: str) -> None:
    assert shown(written, *HELD) == left


def test_a_held_address_with_a_mark_within_stays_and_what_ends_at_the_mark_goes() -> None:
    page = "https://good.example/~anna/a"
    assert shown(f"**{page}**", page) == f"**{page}**"
    assert shown("https://good.example/", page) == ""


@pytest.mark.parametrize(
    "address",
    """
    https://good.example/a?b=c good.com Good.com (good.com) good.com's good.com, **good.com** anna@lyon.fr main.py
    https://bank.example/login tel:+4917012345 [::1]/x report.pdf @tom /recent
    """.split(),
)
def test_an_address_that_a_known_text_holds_stays(address: str) -> None:
    assert shown(f"See {address} now", *HELD) == f"See {address} now"


def test_a_wide_address_is_shown_as_it_is_read() -> None:
    assert is_held(core_of(reading("ｇｏｏｄ．ｃｏｍ"))[1], held_by(HELD))


NO_ADDRESSES = r"""
    v1.2 | v1.2.3 | 3.5/7 | 1.000,50 € | 12.03.2026 | 18:20 | 12:30-13:00 | 2026-03-12T18:20:00+01:00 | ratio 3:1
    [18:20] | [2026-03-12] | [x] | 24/7 | e.g. this | z.B. so | i.d.R. ja | U.S.A. | a.m./p.m. | and/or | he/she | f(x)
    Mo.-Fr. | Node.js
    Dr.Weber | report.pdf | notes.txt | wait...and | and…so | S.5 | Lehrer:innen | std::vector | C:\Users
    x<5 and y>3 | a < b > c | --> | <3 | 5@3 euro | at @ home | [Anna]: hello | *bold* _it_ `code`
    👩‍👩‍👧 👍🏽 | naïve Änne
    日本語です。そして | می‌خواهم | 100% | H₂O ½
"""


@pytest.mark.parametrize("text", [text.strip() for text in NO_ADDRESSES.replace("\n", "|").split("|") if text.strip()])
def test_what_is_no_address_stays(text: str) -> None:
    assert shown(f"It is {text} now") == f"It is {text} now"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("June.It ends", "June. It ends"),
        ("Müller & Co.KG", "Müller & Co. KG"),
        ("Müller&Co.KG", "Müller&Co. KG"),
        ("in June.it is fine", "in June. it is fine"),
        ("Ende.am Montag", "Ende. am Montag"),
        ("bien.es bueno", "bien. es bueno"),
        ("fini.il est là", "fini. il est là"),
        ("at 17:30.In June", "at 17:30. In June"),
        ("it costs 3.50.is it", "it costs 3.50. is it"),
        ("evil.com.de", "evil. com. de"),
        ("1.2.3.4.in", "1. 2. 3. 4. in"),
        ("x.de-y.it", "x. de-y. it"),
        ("Data:none", "Data: none"),
        ("git:main, Tel:no", "git: main, Tel: no"),
        ("Data:none.It is", "Data: none. It is"),
        ("file:report-2", "file: report-2"),
        ("悪good.comを", "悪 good.com を"),
    ],
)
def test_a_forgotten_space_is_put_where_the_word_would_be_a_link(written: str, left: str) -> None:
    assert shown(written, "good.com") == left


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("if a<b and c>d then", "if a< b and c>d then"),
        ("a List<String> of", "a List< String> of"),
        ("<evil.com> Set<a:b>", "Set< a:b>"),
        ("Map<java.Map>", "Map< java. Map>"),
        ("a<b>c</b>d <IMG SRC=x><h1>e</h1> <a href='x'>f</a>", "acd e f"),
    ],
)
def test_only_a_real_tag_is_taken_out(written: str, left: str) -> None:
    assert shown(written, "good.de") == left


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("See [the form](https://evil.example/a?b=c).", "See the form."),
        ("See [the *big* [x] form](https://evil.example 'title').", "See the *big* [x] form."),
        ("![track](https://evil.example/p.png) June", "track June"),
        ("![](https://evil.example/p.png)June", "June"),
        ("![a][ref] June\n\n[ref]: https://evil.example/p.png", "a June"),
        ("[a][b] June\n[b]: <https://evil.example>\n[c]:", "a June"),
        ("[[evil](http://x)](http://y)", "evil"),
        ("[a [b](https://evil.example)", "[a b"),
        ("[Anna]: hello", "[Anna]: hello"),
        ("June\n> [1]: //evil/x", "June >"),
        ("June\n- [a]: https://evil.example/x", "June -"),
        ("June\n[1]: <//evil/x>", "June"),
        ("[1]: evil and see [1]: x", "[1] : evil and see [1]: x"),
        ("[a\nb]: //evil/x", "[a b] : //evil/x"),
        ("evi[::1]l.com", "evi"),
        ("[x](javascript:alert) June", "x June"),
        ("[x](/forget) June", "x June"),
        ('<img src="https://evil.example/p.png">June', "June"),
        ("<https://evil.example|text> <mailto:x@y.z|mail>", "text mail"),
        ("<!-- hidden\nhttps://evil.example --> June <!-- so", "June so"),
        ("[1](https://evil.example) and Great![2](x)", "[1] and Great![2]"),
        ("[x\n](https://evil.example)", "[x ] ()"),
        ("<img\nsrc=x> June", "< img src=x> June"),
    ],
)
def test_markup_leaves_its_words(written: str, left: str) -> None:
    assert shown(written, *HELD) == left


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("See [the bank](https://bank.example/login).", "See the bank (https://bank.example/login)."),
        ("See <https://bank.example/login|the bank>.", "See the bank (https://bank.example/login)."),
        ("[good.com](good.com) [](good.com)", "good.com good.com"),
    ],
)
def test_a_link_to_a_held_address_shows_it_in_plain_sight(written: str, left: str) -> None:
    assert shown(written, *HELD) == left


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<!channel> <!here> <!everyone> <@U123> <#C1|x> <!subteam^S1> June", "June"),
        ("@everyone @channel @here, @room! @@EVERYONE hey@all", "everyone channel here, room! EVERYONE hey all"),
        ("ask @eve or (@tom)", "ask eve or (@tom)"),
        ("type /forget or /recent", "type forget or /recent"),
        ("/undo@satchel_bot /y", "undo@satchel_bot y"),
        ("see,/undo see-/undo (so);/undo.", "see,/ undo see-/ undo (so);/ undo."),
        ("he/she a.m./p.m. /etc/passwd", "he/she a.m./p.m. /etc/passwd"),
        ("[1]/undo", "[1]undo"),
        ("@こ a@@eve", "こ a@ eve"),
    ],
)
def test_nobody_is_called_whom_no_known_text_calls_and_never_all(written: str, left: str) -> None:
    assert shown(written, *HELD) == left


def test_a_sentence_without_spaces_loses_its_address_alone() -> None:
    assert shown("詳しくはhttps://evil.example/xを見て。公司.comも") == "詳しくはを見て。公も"


@pytest.mark.parametrize(
    ("written", "sure"),
    [
        ("one two", "one "),
        ("one ", "one "),
        ("one [two three ", "one "),
        ("one [two](http://x y ", "one "),
        ("one [two][a ", "one "),
        ("one [1][2] ", "one [1][2] "),
        ("one <a href ", "one "),
        ("one <!-- two\nthree ", "one "),
        ("one 【1 ", "one "),
        ("one [two\nthree ", "one [two\nthree "),
        ("", ""),
        ("one", ""),
    ],
)
def test_what_is_settled_ends_before_anything_unfinished(written: str, sure: str) -> None:
    assert settled(written) == sure
