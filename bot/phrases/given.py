"""What shows in one language that a question tells something by taking it for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern

from bot.phrases.asking import anywhere
from bot.phrases.grammar import beginning
from bot.phrases.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Patterns for a sentence in lower case, without marks.

    `reported`, anywhere: a clause that somebody tells, knows or notices. `negated`: it asks whether something is not
    so, and says that it was thought to be. `why`: it asks for a reason. `reports`, anywhere: it says what somebody
    says or thinks, or was not found. `ours`, anywhere: it is about what we did ourselves, or whether something is
    there at all. `denies`: words that deny, and so are no little words.
    """

    reported: Pattern[str]
    negated: Pattern[str]
    why: Pattern[str]
    reports: Pattern[str]
    ours: Pattern[str]
    denies: frozenset[str]


_WH = r"(?:what|when|where|who|whom|whose|which|why|how|if|whether|about|of|to)"
_I = r"(?:i|we|he|she|they|it)(?:'\w+)?"

GIVEN: Mapping[Language, Given] = {
    Language.ENGLISH: Given(
        reported=anywhere(
            r"(?:tell|tells|telling|told|know|knows|knew|known|think|thinks|thought|notic\w+|reali[sz]\w+|hear|heard"
            r"|mention\w*|say|says|saying|said|forg[eo]t\w*|remember\w*|believe\w*|find out|found out|aware|sure|mind"
            r"|minds|explain\w*|admit\w*|see|saw|seen|warn\w*|remind\w*|worr\w+|wrote|write)"
            r"(?: (?!about\b|of\b)[\w'-]+){0,3} (?<!\bon )(?<!\bin )(?<!\bat )(?<!\bof )(?<!\bfrom )(?<!\bto )"
            r"(?<!\bwith )(?<!\bfor )(?<!\bby )(?<!\bduring )that (?!last\b|this\b|time\b)(?:[\w'-]+ )+[\w'-]+",
            rf"(?:tell|telling|told|warn\w*)(?: (?!{_WH}\b)[\w'-]+){{1,2}} {_I} (?!need|want)\w+",
        ),
        negated=beginning(
            r"(?:and |but |so )?(?:isn't|aren't|wasn't|weren't|doesn't|didn't|hasn't|haven't|hadn't|won't)"
            r"(?: [\w':.-]+){3}",
            r"(?:is|are|was|were|does|did|has|have|will) (?:the |my |our )?[\w'-]+ not (?:[\w':.-]+ ?){2}",
        ),
        why=beginning(r"(?:and |but |so )?why (?!not\b)"),
        reports=anywhere(
            r"(?<!who )(?:says?|said|thinks?|thought|claims?|swears?|believes?|told|mentioned|gave|lent|took|returned"
            r"|returns|isn't|wasn't|looked|checked|searched|lost|can't find|couldn't find|had|needs?|wants?|has to"
            r"|have to|must)"
        ),
        ours=anywhere("i", "we", "is there", "are there"),
        denies=frozenset({"not"}),
    ),
    Language.GERMAN: Given(
        reported=anywhere(r"(?:dass|daß) (?:[\w'-]+ ){1,}[\w'-]+"),
        negated=beginning(
            r"(?:und |aber )?(?!wer\b|was\b|wo\b|wie\b|wann\b|kannst\b|könntest\b)\w+(?:st|t|d|en|ar|e|ag|at|am)"
            r" (?!(?:\S+ ){0,9}oder nicht\W*\Z)(?:[\w-]+ ){1,3}nicht(?: [\w:.-]+)+"
        ),
        why=beginning(r"(?:und |aber )?(?:warum|wieso|weshalb) (?!nicht\W*\Z)"),
        reports=anywhere(
            r"sagt|sagte|meint|meinte|glaubt|glaube|behauptet|erzählt|erwähnte|zurückgegeben|ausgeliehen|geliehen|gesucht"
            r"|verloren|nicht|hatte|braucht|brauche|muss"
        ),
        ours=anywhere("ich", "wir", "gibt es"),
        denies=frozenset({"nicht"}),
    ),
    Language.SPANISH: Given(
        reported=anywhere(
            r"(?:dijo|dije|dijeron|dicho|decir\w*|digo|dice|cont[oóé]\w*|contado|sab[eíi]\w*|sé|cre[eo]\w*|pens\w+|piens\w+"
            r"|not[oóa]\w*|enter\w+)(?: (?!lo\b|de\b)[\w'-]+){0,3}(?: de)? que (?:[\w'-]+ ){1,}[\w'-]+"
        ),
        negated=beginning(r"no (?!sabes\b|puedes\b|recuerdas\b|te\b)[\w]+(?: [\w':.-]+){2}"),
        why=beginning(r"(?:y |pero )?por qu[eé] (?!no\W*\Z)"),
        reports=anywhere(
            r"dice|dijo|cree|creo|piensa|prestó|devolvió|perdí|busqué|no|tenía|necesito|necesita|tengo que"
        ),
        ours=anywhere(r"yo", r"\w+mos", "hay"),
        denies=frozenset({"no"}),
    ),
    Language.FRENCH: Given(
        reported=anywhere(
            r"(?:dit|dis|dire|disait|raconté|sait|sais|savait|savoir|pense\w*|cro[iy]\w+|remarqué|appris|entendu|su|noté"
            r"|oublié|prévenu)(?: (?!ce\b|de\b)[\w'-]+){0,3} (?:que |qu')(?:[\w'-]+ )+[\w'-]+"
        ),
        negated=beginning(r"(?:n'\w+|ne \w+)-(?:t-)?\w+ pas (?:[\w':.-]+ ?){2}"),
        why=beginning(r"(?:et |mais )?pourquoi (?!pas\W*\Z)"),
        reports=anywhere(r"dit|croit|crois|pense|prêté|rendu|perdu|cherché|pas|avait|faut|doit|dois"),
        ours=anywhere(r"je", r"j'\w+", "on", "nous", "y a", "y a-t-il"),
        denies=frozenset({"pas"}),
    ),
}
