"""What the ranking reads of a record comes out of its sign as it went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bot.ids import EpisodeId
from bot.records import Record
from memory.finding.sparse import terms_of
from memory.shelf import records_of
from memory.signs import packed, speaker_number, unpacked
from tests.builders import note


def record(text: str = "hello") -> Record:
    (only,) = records_of(note(text))
    return only


def test_many_signs_are_read_as_columns() -> None:
    some = [
        replace(record("where is the lease?"), place=3 << 32 | 17, said_by="Ada"),
        replace(record("in the drawer"), place=0, said_by="Ünal \ud83d"),
        replace(record("x"), place=(1 << 62) + 5, episode=EpisodeId(UUID(int=1 << 127 | 0xFFFF_FFFF))),
    ]
    terms = [terms_of(each.text) for each in some]
    signs = unpacked([packed(each, found) for each, found in zip(some, terms, strict=True)])
    assert signs.place.tolist() == [each.place for each in some]
    assert signs.episode.tolist() == [each.episode.int & 0xFFFF_FFFF for each in some]
    assert signs.speaker.tolist() == [speaker_number(each.said_by) for each in some]
    assert signs.asks.tolist() == [True, False, False]
    assert signs.said_at.tolist() == [each.said_at.timestamp() for each in some]
    assert signs.lengths.tolist() == [len(found) for found in terms]
    assert signs.terms.tolist() == [term for found in terms for term in found]


def test_no_signs_are_empty_columns() -> None:
    signs = unpacked([])
    assert signs.place.shape == signs.terms.shape == (0,)


@pytest.mark.parametrize("year", [1, 1969, 1970, 2038, 2106, 9999])
def test_any_year_comes_back(year: int) -> None:
    said_at = datetime(year, 6, 1, 12, 30, tzinfo=UTC)
    signs = unpacked([packed(replace(record(), said_at=said_at), ())])
    assert signs.said_at.tolist() == [said_at.timestamp()]


def test_a_record_of_very_many_terms_keeps_the_first_of_them() -> None:
    signs = unpacked([packed(record(), range(10_000)), packed(record(), (7,))])
    assert signs.lengths.tolist() == [4_000, 1]
    assert signs.terms.tolist() == [*range(4_000), 7]
