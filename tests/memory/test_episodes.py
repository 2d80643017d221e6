"""How a conversation falls into episodes."""

from __future__ import annotations

from bot.ids import episode_id
from memory.episodes import LONGEST, SILENCE, Episode, episode_with
from tests.builders import message

HOUR = SILENCE.total_seconds()


def talk(*moments: float) -> list[Episode]:
    episodes: list[Episode] = []
    for moment in moments:
        episodes.append(episode_with(message().key, moment, episodes[-1] if episodes else None))
    return episodes


def test_the_first_message_opens_an_episode_named_after_it() -> None:
    key = message().key
    assert episode_with(key, 5.0, None) == Episode(id=episode_id(key), last=5.0, size=1)


def test_messages_close_in_time_share_an_episode() -> None:
    assert len({episode.id for episode in talk(0, HOUR, 2 * HOUR)}) == 1


def test_a_longer_silence_opens_another() -> None:
    assert len({episode.id for episode in talk(0, HOUR + 1)}) == 2


def test_a_clock_that_jumps_back_far_opens_another() -> None:
    assert len({episode.id for episode in talk(0, -HOUR)}) == 1
    assert len({episode.id for episode in talk(0, -HOUR - 1)}) == 2


def test_an_episode_ends_when_it_is_full() -> None:
    episodes = talk(*range(LONGEST + 1))
    assert len({episode.id for episode in episodes[:LONGEST]}) == 1
    assert episodes[LONGEST].id != episodes[0].id
