"""getUpdates: a long poll that confirms all before its offset."""

from __future__ import annotations

from collections.abc import Callable

from tests.peers.telegram.state import State
from tests.peers.telegram.wire import Call, JsonValue, Refusal, number_in

MOST = 100


async def get_updates(state: State, call: Call) -> JsonValue:
    """Whoever polls while another poll waits ends the other one, as the real one does."""
    with state.bell.lock:
        mine = _begin(state, call)
    timeout = min(call.number("timeout"), 50)

    def over() -> bool:
        return state.queue.ready or bool(state.webhook.url) or state.polls != mine

    if timeout:
        await _stand_by(state, over, timeout)
    with state.bell.lock:
        return _hand_out(state, call, mine)


async def _stand_by(state: State, over: Callable[[], bool], seconds: int) -> None:
    state.polling += 1
    state.bell.ring()
    try:
        await state.bell.heard_within(over, seconds)
    finally:
        state.polling -= 1
        state.bell.ring()


def _begin(state: State, call: Call) -> int:
    if state.webhook.url:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    state.queue.ask_for(call.words("allowed_updates"))
    state.confirmed(state.queue.confirm(call.number("offset")))
    state.polls += 1
    state.bell.ring()
    return state.polls


def _hand_out(state: State, call: Call, mine: int) -> JsonValue:
    if state.webhook.url:
        raise Refusal(409, "Conflict: terminated by setWebhook request")
    if state.polls != mine:
        raise Refusal(
            409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
    batch = state.queue.batch(min(max(call.number("limit", MOST), 1), MOST))
    for update in batch:
        state.did.handed_out[number_in(update, "update_id")] += 1
    return batch
