"""A loopback Telegram Bot API with the real wire format, and people to play on it.

    async with TelegramPeer() as peer:                    # `with` serves from a thread, for a bot in another process
        anna = peer.person("Anna")
        chat = peer.private(anna)                         # also: group, supergroup(forum=True) + topic, channel
        said = peer.says(anna, chat, "the boat is blue")  # reply_to=, quote=, forwarded=, attached=, album=, thread=
        peer.on_confirm(lambda update: journal_has(update))          # False: counted in did.confirmed_early
        peer.faults.next("sendMessage", TooMany(1), Lose(), None)    # also: always, sometimes(0.3, …, seed=7), gate
        ... the bot runs against peer.token, peer.base_url, peer.base_file_url ...
        await peer.until(lambda: peer.did.texts(chat.id) == ["Kept."])   # `peer.wait` blocks
        assert said.update_id not in peer.waiting and not peer.did.doubled()

More of what people do: `edits`, `taps`, `reacts`, `joins`, `leaves`, `blocks`, `removes_bot`, `migrates`,
`channel_post`, `unknown`, `says_without(…, "date")`, `raw`, `repeat(update_id)`; `reorder(seed)` mixes what is
handed out. `limit(Limits(second=0.05))` switches the rate limits on; who does not wait is in `did.early`.
`polling` tells whether the bot stands by in a long poll.
`stop`/`start` (`stop_thread`/`start_thread`) close the door and open it on the same port: connections are refused.

As with the real one, an update of a kind that was not asked for (`allowed_updates`; chat_member and message_reaction
have to be named) never comes into being, and the bot is not told of deleted messages.
"""

from tests.peers.telegram.attached import (
    Audio,
    Contact,
    Document,
    FromChannel,
    FromChat,
    FromHidden,
    FromUser,
    Location,
    Photo,
    Poll,
    Sticker,
    Video,
    Voice,
)
from tests.peers.telegram.faults import Delay, Drop, Fail, Garble, HalfClose, Lose, Refuse, TooMany
from tests.peers.telegram.limits import Limits
from tests.peers.telegram.peer import TelegramPeer

__all__ = [
    "Audio",
    "Contact",
    "Delay",
    "Document",
    "Drop",
    "Fail",
    "FromChannel",
    "FromChat",
    "FromHidden",
    "FromUser",
    "Garble",
    "HalfClose",
    "Limits",
    "Location",
    "Lose",
    "Photo",
    "Poll",
    "Refuse",
    "Sticker",
    "TelegramPeer",
    "TooMany",
    "Video",
    "Voice",
]
