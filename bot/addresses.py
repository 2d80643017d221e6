"""What chat programs make clickable in plain text: one run of characters without spaces, judged whole. Pure."""

from __future__ import annotations

import re
import unicodedata

from bot.toplevel import TOP_LEVEL

# What a reader does not see, and the marks of emphasis, which a program takes out before it looks for addresses.
_PASSED_OVER = frozenset("*~`\\\u200c\u200d")
_LEADING = "(*_~`'’"
_TRAILING = ").,;:!?*_~`'’"

# Programs open these without the two slashes that betray any other.
_SCHEMES = frozenset(
    "about bitcoin blob callto chrome data ethereum facetime facetime-audio file ftp ftps geo git gopher http https"
    " imap intent irc ircs itms itms-apps javascript lightning magnet mailto matrix mms mmsto msteams nostr payto rtsp"
    " sftp shortcuts sip sips skype slack sms smsto spotify ssh steam tel telnet tg urn vbscript viber view-source vnc"
    " webcal whatsapp ws wss xmpp zoommtg zoomus".split()
)
_SCHEME = re.compile(r"(?<![\w+.-])([a-z][a-z0-9+.-]{1,30}):(?=[^:\s])", re.IGNORECASE)
# These are words too: with a space behind the colon nothing opens ("Data:none").
_SPOKEN = re.compile(
    r"(?<![\w+.-])(?:about|chrome|data|file|geo|git|intent|lightning|shortcuts|sip|skype|slack|sms|spotify|steam|tel|urn"
    r"|viber):(?=[^\W\d_][\w-]*+(?:\.[\w-]++)*+(?:[,;]|\Z))",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w-])[\w-]++(?:\.[\w-]++)+")
_ENDING = re.compile(r"[-_]")
_NUMBER = re.compile(r"0x[0-9a-f]+|\d+", re.IGNORECASE)
_GOES_ON = re.compile(r"\.*(?:[/?#]|:\d)")
_SURELY = re.compile(
    r"://|(?<![\w.-])(?:www\.\w|localhost[:/])|[^\s@]@[\w-]+\.\w|[@#!][^\s:@#!]+:[\w-]+\.\w", re.IGNORECASE
)
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)+")
_MAILS = re.compile(rf"(?:(?:mailto|e-?mail|mail):)?({_MAIL.pattern}(?:[,;]{_MAIL.pattern})*+)", re.IGNORECASE)
_PAGE = re.compile(r"(?<!\w)https?://", re.IGNORECASE)
_BEFORE_THE_PATH = re.compile(r"\A[^/?#]*(?://[^/?#]*)?")
_WEB = re.compile(r"\A(?:https?:)?//")
_WWW = re.compile(r"\Awww\.(?=[^/?#]*\.)")
_TITLES = frozenset("dipl dr fr hr ing mr mrs ms nr prof sr st str".split())
# Last labels that more often begin a sentence behind a forgotten space.
_LITTLE_WORDS = frozenset(
    "al am as at au be by ci da day de do er es et here how il im in io is ist it je la li ma me mit my na ne new ni no"
    " now one sa se si so su to us va vi you".split()
)


def reading(run: str) -> str:
    """A run as a program reads it: plain letters for wide ones, without what a reader does not see."""
    if run.isascii() and _PASSED_OVER.isdisjoint(run):
        return run
    wide = unicodedata.normalize("NFKC", run)
    return "".join(each for each in wide if not _is_passed_over(each))


def pieces(run: str) -> list[str]:
    """A run as those programs read it which end an address at what `reading` passes over."""
    return "".join(" " if _is_passed_over(each) else each for each in run).split()


def core_of(read: str) -> tuple[str, str, str]:
    """What stands before a possible address, the address, and what stands behind it."""
    rest = read.lstrip(_LEADING)
    core = rest.rstrip(_TRAILING)
    return read[: len(read) - len(rest)], core, rest[len(core) :]


def addresses(core: str) -> frozenset[str]:
    """Every address that the core of a run holds, in the form in which addresses are compared."""
    names = hosts(core)
    wholes = _wholes(core) or {f"//{_plain(name)}" for name in names}
    page = _PAGE.search(core)
    within = {_comparable(core[page.start() :])} if page else map(_comparable, _MAIL.findall(core))
    return frozenset({*wholes, *within, *map(_plain, names)})


def is_whole(core: str) -> bool:
    """Whether the core of a run is one address, and no name among words."""
    return bool(_wholes(core))


def is_held(core: str, held: frozenset[str]) -> bool:
    """Whether all that is an address in the core of a run is among those that are `held`."""
    wholes = _wholes(core)
    return wholes <= held if wholes else all(_plain(host) in held for host in hosts(core))


def hosts(core: str) -> list[str]:
    """The names of machines in the core of a run."""
    return [host for host in map(_host, _NAME.findall(core)) if host] if "." in core else []


def as_sentences(core: str, held: frozenset[str]) -> str | None:
    """`core` with a space put where one was forgotten ("June.It ends"); None where that is not what it is."""
    core = _SPOKEN.sub(r"\g<0> ", core)
    if _wholes(core):
        return None
    strange = {host for host in hosts(core) if _plain(host) not in held and not _is_titled(host)}
    if not all(map(_is_spoken, strange)):
        return None
    return _NAME.sub(lambda found: _spaced(found[0]) if _host(found[0]) in strange else found[0], core)


def _is_passed_over(letter: str) -> bool:
    return letter in _PASSED_OVER or unicodedata.category(letter) == "Mn"


def _is_titled(host: str) -> bool:
    first, _, last = host.partition(".")
    return first.casefold() in _TITLES and last.istitle()


def _is_spoken(host: str) -> bool:
    """Whether the end of a name is rather the beginning of a sentence."""
    before, _, last = host.rpartition(".")
    return last.casefold() in _LITTLE_WORDS or ("." not in before and last[:1].isupper())


def _spaced(name: str) -> str:
    before, _, last = name.rpartition(".")
    return name.replace(".", ". ") if _host(before) else f"{before}. {last}"


def _wholes(core: str) -> frozenset[str]:
    """The addresses that together are the core itself: a name alone is none."""
    if mails := _MAILS.fullmatch(core):
        return frozenset(map(_comparable, _MAIL.findall(mails[1])))
    goes_on = (_host(found[0]) and _GOES_ON.match(core, found.end()) for found in _NAME.finditer(core))
    whole = _SURELY.search(core) or any(map(_opens, _SCHEME.finditer(core))) or any(goes_on)
    return frozenset({_comparable(core)} if whole else ())


def _opens(found: re.Match[str]) -> bool:
    """Whether what follows a scheme is opened: an unknown one may be a word ("reader:innen")."""
    scheme, core, rest = found[1].casefold(), found.string, found.end()
    if scheme in _SCHEMES or scheme.startswith(("ms-", "web+")) or core.startswith("/", rest):
        return True
    asks = core.find("?", rest)
    return core.find("@", rest) >= 0 or (asks >= 0 and core.find("=", asks) >= 0)


def _host(name: str) -> str:
    """The part of a dotted name that programs make clickable; empty where they make nothing of it."""
    name = name.strip("-_")
    labels = name.split(".")
    if all(map(_NUMBER.fullmatch, labels)):
        return name if _is_numeric(labels) else ""
    if any(_ends_a_name(label.replace("_", "")) for label in labels[1:]):
        return name
    # Some end an address at a hyphen: "main.py-file" is "main.py" to them.
    for place, label in enumerate(labels[1:], start=1):
        if _ends_a_name(ending := _ENDING.split(label)[0]):
            return ".".join([*labels[:place], ending])
    return ""


def _is_numeric(labels: list[str]) -> bool:
    return any(label[:2] in ("0x", "0X") for label in labels) or (
        len(labels) == 4 and all(len(label) < 4 and int(label) < 256 for label in labels)
    )


def _ends_a_name(label: str) -> bool:
    label = label.casefold()
    return label in TOP_LEVEL or label.startswith("xn--")


def _comparable(address: str) -> str:
    """The same letters for the same place: machines' names without regard to case, pages without their scheme."""
    address = _BEFORE_THE_PATH.sub(lambda found: found.group().casefold(), address)
    begun = _NAME.match(address)
    if address.startswith("www.") or (begun and _host(begun[0]) and _GOES_ON.match(address, begun.end())):
        address = f"//{address}"
    if not (web := _WEB.match(address)):
        return address
    place = _WWW.sub("", address[web.end() :])
    return "//" + (place if "?" in place or "#" in place else place.removesuffix("/"))


def _plain(host: str) -> str:
    return _WWW.sub("", host.casefold())
