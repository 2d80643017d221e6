"""How people go on asking: the words that lean on the question before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.phrases.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """One language's words for it, in lower case.

    `leads` ask; `beside` may stand beside them in a bare follow-up; `choices` choose among what was named.
    `about` begins "what about …"; `more` asks for the same again. `persons` and `owners` stand for
    somebody named before, `things` for something, `events` (at the
    end) for all that was asked; `possessed` says whose something is.
    """

    connectors: frozenset[str]
    leads: frozenset[str]
    beside: frozenset[str]
    choices: frozenset[str]
    verbs: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    persons: frozenset[str]
    owners: frozenset[str]
    things: frozenset[str]
    about: str
    more: str
    times: str
    events: str
    possessed: str


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = Following(
    connectors=_set("and but or then so also ok okay thanks"),
    leads=_set("what when where who whom whose which why how"),
    beside=_set("else exactly much many long often far then again at on in until since by from to with for time day"),
    choices=_set("which one ones"),
    verbs=_set(
        "is are was were am do does did has have had will would can could should shall may must isn't aren't didn't "
        "doesn't"
        " what's who's where's when's how's"
    ),
    articles=_set("the my our your a an this that these those his her their"),
    prepositions=_set("in on at of for to from with about by under over into since until near before after and or not"),
    persons=_set("he she him her they them"),
    owners=_set("his her their hers"),
    things=_set("it its there they them"),
    about=r"(?:what|how) about|and what about",
    more=r"(?:tell me )?more(?: (?:about (?:it|that)|details|please))?|details|go on|anything more|what do you mean",
    times=(
        r"today|tomorrow|yesterday|tonight|(?:on |in |next |last |this |by |until )?(?:monday|tuesday|wednesday"
        r"|thursday|friday|saturday|sunday|january|february|march"
        r"|april|may|june|july|august|september|october|november|december|week|month|year|weekend"
        r"|summer|winter|spring|autumn|20\d\d)"
    ),
    events=r"\b(?:that|this)(?: (?:cost|happen|mean|work|take|go|again|exactly|then))?\Z",
    possessed="{name}'s {thing}",
)
_GERMAN = Following(
    connectors=_set("und aber oder dann also ok danke"),
    leads=_set(
        "wann wo wohin woher wer wen wem wessen was wie warum wieso weshalb wozu womit welche welcher welches "
        "welchen welchem wieviel"
    ),
    beside=_set("noch sonst genau denn dann viel viele lange oft um an in seit bis ab von mit für uhr tag eigentlich"),
    choices=_set("welche welcher welches welchen welchem"),
    verbs=_set(
        "ist sind war waren hat haben habe hatte kommt kommen kam kann muss soll will wird wurde darf heißt heisst "
        "kostet fährt geht"
        " wohnt liegt steht gibt macht sagt sagte endet beginnt hab bin fliegt braucht isst mag arbeitet"
    ),
    articles=_set(
        "der die das den dem des mein meine meinen meinem unser unsere ein eine einen einem sein seine ihr ihre"
    ),
    prepositions=_set(
        "in im an am auf von vom zu zum zur mit bei beim für nach aus über unter vor seit bis um ab an und oder nicht"
    ),
    persons=_set("er sie ihn ihm ihr"),
    owners=_set("sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer"),
    things=_set("dort"),
    about=r"(?:und )?(?:was ist mit|wie sieht es aus mit|wie steht es mit)",
    more=r"(?:erzähl (?:mir )?)?mehr(?: (?:dazu|davon|details))?|weiter|genauer",
    times=(
        r"(?:am |im |nächste[nrs]? |letzte[nrs]? |diese[nrs]? )?(?:montag|dienstag|mittwoch|donnerstag|freitag"
        r"|samstag|sonntag|januar"
        r"|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|morgen|heute|gestern|woche"
        r"|monat|jahr|wochenende"
        r"|sommer|winter|frühling|herbst|20\d\d)"
    ),
    events=r"\bdas(?: (?:[a-zäöüß]+(?:t|en)|noch|nochmal|genau))?\Z",
    possessed="{thing} von {name}",
)
_SPANISH = Following(
    connectors=_set("y e o pero entonces ok vale gracias"),
    leads=_set(
        "cuándo dónde adónde quién quiénes qué cuál cuáles cómo cuánto cuánta cuántos cuántas cuando donde quien "
        "cual como cuanto"
    ),
    beside=_set("más exactamente a de por para con desde hasta en hora día tiempo entonces que"),
    choices=_set("cuál cuáles cual cuales"),
    verbs=_set(
        "es son era fue está están tiene tengo hay dijo llega llegan llegó viene vienen sale salen empieza termina "
        "cuesta vale va van"
        " vive trabaja se ha han caduca queda costó come vence toca"
    ),
    articles=_set("el la los las mi mis un una nuestro nuestra tu su sus"),
    prepositions=_set("a al de del en con para por sobre desde hasta sin y o no"),
    persons=_set("él ella ellos ellas"),
    owners=_set("su sus"),
    things=_set("allí ahí"),
    about=r"(?:y )?(?:qué|que) (?:hay de|pasa con|tal)|y",
    more=r"(?:dime |cuéntame )?más(?: (?:detalles|sobre eso))?|algo más",
    times=(
        r"(?:el |en |la )?(?:próxim[oa] |pasad[oa] )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero"
        r"|febrero|marzo|abril|mayo"
        r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|mañana|hoy|ayer|semana|mes|año|fin de semana"
        r"|verano|invierno|20\d\d)"
    ),
    events=r"\b(?:eso|esto)\Z",
    possessed="{thing} de {name}",
)
_FRENCH = Following(
    connectors=_set("et mais ou alors donc ok merci"),
    leads=_set("quand où qui que quoi quel quelle quels quelles comment combien pourquoi lequel laquelle lesquels"),
    beside=_set("encore exactement d'autre à de pour avec depuis jusqu'à en heure jour temps alors"),
    choices=_set("lequel laquelle lesquels lesquelles"),
    verbs=_set(
        "est sont était a ont avait arrive arrivent vient viennent part commence finit coûte coûtent va vont habite "
        "travaille dit"
        " s'appelle ouvre ferme c'est peut doit expire as ai mange"
    ),
    articles=_set("le la les mon ma mes un une notre nos ton ta son sa ses ce cette"),
    prepositions=_set("à au aux de du des dans en avec pour par sur chez depuis sans et ou pas"),
    persons=_set("il elle lui ils elles"),
    owners=_set("son sa ses leur leurs"),
    things=_set("là-bas"),
    about=r"(?:et )?(?:qu'en est-il (?:de |d')|et pour)|et",
    more=r"(?:dis-m'en )?plus(?: de détails)?|encore|continue",
    times=(
        r"(?:en |ce |le |la )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai"
        r"|juin|juillet|août"
        r"|septembre|octobre|novembre|décembre|demain|aujourd'hui|hier|semaine|mois|année|week-end|été|hiver|20\d\d)"
        r"(?: prochaine?| dernière?)?"
    ),
    events=r"\b(?:ça|ca|cela)\Z",
    possessed="{thing} de {name}",
)

FOLLOWING: Mapping[Language, Following] = {
    Language.ENGLISH: _ENGLISH,
    Language.GERMAN: _GERMAN,
    Language.SPANISH: _SPANISH,
    Language.FRENCH: _FRENCH,
}
