"""How people go on asking: the words that lean on the question before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.phrases.follow import Following
from bot.phrases.words import Language


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = Following(
    connectors=_set("and but or then so also ok okay thanks no well ah oh hm"),
    leads=_set("what when where who whom whose which why how"),
    beside=_set(
        "else exactly much many long often far then again at on in until since by from to with for time day come so"
    ),
    choices=_set("which one ones"),
    verbs=_set(
        "is are was were am do does did has have had will would can could should shall may must isn't aren't didn't "
        "doesn't"
        " what's who's where's when's how's"
    ),
    articles=_set("the my our your a an this that these those his her their"),
    owning=_set("my our your his her their"),
    of=_set("of"),
    prepositions=_set("in on at of for to from with about by under over into since until near before after and or not"),
    concerning=_set("for about with"),
    belongings=_set(
        "address number phone email mail birthday name age price cost time date place code password size colour color"
    ),
    selves=_set("me mine i myself us ours we"),
    persons=_set("he she him her they them"),
    plural=_set("they them their"),
    owners=_set("his her their hers"),
    things=_set("it its there they them"),
    about=r"(?:and )?(?:(?:what|how) (?:about|of)|how's|what's with)",
    more=(
        r"(?:tell me )?more(?: (?:about (?:it|that)|details|please))?|details|go on|anything (?:more|else)"
        r"|what do you mean|(?:the |any )?others?(?: ones?)?|really|are you sure(?: about (?:it|that))?|sure|say again"
        r"|is (?:that|this|it) (?:right|true|correct|so)"
    ),
    times=(
        r"today|tomorrow|yesterday|tonight|(?:on |in |next |last |this |by |until )?(?:monday|tuesday|wednesday"
        r"|thursday|friday|saturday|sunday|january|february|march"
        r"|april|may|june|july|august|september|october|november|december|week|month|year|weekend"
        r"|summer|winter|spring|autumn|20\d\d)"
    ),
    events=(
        r"\b(?:that|this)(?: (?:cost|happen|mean|work|take|go|again|exactly|then|from|said|written|kept))?\Z"
        r"|\b(?:said|says|say|wrote|written|told (?:me|you|us)|tell (?:me|you)|mentioned) (?:so|it)\Z"
        r"|\Awho (?:said|wrote|says|told (?:me|you|us))\Z|\Ahow do you know\Z"
    ),
    possessed="{name}'s {thing}",
    the_one_of=r"(?:the one|the ones|that|those) (?:of|from|for|with)\b",
    complete=r"\w's \w|\bof (?:\w+ )?\w+\Z",
    clitics="",
    joins="and",
)
_GERMAN = Following(
    connectors=_set("und aber oder dann also ok danke nein na ach ah hm"),
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
    owning=_set("mein meine meinen meinem unser unsere sein seine ihr ihre"),
    of=_set("von"),
    prepositions=_set(
        "in im an am auf von vom zu zum zur mit bei beim für nach aus über unter vor seit bis um ab an und oder nicht"
    ),
    concerning=_set("für von bei mit über"),
    belongings=_set(
        "adresse nummer telefonnummer mail geburtstag name alter preis uhrzeit zeit datum termin ort code passwort "
        "größe farbe"
    ),
    selves=_set("ich mich mir meiner meine meins wir uns"),
    persons=_set("er sie ihn ihm ihr"),
    plural=_set(""),
    owners=_set("sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer"),
    things=_set("dort es"),
    about=r"(?:und )?(?:(?:was ist|wie ist es|wie sieht es aus|wie steht es) mit|wie wäre es mit)",
    more=r"(?:erzähl (?:mir )?)?mehr(?: (?:dazu|davon|details))?|weiter|genauer"
    r"|(?:der|die|das) andere[rn]?|(?:sonst )?noch (?:et)?was|wirklich|bist du sicher|sicher|echt|stimmt das",
    times=(
        r"(?:am |im |nächste[nrs]? |letzte[nrs]? |diese[nrs]? )?(?:montag|dienstag|mittwoch|donnerstag|freitag"
        r"|samstag|sonntag|januar"
        r"|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|morgen|heute|gestern|woche"
        r"|monat|jahr|wochenende"
        r"|sommer|winter|frühling|herbst|20\d\d)"
    ),
    events=(
        r"\bdas(?: (?:[a-zäöüß]+(?:t|en)|noch|nochmal|genau))?\Z"
        r"|\bes (?:gesagt|geschrieben|notiert|erzählt)\Z|\Awer sagt(?: so)?\Z"
    ),
    possessed="{thing} von {name}",
    the_one_of=r"(?:der|die|das|den|dem)(?:jenigen?)? (?:von|für|mit)\b",
    complete=r"\w von (?:\w+ )?\w+\Z",
    clitics="",
    joins="und",
)
_SPANISH = Following(
    connectors=_set("y e o pero entonces ok vale gracias no bueno ah"),
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
    owning=_set("mi mis nuestro nuestra tu su sus"),
    of=_set("de del"),
    prepositions=_set("a al de del en con para por sobre desde hasta sin y o no"),
    concerning=_set("de para con sobre"),
    belongings=_set(
        "dirección número teléfono correo email cumpleaños nombre edad precio hora fecha lugar código contraseña talla "
        "color"
    ),
    selves=_set("yo mí mío mía nosotros"),
    persons=_set("él ella ellos ellas"),
    plural=_set("ellos ellas"),
    owners=_set("su sus"),
    things=_set("allí ahí"),
    about=r"(?:y )?(?:qué|que) (?:hay de|pasa con|tal)(?!\w)|y",
    more=r"(?:dime |cuéntame )?más(?: (?:detalles|sobre eso))?|algo más"
    r"|(?:el|los) otros?|(?:la|las) otras?|de verdad|en serio|seguro|estás seguro|es verdad",
    times=(
        r"(?:el |en |la )?(?:próxim[oa] |pasad[oa] )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero"
        r"|febrero|marzo|abril|mayo"
        r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|mañana|hoy|ayer|semana|mes|año|fin de semana"
        r"|verano|invierno|20\d\d)"
    ),
    events=r"\b(?:eso|esto)\Z|\blo (?:dijo|dije|dijiste|escribió|escribí|contó|anotó|apunté)\Z",
    possessed="{thing} de {name}",
    the_one_of=r"(?:el|la|los|las) (?:de|para|con)\b",
    complete=r"\w (?:de|del) (?:\w+ )?\w+\Z",
    clitics=r"\blo (?!que\b)\w",
    joins="y",
)
_FRENCH = Following(
    connectors=_set("et mais ou alors donc ok merci non bon ah"),
    leads=_set("quand où qui que quoi quel quelle quels quelles comment combien pourquoi lequel laquelle lesquels"),
    beside=_set("encore exactement d'autre à de pour avec depuis jusqu'à en heure jour temps alors"),
    choices=_set("lequel laquelle lesquels lesquelles"),
    verbs=_set(
        "est sont était a ont avait arrive arrivent vient viennent part commence finit coûte coûtent va vont habite "
        "travaille dit"
        " s'appelle ouvre ferme c'est peut doit expire as ai mange"
    ),
    articles=_set("le la les mon ma mes un une notre nos ton ta son sa ses ce cette"),
    owning=_set("mon ma mes notre nos ton ta son sa ses"),
    of=_set("de du"),
    prepositions=_set("à au aux de du des dans en avec pour par sur chez depuis sans et ou pas"),
    concerning=_set("pour de chez avec sur"),
    belongings=_set("adresse numéro téléphone mail anniversaire nom âge prix heure date lieu code mot taille couleur"),
    selves=_set("moi mien mienne nous"),
    persons=_set("il elle lui ils elles"),
    plural=_set("ils elles leur leurs"),
    owners=_set("son sa ses leur leurs"),
    things=_set("là-bas"),
    about=r"(?:et )?(?:qu'en est-il (?:de |d')|et pour|quant à)|et",
    more=(
        r"(?:dis-m'en )?plus(?: de détails)?|encore|continue|l'autre|les autres"
        r"|vraiment|c'est (?:sûr|vrai|ça)|tu es sûr"
    ),
    times=(
        r"(?:en |ce |le |la )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai"
        r"|juin|juillet|août"
        r"|septembre|octobre|novembre|décembre|demain|aujourd'hui|hier|semaine|mois|année|week-end|été|hiver|20\d\d)"
        r"(?: prochaine?| dernière?)?"
    ),
    events=(
        r"\b(?:ça|ca|cela)\Z|\bl'(?:a|ai|as) (?:dit|écrit|noté)\Z"
        r"|\Ac'(?:est|était) (?:quand|où|qui|quoi|combien|comment|pourquoi|à quelle heure)\Z"
    ),
    possessed="{thing} de {name}",
    the_one_of=r"(?:celui|celle|ceux|celles) (?:de\b|d'|pour\b)",
    complete=r"\w (?:de |du |des |d')(?:[\w']+ )?\w+\Z",
    clitics=r"\bl'(?:a|ai|as|avons|ont|avait)\b",
    joins="et",
)

FOLLOWING: Mapping[Language, Following] = {
    Language.ENGLISH: _ENGLISH,
    Language.GERMAN: _GERMAN,
    Language.SPANISH: _SPANISH,
    Language.FRENCH: _FRENCH,
}
