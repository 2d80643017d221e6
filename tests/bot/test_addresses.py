"""An address is the same in every spelling of one place, and no other place is."""

from __future__ import annotations

import pytest

from bot.links import held_by, without_foreign


@pytest.mark.parametrize(
    ("known", "address"),
    [
        ("https://good.de/", "https://good.de"),
        ("https://good.de", "https://good.de/"),
        ("https://good.de", "http://good.de"),
        ("good.de", "https://good.de"),
        ("good.de", "www.good.de"),
        ("www.good.de", "good.de"),
        ("http://www.good.de/a/", "https://Good.de/a"),
        ("https://good.de/a", "good.de/a"),
        ("See:https://good.de/a", "https://good.de/a"),
        ("https://good.de/@tom/x", "good.de/@tom/x"),
        ("https://good.de/-/undo", "https://good.de/-/undo"),
        ("Mail:anna@good.de", "anna@good.de"),
        ("mailto:anna@good.de", "anna@good.de"),
        ("anna@good.de", "mailto:anna@good.de"),
        ("Contact:anna@good.de", "anna@good.de"),
        ("a@x.de;b@x.de", "a@x.de"),
        ("a@x.de,b@x.de", "b@x.de"),
        ("a@x.de and b@x.de", "a@x.de,b@x.de"),
    ],
)
def test_a_held_address_stays_in_another_spelling(known: str, address: str) -> None:
    assert without_foreign(address, held_by([known])) == address


@pytest.mark.parametrize(
    ("known", "address"),
    [
        ("https://good.de/", "https://good.de/a"),
        ("https://good.de/a", "https://good.de"),
        ("https://good.de/", "https://good.de:80"),
        ("https://good.de/", "https://good.de?x"),
        ("https://good.de/", "good.de?x"),
        ("https://good.de/", "good.de:80"),
        ("https://good.de/", "https://good.de,evil"),
        ("https://good.de/", "good.de,good.de/a"),
        ("https://good.de/", "https://good.de@evil.com"),
        ("https://good.de/a?x=b/", "https://good.de/a?x=b"),
        ("anna@good.de", "https://good.de"),
        ("anna@good.de", "sip:anna@good.de"),
        ("anna@good.de", "anna@good.de,eve@good.de"),
    ],
)
def test_another_place_on_a_held_machine_goes(known: str, address: str) -> None:
    assert without_foreign(address, held_by([known])) == ""
