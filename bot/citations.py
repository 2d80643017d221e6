"""Checks what a model wrote: its citations name passages, its links come from somewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.languages import Language, words_for
from bot.quotes import words_of

# Answers are short; what a model writes beyond this is cut before it is looked at.
LONGEST_ANSWER = 20_000

_NUMBERS = r"(?:passages? )?\^?\s*\d{1,3}(?:\s*(?:[,;–—-]|and|und|y|et)\s*\^?\d{1,3}){0,20}"
_CITATION = re.compile(rf"[ \t]*(?:\[\s*({_NUMBERS})\s*\](?!\()|【\s*({_NUMBERS})[^】\n]{{0,20}}】)")
_REPEATED = re.compile(r"(\[\d{1,3}\])(?:[ \t]?\1)+")
_RANGE = re.compile(r"(\d{1,3})\s*[–—-]\s*\^?(\d{1,3})|(\d{1,3})")
_CITED_LINK = re.compile(r"\[\s*(\^?\d{1,4})\s*\]\([^()\n]{0,500}\)")
_IMAGE = re.compile(
    r"!\[([^\[\]\n]{0,300})\](?:\(([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?)\)|\[[^\[\]\n]{0,100}\])"
)
_LINK = re.compile(
    r"\[(?!\^?\d{1,3}\])([^\[\]\n]{1,300})\](?:\(([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?)\)"
    r"|\[[^\[\]\n]{1,100}\](?<!\d\]))"
)
_DEFINITION = re.compile(r"^[ \t]{0,3}\[[^\[\]\n]{1,100}\]:[ \t]*\S.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>", re.IGNORECASE)
_HTML = re.compile(r"</?[A-Za-z][^<>\n]{0,2000}>")
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\bmailto:|\bdata:|\bjavascript:)[^\s<>\[\]\"'“”«»]+"
    # What chat programs make a link of by themselves.
    r"|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,5}(?:[a-z]{2,24}/[^\s<>\[\]\"'“”«»]+"
    r"|(?:com|net|org|io|ai|co|dev|app|info|biz|xyz|ru|cn|de|fr|es|uk|eu|me|site|online|link|top)\b(?!\.\w))",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:!?\[[^\]\n]{0,300}|!?\[[^\]\n]{0,300}\]\([^)\n]{0,2000}|<[^>\n]{0,2000}|【[^】\n]{0,40}|!"
    r"|(?<!\S)\S{0,200}[./:]\S{0,2000})\Z"
)
_NOT_HELD = re.compile(
    r"\b(?:(?:notes?|passages?) (?:do not|don't|does not|doesn't) (?:say|mention|contain|hold|include|state|provide"
    r"|give|specify)"
    r"|(?:not|nothing|no information|no mention)\b.{0,40}\b(?:in|about|of)\b.{0,25}\b(?:notes?|passages?)"
    r"|notes? say nothing"
    r"|(?:dazu|darüber) (?:steht|findet sich|finde ich|gibt es) .{0,40}\b(?:nichts|nicht|keine)\b|(?:notizen"
    r"|passagen) .{0,30}\b(?:nichts|nicht|keine)\b"
    r"|(?:notas|pasajes) no (?:dicen|mencionan|contienen|indican)|no (?:aparece|hay nada|se menciona"
    r"|he encontrado)\b.{0,40}\b(?:notas|pasajes)"
    r"|(?:notes|passages) (?:n'en disent rien|ne (?:disent|mentionnent|contiennent|précisent)))",
    re.IGNORECASE,
)

# After "the notes do not hold it" an answer may still go on to what they do hold.
_SAYS_MORE = re.compile(
    r"[.!;]\s+\S.*\w|\b(?:but|however|though|only|aber|jedoch|sondern|nur|pero|sino|solo|mais"
    r"|cependant|seulement)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A model's answer as it may be shown; `cited` are the old numbers in order of appearance.

    The text names them 1, 2, … in that order. `declines`: it says that the notes do not hold the answer.
    """

    text: str
    cited: tuple[int, ...]
    declines: bool


def check(text: str, numbers: Collection[int], known_texts: Sequence[str] = ()) -> Checked:
    """Remove citations of passages that are not in `numbers` and addresses that no known text holds."""
    plain = _without_foreign_links(text[:LONGEST_ANSWER], known_texts)
    cited = _in_order(plain, numbers)
    if declines(plain) and not (cited and _SAYS_MORE.search(_CITATION.sub("", plain))):
        return Checked(text=_tidy(_CITATION.sub("", plain)), cited=(), declines=True)
    places = {old: new for new, old in enumerate(cited, start=1)}
    return Checked(text=_tidy(_renumbered(plain, places)), cited=cited, declines=False)


def draft(text: str, numbers: Collection[int], known_texts: Sequence[str] = ()) -> str:
    """What may be shown of an answer that is still being written: checked, without its unfinished end."""
    return check(_UNFINISHED.sub("", text[:LONGEST_ANSWER]), numbers, known_texts).text


def declines(text: str) -> bool:
    """Whether an answer says that it found nothing."""
    beginning = " ".join(text[:400].split()).replace("’", "'")
    said = " ".join(words_of(beginning))
    own = (phrase for language in Language for phrase in _own_refusals(language))
    return any(" ".join(words_of(phrase)) in said for phrase in own) or bool(_NOT_HELD.search(beginning))


def _own_refusals(language: Language) -> tuple[str, str]:
    words = words_for(language)
    return words.nothing_held, words.nothing_found


def _in_order(text: str, numbers: Collection[int]) -> tuple[int, ...]:
    named = (number for found in _CITATION.finditer(text) for number in _named(found.group(1) or found.group(2)))
    return tuple(dict.fromkeys(number for number in named if number in numbers))


def _named(inside: str) -> list[int]:
    """The numbers that `1, 3-5` names."""
    named: list[int] = []
    for first, last, single in _RANGE.findall(inside):
        begin, end = (int(single), int(single)) if single else (int(first), int(last))
        named.extend(range(begin, min(end, begin + 20) + 1))
    return named


def _renumbered(text: str, places: dict[int, int]) -> str:
    def put(found: re.Match[str]) -> str:
        kept = dict.fromkeys(places[number] for number in _named(found.group(1) or found.group(2)) if number in places)
        space = " " if found.group().startswith((" ", "\t")) and kept else ""
        return space + "".join(f"[{number}]" for number in kept)

    return _REPEATED.sub(r"\1", _CITATION.sub(put, text))


def _without_foreign_links(text: str, known_texts: Sequence[str]) -> str:
    known = "\n".join(known_texts)
    # A cited number that was made a link is still a citation.
    text = _CITED_LINK.sub(r"[\1]", text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(lambda found: _linked(found, known), text)
    text = _HTML.sub("", _AUTOLINK.sub(r"\1", _DEFINITION.sub("", text)))
    return _ADDRESS.sub(lambda found: found.group() if _is_known(found.group(), known) else "", text)


def _linked(found: re.Match[str], known: str) -> str:
    """A link's words; behind them its address, in plain sight, where a passage holds it."""
    words, target = found.group(1), (found.group(2) or "").strip().split(" ")[0]
    return words if not _is_known(target, known) or target in words else f"{words} ({target})"


def _is_known(address: str, known: str) -> bool:
    bare = address.strip("<>").rstrip(".,;:!?)*_")
    return bool(bare) and re.search(rf"(?<![\w/.:-]){re.escape(bare)}(?![\w/?&=#%@:-]|\.\w)", known) is not None


def _tidy(text: str) -> str:
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"(?<=\S)[ \t]{2,}", " ", text)
    text = re.sub(r"[ \t]+([.,])(?=\s|\Z)", r"\1", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip()
