"""What shows that a Spanish sentence certainly asks."""

from __future__ import annotations

from bot.phrases.asking import NOTHING, Asking, anywhere
from bot.phrases.grammar import beginning

_Q = r"(?:cu[aá]ndo|d[oó]nde|ad[oó]nde|qui[eé]n(?:es)?|cu[aá]l(?:es)?|cu[aá]nt[oa]s?|qué|c[oó]mo|por qu[eé])"
_MARKED = r"(?:cuándo|dónde|adónde|quién(?:es)?|cuál(?:es)?|cuánt[oa]s?)"
_VERB = (
    r"(?:es|son|era|eran|fue|fueron|está|están|esta|estan|estaba|tiene|tienen|tengo|tenemos|tenía|hay|había|hubo"
    r"|llega|llegan|viene|vienen|sale|salen|empieza|termina|acaba|caduca|vence|toca|abre|cierra|vive|viven|trabaja"
    r"|cuesta|cuestan|vale|queda|quedan|va|van|voy|vamos|he|hemos|ha|han|has|debo|debe|deben|puedo|puede|pueden"
    r"|sé|hago"
    r"|necesito|necesita|llevo|lleva|significa|pasa|opina|piensa|quiere|come|bebe|trae|tarda|mide|pesa|pone|calza"
    r"|gusta|gustan|muda|llama|llaman|debo|sabe|conoce|habla|juega|dice|cree|gotea|funciona)"
)
_DONE = (
    r"\w{2,}(?:é|ó|aste|iste|aron|ieron|aba|aban|í)"
    r"|dijo|dije|dijeron|hizo|hice|puso|puse|vino|fui|trajo|tuvo|dio|dieron"
)
_THE = r"(?:el|la|los|las|un|una|mi|mis|tu|tus|su|sus|nuestr[oa]s?|este|esta|ese|esa|lo|del|al)"
_DAY = r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|hoy"

SPANISH_ASKING = Asking(
    questions=beginning(
        rf"(?:y |pero )?¿?{_MARKED}(?! sea\b)\b",
        rf"qué (?:{_VERB}|{_DONE}|\w+ (?:{_VERB}|{_DONE})|(?:me|te|le|nos|se) \w+)\b|qué (?:talla|color|edad|tamaño"
        r"|marca|modelo|número|tipo|libro|película|vino|médico|tren|fecha|hora|d[ií]a|piso)\b",
        r"cómo \w+|por qué \w+",
        rf"(?:a|de|en|con|para|por|desde|hasta|sobre) (?:{_MARKED}|qué|quien|cual)\b",
        rf"(?:y |pero |o )?(?:{_Q})(?: más| exactamente)?\Z",
        r"(?:qué|que) (?:hay de|pasa con|tal|más)\b",
    ),
    named=NOTHING,
    polar=beginning(
        r".{2,40} (?:cu[aá]ndo|d[oó]nde)\Z",
        rf"(?:y )?(?:cuando|donde|adonde|cual|cuales|quien|quienes|como|cuanto|cuanta) (?:{_VERB}|{_DONE}|se|me|le)\b"
        rf"(?! (?:es|está|fue|son)\b)",
        r"(?:cuantos|cuantas) \w+|¿?alguien \w+",
        rf"¿?(?!.*\ba las? \d|\w+ \d)(?:ya |aún |todavía )?(?!es\b(?! (?:{_THE}|verdad|cierto|hoy|mañana|por|en"
        rf"|\w+[oa])\b))(?:{_VERB}|{_DONE})\b",
        rf"¿(?!.*\ba las? \d)\w+(?:amos|emos|imos|a|e|an|en|o) (?:{_THE}|a|en|de|con|que)\b",
    ),
    frames=beginning(
        r"(?:tú )?(?:sabes|recuerdas|conoces|te acuerdas)(?: (?:de|del|ya|tú))*\b",
        r"(?:me )?(?:puedes|podrías) (?:por favor )?(?:decirme|mostrarme|enseñarme|buscar\w*|encontrar\w*|recordarme"
        r"|darme|ver|mirar|decir|mostrar|dar)\b",
        r"(?:dime|dinos|cuéntame|muéstrame|enséñame|dame|búscame|encuéntrame|mándame|recuérdame)\b",
        r"(?:te|ya te) (?:dije|he dicho|conté)\b|has (?:oído|visto|leído)\b|(?:te )?(?:enteraste|has enterado)\b",
        r"(?:me pregunto|quisiera saber|quiero saber|necesito saber)\b|no recuerdo\b|olvidé\b",
    ),
    links=beginning(
        r"(?:de |a |en |con |para |por )?(?:qué|cuándo|dónde|adónde|cómo|cuánt[oa]s?|quién(?:es)?|cuál(?:es)?"
        r"|cuando|donde"
        r"|como|quien)\b|si\b|lo que\b",
    ),
    tells=beginning(
        r"(?:sab[ií]as|sab[ií]an|sabe usted)\b|no (?:es|está|crees|te parece)\b|es \w+ que\b|(?:te )?\w+(?:as"
        r"|es|ste)(?: \w+)?(?: de)? que\b(?<!lo que)",
        r"(?:me )?(?:puedes|podrías) (?!(?:por favor )?(?:decirme|mostrarme|enseñarme|buscar\w*|encontrar\w*"
        r"|recordarme"
        r"|darme|ver|mirar|decir|mostrar|dar)\b)",
        rf"(?:(?:me )?(?:puedes|podrías) recordarme|recu[eé]rdame) (?!(?:otra vez )?(?:de |a |con )?(?:{_Q}|si)\b)",
        r"(?:acu[eé]rdate|apunta|anota|recuerda)\b|te lo puedes\b",
        r"(?:cuando|quien|donde) \w+ (?:es|está|fue|llov|\w+amos|\w+le)\b|quién (?:iba|lo diría)",
        r"qué (?:d[ií]a|calor|fr[ií]o|alegr[ií]a|pena|l[aá]stima|gusto|suerte|risa)\b"
        r"(?! (?:es|era|fue|toca|tengo|tenemos|quedamos|viene))",
    ),
    leads=beginning(rf"(?!tus? )(?:y|o|pero|otra vez|{_THE}|en|para|con|sobre|de|a)\b"),
    finite=anywhere(
        r"(?:yo|él|ella|nosotros|nosotras|ellos|ellas|usted|que|me|le|te|se|nos)",
        rf"(?:{_VERB}|{_DONE})",
        r"comprar|llamar|pagar|recoger|traer|\w{3,}(?:amos|emos|imos)",
    ),
    answered=anywhere(
        r"cu[aá]ndo (?:.* )?a las? \S*\d\S*\Z",
        r"sí\Z",
        rf"cu[aá]ndo (?:.* )?(?<!el )(?<!del )(?<!para )(?<!de )(?:{_DAY})\Z",
    ),
    answered_if_unmarked=anywhere(
        r"d[oó]nde\b.* (?:debajo|detrás|bajo|encima|dentro|junto|delante) [\w -]+\Z",
        r"d[oó]nde (?:está|están|esta|estan|estaba)\b.* (?:debajo|en|sobre|detrás|bajo|encima|dentro"
        r"|junto) [\w -]+\Z",
        r"qui[eé]n (?!es\b)\w+ (?:es|fue)\b.*",
    ),
    before=frozenset("en a al de del para con desde hasta por sobre día número y o qué cuál".split()),
    articles=frozenset("el la los las un una mi mis tu tus su sus nuestro nuestra este esta".split()),
)
