"""A growing reply is shown as often as is polite."""

from __future__ import annotations

from adapters.frames import FORGOTTEN_S, Frames


def test_a_frame_is_due_when_its_time_has_passed_and_each_reply_has_its_own() -> None:
    at = [0.5]
    frames = Frames(lambda: at[0])
    frames.shown("a")
    assert not frames.due("a", 1.5)
    assert frames.due("b", 1.5)
    at[0] += 1.5
    assert frames.due("a", 1.5)
    assert not frames.due("a", 1.5)
    assert not frames.due("b", 4.0)


def test_what_is_long_done_is_not_remembered() -> None:
    at = [0.0]
    frames = Frames(lambda: at[0])
    for reply in range(10):
        frames.shown(reply)
    at[0] += FORGOTTEN_S
    frames.shown("a")
    assert len(frames._shown) == 1
