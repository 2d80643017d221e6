"""What comes along with a message, described; and events that hold anything at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adapters.matrix.translate import events_of
from bot.content import AttachmentKind
from tests.adapters_matrix.events import (
    ADA,
    BOT,
    GROUP,
    event,
    message,
    remembering,
    scene,
)


@pytest.mark.parametrize(
    ("raw", "kind", "caption", "text"),
    [
        (
            event("m.room.message", {"msgtype": "m.image", "body": "a.png", "url": "mxc://hs/a"}),
            AttachmentKind.IMAGE,
            "",
            "",
        ),
        (
            event(
                "m.room.message", {"msgtype": "m.file", "body": "the lease", "filename": "a.pdf", "url": "mxc://hs/a"}
            ),
            AttachmentKind.FILE,
            "",
            "the lease",
        ),
        (
            event("m.room.message", {"msgtype": "m.audio", "body": "a.ogg", "url": "mxc://hs/a"}),
            AttachmentKind.AUDIO,
            "",
            "",
        ),
        (
            event("m.room.message", {"msgtype": "m.audio", "body": "a.ogg", "org.matrix.msc3245.voice": {}}),
            AttachmentKind.VOICE,
            "",
            "",
        ),
        (event("m.room.message", {"msgtype": "m.video", "body": "a.mp4", "info": 5}), AttachmentKind.VIDEO, "", ""),
        (event("m.sticker", {"body": "a cat", "url": "mxc://hs/a"}), AttachmentKind.STICKER, "a cat", ""),
        (
            event("m.room.message", {"msgtype": "m.location", "body": "here", "geo_uri": "geo:52.5,13.4;u=35"}),
            AttachmentKind.LOCATION,
            "52.5, 13.4",
            "",
        ),
        (
            event(
                "m.poll.start",
                {
                    "m.poll": {
                        "question": {"m.text": [{"body": "Tea?"}]},
                        "answers": [{"m.text": [{"body": "yes"}]}, {}, 5],
                    }
                },
            ),
            AttachmentKind.POLL,
            "Tea? yes",
            "",
        ),
        (
            event(
                "org.matrix.msc3381.poll.start",
                {
                    "org.matrix.msc3381.poll.start": {
                        "question": {"org.matrix.msc1767.text": "Tea?"},
                        "answers": [{"org.matrix.msc1767.text": "yes"}, {"org.matrix.msc1767.text": "no"}],
                    }
                },
            ),
            AttachmentKind.POLL,
            "Tea? yes / no",
            "",
        ),
    ],
)
def test_what_comes_along_is_described(raw: dict[str, object], kind: AttachmentKind, caption: str, text: str) -> None:
    found = message(raw)
    (attached,) = found.attachments
    assert (attached.kind, attached.caption, found.text) == (kind, caption, text)


@pytest.mark.parametrize(
    "info", [{}, {"duration": 2_500, "size": 7, "mimetype": "audio/ogg"}, {"duration": -1, "size": "7"}, []]
)
def test_what_a_file_says_of_itself_is_believed_only_where_it_can_be(info: object) -> None:
    found = message(event("m.room.message", {"msgtype": "m.audio", "body": "a.ogg", "info": info, "url": ["x"]}))
    (attached,) = found.attachments
    told = isinstance(info, dict) and info.get("size") == 7
    assert (attached.size, attached.media_type) == ((7, "audio/ogg") if told else (None, None))
    assert attached.duration == (timedelta(seconds=2.5) if told else None)


_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
    max_leaves=6,
)
_NAMES = some.sampled_from(
    "msgtype body m.relates_to m.new_content m.mentions rel_type event_id key file url info membership redacts "
    "m.in_reply_to user_ids geo_uri m.poll question answers filename hashes iv".split()
)
_VALUES = _JSON | some.sampled_from(
    ["m.text", "m.image", "m.replace", "m.thread", "m.annotation", "m.location", "$m", BOT]
)
_CONTENTS = some.recursive(
    some.dictionaries(_NAMES, _VALUES, max_size=6), lambda inner: some.dictionaries(_NAMES, inner | _VALUES, max_size=6)
)
_KINDS = some.sampled_from(
    "m.room.message m.room.encrypted m.room.redaction m.reaction m.sticker m.poll.start m.room.member".split()
)


@given(kind=_KINDS | _JSON, content=_CONTENTS | _JSON, stamp=_JSON, unsigned=_JSON, state_key=some.none() | _JSON)
def test_no_event_whatever_it_holds_stumbles(
    kind: object, content: object, stamp: object, unsigned: object, state_key: object
) -> None:
    raw = {"type": kind, "content": content, "origin_server_ts": stamp, "unsigned": unsigned, "sender": ADA}
    where = scene(*GROUP, past=remembering(m=ADA))
    state = {} if state_key is None else {"state_key": state_key}
    for each in events_of({**raw, "event_id": "$x", **state}, where):
        assert each.key
