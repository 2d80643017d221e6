"""Texts and their entities, counted in UTF-16 units, tidied and refused as the real one does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.peers.telegram.wire import Call, Json, bad, number_in, text_in, thing_in

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_QUOTE = 4_096, 1_024, 1_024
MOST_ENTITIES = 100  # the real one forgets the others without a word

PLAIN = frozenset("bold italic underline strikethrough spoiler code pre blockquote expandable_blockquote".split())
KINDS = PLAIN | {"text_link", "text_mention", "custom_emoji", "date_time"}
FOUND_BY_ITSELF = frozenset("mention hashtag cashtag bot_command url email phone_number".split())

_BLANK = " \t\r\n\0\v"
_UNSEEN = frozenset("\r\u0333\u033f\u030a\u2028\u2029\u202a\u202b\u202c\u202d\u202e")
_NOTICED = re.compile(r"(?P<bot_command>(?<!\S)/\w+(@\w+)?)|(?P<url>https?://\S+)|(?P<mention>(?<!\w)@\w{4,32})")
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_INSIDE = -1


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def noticed(text: str) -> list[Json]:
    """The commands, mentions and addresses that Telegram marks by itself."""
    return [
        {"type": str(found.lastgroup), "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in re.finditer(_NOTICED, text)
    ]


def text_of(call: Call, name: str = "text") -> tuple[str, list[Json]]:
    """What is to stand in a message: the tidied text and its entities. `name` is text or caption."""
    raw = call.text(name)
    entities = call.things("entities" if name == "text" else "caption_entities")
    if mode := call.text("parse_mode"):
        raw, entities = _plain(raw, mode), []
    text, entities = tidy(raw, entities)
    if name == "text" and not text:
        raise bad("message text is empty")
    if units(text) > (LONGEST_TEXT if name == "text" else LONGEST_CAPTION):
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return text, entities


def tidy(text: str, entities: Sequence[Json]) -> tuple[str, list[Json]]:
    """Without what Telegram takes out of a text, the entities moved along; refuses entities that do not fit."""
    kept = [_kept(char) for char in text]
    whole = "".join(kept)
    places = _places(text, kept)
    lead = len(whole) - len(whole.lstrip(_BLANK))
    tidied = whole.strip(_BLANK)
    placed = [_move(entity, places, lead, units(tidied)) for entity in entities[:MOST_ENTITIES] if _known(entity)]
    return tidied, [entity for entity in placed if entity["length"]]


def _kept(char: str) -> str:
    if char in _UNSEEN:
        return ""
    return " " if char < " " and char not in "\n\t" else char


def _places(text: str, kept: Sequence[str]) -> list[int]:
    """Where each UTF-16 unit of the text comes to stand, `_INSIDE` for the second half of a character."""
    places, at = [], 0
    for char, stays in zip(text, kept, strict=True):
        places += [at] if units(char) == 1 else [at, _INSIDE]
        at += units(stays)
    return [*places, at]


def _move(entity: Json, places: Sequence[int], lead: int, total: int) -> Json:
    start, length = number_in(entity, "offset"), number_in(entity, "length")
    end = start + length
    if start < 0 or length < 0 or start >= len(places):
        raise bad(f"can't parse entities: entity beginning at UTF-16 offset {start} lies outside of the text")
    if end >= len(places):
        after = len(places) - 1
        raise bad(f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {after}")
    if places[start] == _INSIDE or places[end] == _INSIDE:
        where = "begins" if places[start] == _INSIDE else "ends"
        raise bad(f"entity {where} in a middle of a UTF-16 symbol at byte offset {start}")
    first, last = (min(max(places[edge] - lead, 0), total) for edge in (start, end))
    return {**entity, "offset": first, "length": last - first}


def _known(entity: Json) -> bool:
    """Whether an entity is taken; those that Telegram finds by itself are passed over."""
    kind = text_in(entity, "type")
    if kind not in KINDS | FOUND_BY_ITSELF:
        raise bad("can't parse MessageEntity: Unsupported type specified")
    if kind == "text_link":
        if "url" not in entity:
            raise bad('can\'t parse MessageEntity: Field "url" must be of type String')
        return bool(re.match(r"(https?|tg|mailto|ton|tonsite)://?\S+", text_in(entity, "url")))
    if kind == "text_mention" and not thing_in(entity, "user"):
        raise bad('can\'t parse MessageEntity: Field "user" must be of type Object')
    return kind in KINDS


def _plain(text: str, mode: str) -> str:
    """A marked-up text without its marks. Enough of the two languages to refuse what is broken, not to read them."""
    if mode.lower() == "html":
        return _without_tags(text)
    if mode.lower() not in {"markdownv2", "markdown"}:
        raise bad("unsupported parse_mode")
    if mode.lower() == "markdownv2":
        for _, char in _unescaped(text):
            if char in _RESERVED - set("_*~`|[]()>"):
                raise bad(
                    f"can't parse entities: Character '{char}' is reserved and must be escaped with the preceding '\\'"
                )
    for mark in "*_`":
        odd = [where for where, char in _unescaped(text) if char == mark]
        if len(odd) % 2:
            offset = len(text[: odd[-1]].encode())
            raise bad(f"can't parse entities: Can't find end of the entity starting at byte offset {offset}")
    return re.sub(r"\\(.)|[*_`]", lambda found: found[1] or "", text)


def _unescaped(text: str) -> Iterator[tuple[int, str]]:
    pairs = pairwise(" " + text)
    return ((place, char) for place, (before, char) in enumerate(pairs) if before != "\\")


def _without_tags(text: str) -> str:
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([^\s>]*)[^>]*>?", text):
        if name not in "b strong i em u ins s strike del a code pre span tg-spoiler tg-emoji blockquote".split():
            raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {text.find(name) - 1}')
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise bad("can't parse entities: Unmatched end tag")
    if open_tags:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1]}\"")
    bare = re.sub(r"<[^>]*>", "", text)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
