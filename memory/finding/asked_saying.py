"""Whether a question asks for what was said, told or noted: by whom, and whether its time is that of saying. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from memory.finding.calendar_words import FILLERS, WORDS
from memory.finding.sparse import words_of
from memory.finding.stopwords import FUNCTION_WORDS, language_of
from memory.finding.time_tags import folded

_SAYING: Final = frozenset(
    "say said saying tell told telling write wrote written note noted mention mentioned talk talked discuss discussed "
    "speak spoke spoken sagen sagte gesagt erzahlen erzahlte erzahlt schreiben schrieb geschrieben notiert erwahnt "
    "gesprochen besprochen geredet "
    "decir dije dijo dijeron dijimos dicho conte conto contado escribi escribio escrito anote anoto anotado menciono "
    "mencione hable hablo hablamos hablado "
    "dire dit raconte ecrit mentionne parle discute".split()
)
_SAID: Final = frozenset("notes message messages notiz notizen nachrichten nota notas mensajes".split())
_ON: Final = frozenset("talk talked speak spoke spoken".split())
# Spanish says in the verb who said it.
_SAYING_I: Final = frozenset("dije conte escribi anote mencione hable".split())
_I: Final = frozenset({"i", "ich", "je", "j", "yo"})
# What comes behind these is what was said, and no longer when.
_BREAKS: Final = frozenset(
    "about regarding for fur para pour when that if whether where how uber wegen wann dass ob wo wie sobre cuando si "
    "donde sur quand comment".split()
)
_ASKS: Final = frozenset(
    "what which who whom was wer wen wem welche welches que quien cual qu qui quel quelle quoi".split()
)
_EMPTY: Final = frozenset(
    "did thing things everything anything something all show list find give get read please again alles "
    "etwas sachen dinge bitte zeig zeige mir alle todo todas cosas cosa muestrame por favor tout toutes chose choses "
    "montre moi est ce to".split()
)
# Who asks for these wants to know more than what was said.
_WANTS_ELSE: Final = frozenset(
    "when where why how who whom wann wo warum wieso wie wer wem wen cuando donde como quand pourquoi comment "
    "combien".split()
)
_THEY: Final = frozenset("he she they er sie es il elle ils elles".split())
_TIMES: Final = frozenset("DMWPSHUY")
# But "first": what was said first is not the newest.
_OF_TIMES: Final = frozenset(word for word, (kind, _) in WORDS.items() if kind != "O")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a question for something said tells.

    `then`: its time, if it names one, is that of saying. `alone`: it names nothing but who said it and when.
    `by_asker`: the asker said it; `by`: else the words, lower case, that name who did; none where nobody is named.
    """

    then: bool
    alone: bool
    by_asker: bool
    by: frozenset[str]

    @property
    def names_who(self) -> bool:
        return self.by_asker or bool(self.by)


def asked_saying(question: str, names: frozenset[str]) -> Saying | None:
    """None where the question asks for no saying; `names` are its words, lower case, that name known speakers."""
    written = words_of(question)
    words = _verbs_whole([folded(word) for word in written])
    at = next((at for verbs in (_SAYING, _SAID) for at, word in enumerate(words) if word in verbs), None)
    if at is None:
        return None
    named = frozenset(map(folded, names))
    little = _little(written) | named
    who = _who(words, at, named, little)
    others = named - {who} | _WANTS_ELSE
    return Saying(
        then=_tells_when(words, at, little),
        alone=all((word in little or _is_time(word)) and word not in others for word in words)
        and _THEY.isdisjoint(words[at:]),
        by_asker=who in _I or who in _SAYING_I,
        by=frozenset(name for name in names if folded(name) == who),
    )


def _verbs_whole(words: Sequence[str]) -> list[str]:
    """Without the "about" of "what did we talk about yesterday?"."""
    if not _ASKS.intersection(words[:1]):
        return list(words)
    return [word for before, word in zip(["", *words], words, strict=False) if not (word == "about" and before in _ON)]


def _little(written: list[str]) -> frozenset[str]:
    known = FUNCTION_WORDS[language_of(written)]
    return frozenset(map(folded, known)) | _EMPTY | _SAYING | _SAID | frozenset(FILLERS) | _OF_TIMES


def _who(words: Sequence[str], at: int, named: frozenset[str], little: frozenset[str]) -> str:
    """The first that may say it between the question's word and the verb, else right behind it; "" for none."""
    if words[at] in _SAYING_I:
        return words[at]
    begins = max((place + 1 for place in range(at) if words[place] in _ASKS), default=0)
    before = next((word for word in words[begins:at] if word in named or word in _I), "")
    if before:
        return before
    behind = (word for word in words[at + 1 :] if word in named or word not in little)
    first = next(behind, "")
    return first if first in named else ""


def _tells_when(words: Sequence[str], at: int, little: frozenset[str]) -> bool:
    """Whether a time stands beside the verb, or leads to it: "say on Friday", "gestern über den Vertrag gesagt"."""
    places = [place for place, word in enumerate(words) if _is_time(word)]
    near = any(_all_little(words[min(at, place) + 1 : max(at, place)], little) for place in places)
    last = all(word in little or _is_time(word) for word in words[at + 1 :])
    return near or (last and any(_all_little(words[:place], little) for place in places if place < at))


def _all_little(words: Sequence[str], little: frozenset[str]) -> bool:
    return all((word in little or _is_time(word)) and word not in _BREAKS for word in words)


def _is_time(word: str) -> bool:
    return word.isdigit() or (word in WORDS and WORDS[word][0] in _TIMES)
