"""Takes out of a model's text every address that no known text holds, and whatever would call people. Pure.

First markup becomes plain words; last of all, each run of characters between spaces and brackets is judged
whole, so that nothing that was taken out can leave a new address behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.addresses import addresses, as_sentences, core_of, is_held, is_whole, pieces, reading

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_AUTOLINK = re.compile(r"<(?![!@#/?])(?=[^<>\s|:@.]*[:@.])([^<>\s|]*+)(?:\|([^<>\n]*))?>")
_TAG_NAMES = (
    "abbr article aside audio base blockquote body br button caption center cite code del details div dl dt dd em embed"
    " font footer form frame head header hr html iframe img input ins kbd label li link mark meta nav object ol option"
    " picture pre script section select small source span strike strong style sub summary sup svg table tbody td"
    " template textarea tg-spoiler th thead title tr tt ul var video"
).replace(" ", "|")
# A letter alone may stand behind "less than": it is a tag only where it is written like one.
_TAG = re.compile(
    r"<(?:/[A-Za-z]|[!?@#][\w\[-]|[abipqsuABIPQSU](?=[ \t]*/?>|[ \t]+[A-Za-z-]+=)"
    rf"|(?:{_TAG_NAMES}|{_TAG_NAMES.upper()}|[hH][1-6])(?=[ \t/>]))[^<>\n]*>"
)
_DEFINITION = re.compile(
    r"^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+)\[[^\[\]\n]{1,100}\]:[ \t]*(\S*).*$", re.MULTILINE
)
_BRACKET = re.compile(
    r"!?\[|\n|\](?:\(([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+)\)|\[(?![\s\d,;^–-]*\])[^\[\]\n]{1,100}\])?"
)
_A_CITATION = re.compile(r"\s*\^?\d{1,4}\s*")
_IN_BRACKETS = re.compile(
    r"\[([0-9a-f.%]*:[0-9a-f:.%]*)\](:\d+)?(/(?:[^\s<>\[\]]*[^\s<>\[\].,;:!?)])?)?", re.IGNORECASE
)
# Scripts that set no spaces end a run: else a whole sentence would go along with an address.
_UNSPACED = r"\u3040-\u30ff\u4e00-\u9fff"
_SPACED = rf'[^\s<>\[\]{{}}|"“”„«»‹›\u3000-\u303f{_UNSPACED}]+'
_A_LETTER_UNSPACED = re.compile(f"[{_UNSPACED}]")
_BEFORE_A_DOT = r"(?=[*_~`\\]{0,6}\.\w)"
_BEHIND_A_DOT = r"(?:(?<=\.)|(?<=\.[*_~`\\])|(?<=\.[*_~`\\]{2}))"
_RUN = re.compile(
    rf"(?:[{_UNSPACED}]{_BEFORE_A_DOT})?{_SPACED}(?:{_BEHIND_A_DOT}[{_UNSPACED}]+(?:{_BEFORE_A_DOT}{_SPACED})?)*"
)
# Most words are plain: they need no closer look.
_TELLTALE = re.compile(r"[.:@/]|[^\x00-\x7f]")
_CALL = re.compile(r"(?<!@)@++(?=(?:all|channel|everyone|group|here|online|room)(?!\w|[.-]\w))", re.IGNORECASE)
_MENTION = re.compile(r"(?:(?<![\w@])|(?<=\w@))@++(?=\w)")
_CUT_OFF_MENTION = re.compile(r"(?:(?<![\w@])|(?<=\w@))@++(?=[" + _UNSPACED + "])")
# A letter alone behind a sign is rather an abbreviation ("a.m./p.m.").
_COMMAND = re.compile(r"(?<![\w/])/++(?=[^\W\d]\w++(?![\w/]))|\A/++(?=[^\W\d](?![\w/]))")
# With a space behind it none of them is markup; the last two end what may define a link: a citation, or a label that
# began on another line.
_BEGINS_MARKUP = re.compile(
    r"<(?=[A-Za-z/!?@#])|\](?=\()|^[ \t>*+.)\d-]*\[\d{1,3}\](?=:)|^[^\[\]\n]*\](?=:)", re.MULTILINE
)
_STATION = re.compile(rf"<[^<>\n]*>|【[^】\n]{{0,40}}】|[<【]|{_BRACKET.pattern}|\s")


def held_by(texts: Iterable[str]) -> frozenset[str]:
    """The addresses that texts hold, as the functions here compare them."""
    held: set[str] = set()
    for text in map(_visible, texts):
        held.update(found[0] for found in _IN_BRACKETS.finditer(text))
        for run in filter(_TELLTALE.search, _RUN.findall(text)):
            _, core, _ = core_of(reading(run))
            held |= addresses(core)
            held.update((core, core_of(run)[1]) if _calls(core) or len(pieces(run)) > 1 else ())
    return frozenset(held)


def without_markup(text: str, held: frozenset[str]) -> str:
    """The words alone; behind those of a link its address, in plain sight, where it is held."""
    before, mark, after = _visible(text).rpartition("-->")
    text = _COMMENT.sub("", before + mark) + after.replace("<!--", "")
    text = _TAG.sub("", _AUTOLINK.sub(lambda found: _opened(found, held), text))
    text = _DEFINITION.sub(lambda found: found[1] if _leads_away(found[2]) else found[0], text)
    return _without_links(text, held)


def without_foreign(text: str, held: frozenset[str]) -> str:
    """The text without addresses that are not held, and without calls to people.

    Nothing but spaces may be taken out of it afterwards.
    """
    text = _IN_BRACKETS.sub(lambda found: " " if _is_numeric(found) and found[0] not in held else found[0], text)
    text = _CUT_OFF_MENTION.sub("", _RUN.sub(lambda found: _set_apart(found, _judged(found, held)), text))
    return _BEGINS_MARKUP.sub(r"\g<0> ", text)


def settled(text: str) -> str:
    """The beginning of a text that is still being written which reads the same however it goes on.

    Comments are left out of it; it ends at a space outside of all that is open. A line's end closes everything.
    """
    before, mark, after = text.rpartition("-->")
    text = _COMMENT.sub("", before + mark) + after.partition("<!--")[0]
    sure, opened, to_the_end = 0, 0, False
    for found in _STATION.finditer(text):
        mark = found[0]
        if mark == "\n" or (mark.isspace() and not (opened or to_the_end)):
            sure, opened, to_the_end = found.end(), 0, False
        elif mark in ("<", "【"):
            to_the_end = True
        elif mark.endswith("["):
            opened += 1
        elif mark[0] == "]":
            opened = max(1, opened) if _may_go_on(found) else max(0, opened - 1)
    return text[:sure]


def _may_go_on(found: re.Match[str]) -> bool:
    """Whether the target of a link may begin behind a bracket."""
    after = found.string[found.end() : found.end() + 1]
    return found[0] == "]" and (after == "(" or (after == "[" and "]" not in found.string[found.end() :]))


def _visible(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\r", " "))


def _is_numeric(found: re.Match[str]) -> bool:
    """Whether brackets hold an address of version 6; "[18:20]" is a time."""
    return "::" in found[1] or found[1].count(":") == 7 or found[3] is not None


def _set_apart(found: re.Match[str], judged: str) -> str:
    """What was judged, apart from letters that a program would take for more of its address."""
    before = " " if _A_LETTER_UNSPACED.match(found.string, found.start() - 1) and found.start() else ""
    behind = " " if _A_LETTER_UNSPACED.match(found.string, found.end()) else ""
    return before + judged + behind if (before or behind) and addresses(core_of(judged)[1]) else judged


def _judged(found: re.Match[str], held: frozenset[str]) -> str:
    run = found[0]
    if not _TELLTALE.search(run):
        return run
    parts = pieces(run)
    is_one = parts == [run] or core_of(run)[1] in held or not is_held(core_of(reading(run))[1], held)
    if not (is_one or all(_is_harmless(core_of(reading(part))[1], held) for part in parts)):
        return " ".join(_read_judged(part, held) for part in parts)
    return _read_judged(run, held)


def _read_judged(written: str, held: frozenset[str]) -> str:
    """A run as it may be shown to programs that read it as `reading` does."""
    run = reading(written)
    before, core, behind = core_of(run)
    if _is_harmless(core, held):
        return before + _hushed(_CALL, run[len(before) :]) if _CALL.search(core) else written
    if not is_held(core, held):
        run = before + (as_sentences(core, held) or "") + behind
    run = before + _hushed(_MENTION, _hushed(_CALL, run[len(before) :]))
    return before + _COMMAND.sub(lambda found: f"{found[0]} " if found.start() else "", run[len(before) :])


def _is_harmless(core: str, held: frozenset[str]) -> bool:
    return is_held(core, held) and (core in held or is_whole(core) or not _calls(core))


def _calls(core: str) -> bool:
    return bool(_MENTION.search(core) or _COMMAND.search(core))


def _hushed(calls: re.Pattern[str], text: str) -> str:
    # Elsewhere than at its beginning what is left would join what stands before it.
    return calls.sub(lambda found: " " if found.start() else "", text)


def _leads_away(target: str) -> bool:
    """Whether what stands behind `[x]:` makes it a link, or is missing."""
    return not target or bool(addresses(target)) or target.lstrip("<\\").startswith("//")


def _opened(found: re.Match[str], held: frozenset[str]) -> str:
    """The words of `<target|words>`; what is no address may be a word in angles."""
    _, core, _ = core_of(reading(found[1]))
    is_known = bool(addresses(core)) and is_held(core, held)
    if found[2] is None and not is_known and as_sentences(core, held) is not None:
        return found[0]
    return _shown(found[2] or "", found[1], held)


def _shown(words: str, target: str, held: frozenset[str]) -> str:
    _, core, _ = core_of(reading(target))
    if not (addresses(core) and is_held(core, held)) or target in words:
        return words
    return f"{words} ({target})" if words else target


def _without_links(text: str, held: frozenset[str]) -> str:
    out: list[str] = []
    opened: list[int] = []
    end = 0
    for found in _BRACKET.finditer(text):
        out.append(text[end : found.start()])
        end = found.end()
        if found[0].endswith("["):
            opened.append(len(out))
        elif found[0] == "\n":
            opened.clear()
        elif opened:
            out.append(_closed(out, opened.pop(), found, held))
            continue
        out.append(found[0])
    return "".join(out) + text[end:]


def _closed(out: list[str], begun: int, found: re.Match[str], held: frozenset[str]) -> str:
    """What stands for a closing bracket, with the target that follows it."""
    words = "".join(out[begun + 1 :])
    if found[0] == "]" or _A_CITATION.fullmatch(words):
        return "]"
    out[begun:] = [_shown(words, (found[1] or "").strip().split(" ")[0].strip("<>"), held)]
    return ""
