"""What Slack refuses of Block Kit: too many, too long, too empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.peers.slack.arguments import Refused
from tests.peers.slack.values import JsonObject, JsonValue, items, mapping, objects, string

MOST_IN_MESSAGE, MOST_IN_VIEW = 50, 100
LONGEST_TEXT: Mapping[str, int] = {"section": 3000, "header": 150, "button": 75, "markdown": 12000}
LONGEST: Mapping[str, int] = {"action_id": 255, "block_id": 255, "value": 2000, "callback_id": 255, "url": 3000}
LONGEST_OF_CONFIRM: Mapping[str, int] = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
MOST_ELEMENTS: Mapping[str, int] = {"actions": 25, "context": 10}
KNOWN = frozenset(
    "section header divider image actions context input rich_text file video markdown table context_actions".split()
)


def checked(blocks: JsonValue, most: int = MOST_IN_MESSAGE) -> list[JsonObject] | None:
    """The blocks with an id each; Refused as Slack does where one is not well made."""
    if blocks is None or blocks == "":
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    faults = [f"no more than {most} items allowed"] if len(blocks) > most else []
    for place, block in enumerate(blocks):
        faults += [f"{fault} [json-pointer:/blocks/{place}]" for fault in _faults(mapping(block))]
    if faults:
        messages = [f"[ERROR] {fault}" for fault in faults]
        raise Refused("invalid_blocks", errors=faults, response_metadata={"messages": messages})
    named = [string(mapping(block).get("block_id")) for block in blocks]
    if len(set(filter(None, named))) < len(list(filter(None, named))):
        raise Refused("invalid_blocks", errors=["block_id is not unique"])
    return [
        {**mapping(block), "block_id": name or f"p{place}"}
        for place, (block, name) in enumerate(zip(blocks, named, strict=True))
    ]


def view(content: JsonValue) -> Mapping[str, JsonValue]:
    """A modal or home tab with its block ids; Refused where it is not well made."""
    if not isinstance(content, Mapping) or content.get("type") not in ("modal", "home"):
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] unsupported type: view"]})
    faults = list(_modal_faults(content)) if content.get("type") == "modal" else []
    if len(string(content.get("private_metadata"))) > 3000:
        faults.append("must be less than 3001 characters [json-pointer:/view/private_metadata]")
    if faults:
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]})
    return {**content, "blocks": checked(content.get("blocks"), MOST_IN_VIEW) or []}


def _modal_faults(content: Mapping[str, JsonValue]) -> Iterator[str]:
    if not mapping(content.get("title")).get("text"):
        yield "missing required field: title [json-pointer:/view/title]"
    for name in ("title", "submit", "close"):
        if len(string(mapping(content.get(name)).get("text"))) > 24:
            yield f"must be less than 25 characters [json-pointer:/view/{name}/text]"
    if not content.get("submit") and any(
        mapping(block).get("type") == "input" for block in items(content.get("blocks"))
    ):
        yield "missing required field: submit [json-pointer:/view]"


def _faults(block: Mapping[str, JsonValue]) -> Iterator[str]:
    kind = string(block.get("type"))
    if kind not in KNOWN:
        yield f"unsupported type: {kind}"
    elements = items(block.get("elements"))
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield "missing required field: text"
    if kind in MOST_ELEMENTS and not 0 < len(elements) <= MOST_ELEMENTS[kind]:
        yield f"must have 1 to {MOST_ELEMENTS[kind]} elements"
    named = [string(mapping(one).get("action_id")) for one in elements]
    if kind == "actions" and len(set(filter(None, named))) < len(list(filter(None, named))):
        yield "action_id already exists"
    for one in objects(block):
        yield from _text_faults(one)
        if "confirm" in one and "title" not in one:
            yield from _confirm_faults(mapping(one["confirm"]))


def _confirm_faults(dialog: Mapping[str, JsonValue]) -> Iterator[str]:
    """Of what a button asks before it is pressed in earnest."""
    for name, longest in LONGEST_OF_CONFIRM.items():
        part = mapping(dialog.get(name))
        if part.get("type") != "plain_text":
            yield f"must be plain_text: confirm/{name}"
        if not 0 < len(string(part.get("text"))) <= longest:
            yield f"must be 1 to {longest} characters: confirm/{name}"


def _text_faults(one: Mapping[str, JsonValue]) -> Iterator[str]:
    kind = string(one.get("type"))
    text = one.get("text")
    words = string(text) or string(mapping(text).get("text"))
    if kind in LONGEST_TEXT and len(words) > LONGEST_TEXT[kind]:
        yield f"must be less than {LONGEST_TEXT[kind] + 1} characters"
    if kind in ("plain_text", "mrkdwn") and not words:
        yield "must be more than 0 characters"
    if kind in ("button", "header") and mapping(text).get("type") != "plain_text":
        yield "must be plain_text"
    for name, longest in LONGEST.items():
        if len(string(one.get(name))) > longest:
            yield f"must be less than {longest + 1} characters: {name}"
