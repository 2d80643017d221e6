"""How people ask in Spanish, with and without the accents that a phone leaves out."""

from __future__ import annotations

from bot.phrases.grammar import Grammar, beginning, opening, whole

_MARKED = r"(?:cuándo|dónde|adónde|quién|quiénes|cuál|cuáles|cuánto|cuánta|cuántos|cuántas)"
_PLAIN = r"(?:cuando|donde|adonde|quien|quienes|cual|cuales|cuanto|cuanta|cuantos|cuantas|que|como)"
_Q = rf"(?:{_MARKED}|{_PLAIN}|qué|cómo|por qu[eé]|si)"
_VERB = (
    r"(?:es|son|era|eran|fue|fueron|está|están|esta|estan|estaba|tiene|tienen|tengo|tenemos|tenía|hay|había|hubo"
    r"|dijo|dijeron|dije"
    r"|llega|llegan|llego|viene|vienen|sale|salen|salgo|empieza|termina|acaba|caduca|vence|toca|abre|cierra|nació"
    r"|vive|trabaja"
    r"|cuesta|cuestan|costó|costaron|vale|se llama|se llamaba|queda|quedamos|quedan|va|van|voy|vamos|he|hemos|ha|han"
    r"|me|nos|le"
    r"|debo|debe|deben|puedo|sabes|sé|hago|se|te|recomendó|recomendo|compró|pagó|necesito|llevo|hice|hicimos"
    r"|significa|pasó|pasa|opina"
    r"|piensa|quiere|come|bebe|dejé|deje|puse|guardé|guarde|aparqué|aparque|compré|pagué|trae|tarda|mide|pesa|pone"
    r"|decidimos|acordamos)"
)

SPANISH = Grammar(
    asks=beginning(
        rf"¿?{_MARKED}(?! sea\b)\b",
        rf"(?:cuando|donde|adonde|cual|cuales|cuanto|cuanta|cuantos|cuantas|quien|quienes) {_VERB}\b",
        r"qué (?:talla|color|edad|tamaño|marca|modelo|número|tipo|libro|película|vino|médico|autobús|tren|fecha"
        r"|piso)\b",
        rf"(?:que|qué) (?:{_VERB}|\w+ {_VERB})\b(?! (?:bonito|rico|bien|pena))",
        rf"(?:cómo|como) (?:{_VERB}|\w+o)\b(?! (?:siempre|dijo|dijimos|quien))",
        r"cómo \w+",
        r"por qué\b|por que (?!si\b|no\b)\w+",
        rf"(?:a|de|en|con|para|por|desde|hasta|sobre) (?:{_MARKED}|qué|quien|cual|que (?:hora|d[ií]a|mes|año|calle"
        rf"|piso|fecha))\b",
        r"(?:me pregunto|quisiera saber|quiero saber|me gustar[ií]a saber|necesito saber)\b",
        rf"(?:tú )?(?:sabes|recuerdas|te acuerdas|te acuerdas de) {_Q}\b",
        r"(?:tienes|sabes|recuerdas|conoces|te acuerdas) (?:el|la|los|las|mi|mis|de|del|algo|alguna?|algún)\b",
        r"(?:el|la|los|las|mi|mis) (?:\w+ ){0,5}\w+,? (?:por favor|porfa)\Z",
        rf"(?:ya )?no (?:me acuerdo|recuerdo)(?: de)? {_Q}\b(?!,)",
        rf"(?:se me olvid[oó]|olvid[eé]|he olvidado) {_Q}\b",
        r"(?:dime|dinos|cu[eé]ntame)\b(?! ma[ñn]ana)",
        r"(?:mu[eé]strame|ens[eé][ñn]ame|m[aá]ndame|p[aá]same|dame) (?:el|la|los|las|mi|mis|todo\w*|lo|qué)\b",
        r"(?:b[uú]scame|encu[eé]ntrame|busca|encuentra)(?: (?:el|la|los|las|mi|mis|todo\w*|lo|qué|en|nuestr\w+)\b)",
        rf"recu[eé]rdame (?:otra vez )?{_Q}\b(?! (?:no|me))",
        r"(?:resume|lista|haz una lista|listar) (?:de )?(?:el|la|los|las|mi|mis|todo\w*|lo)\b",
        r"(?:todo|algo|notas) (?:sobre|acerca de|de)\b(?!.* (?:es|está|fue|son)\b)",
        r"(?:qué|que) (?:hay de|pasa con|tal)\b|(?:qué|que) más\Z|(?:algo )?más(?: detalles)?\Z",
        rf"(?:y |pero |o )?(?:{_MARKED}|qué|cómo|por qué|donde|cuando|quien|cual|cuanto|por que)(?: más"
        rf"| exactamente)?\Z",
    ),
    tells=beginning(
        r"[¡¿]?qué (?:bonit\w|bien|bueno|buena|rico|rica|lind\w|tarde)\b(?! (?:es|tengo|toca)\b)",
        r"[¡¿]?qué (?:d[ií]a|calor|fr[ií]o|alegr[ií]a|pena|l[aá]stima|gusto|suerte|risa|guay|asco"
        r"|maravilla|locura|horror|verg[uü]enza)\b(?! (?:es|era|fue|toca|tengo|tenemos|quedamos|hace en))",
        r"qui[eé]n sabe\Z|a qui[eé]n le importa|y qué\Z|por qué no\b|qu[eé] m[aá]s da\b|c[oó]mo no\b",
        r"y si\b|quiz[aá]s?\b|tal vez\b|a lo mejor\b",
        r"(?:puedes|podr[ií]as) (?!(?:por favor )?(?:decirme|mostrarme|enseñarme|buscar\w*|encontrar\w*|recordarme"
        r"|darme|ver|mirar)\b)",
        r"como (?:siempre|dijo|dije|dijimos|quieras|si)\b|que no se\b|cuando (?:llegue|era|vuelva|vuelvas|tenga"
        r"|pueda|puedas|sea)\b",
    ),
    opens=opening(
        r"(?:hola|buenas|buenos d[ií]as|buenas tardes|buenas noches|oye|eh)(?: satchel)?",
        r"ok(?:ay)?|vale|bueno|pues|entonces|por cierto|por favor|porfa|perdona|una cosa|a ver",
        r"(?:una |otra )?pregunta(?=\s*[:,-])",
    ),
    closes=whole(
        r"(?:muchas |mil )?gracias(?: de antemano)?",
        r"(?:hola|buenas|buenos d[ií]as|buenas tardes|buenas noches)(?: satchel)?",
        r"por favor|porfa|urgente|ayuda|vale|ok(?:ay)?|perdona",
        r"(?:ya )?no (?:me acuerdo|lo recuerdo|recuerdo|l[oa]s? encuentro|l[oa] s[eé])(?: nada)?"
        r"|se me (?:ha )?olvid(?:ó|o|ado)|ni idea",
    ),
)
