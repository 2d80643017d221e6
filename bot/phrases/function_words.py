"""The little words of each language: they tell languages apart, and are no one's name and no topic."""

from __future__ import annotations

from bot.phrases.words import Language

_ENGLISH = """
a about after again all also am an and any anything are as at be been before but by can could did do does doing else
ever for from get give got had has have he her hers him his how i if in into is it its just list many me more most
much my next no not now of off on one or our out over please shall she should show so some still tell than that the
their them then there these they this those to too under until up us was we were what what's when where which who
whose whom why will with would yet you your find remind search every everything again yes ok hi hello hey thanks
thank last since later now
"""
_GERMAN = """
aber alle alles als also am an auch auf aus bei beim bin bis bist bitte da dann das dass dem den denn der des deine
die dir dich doch du ein eine einem einen einer eines er es euch für gab gib gibt hab habe haben hast hat hatte
heute hier ich ihm ihn ihr ihre im in ist ja kann kein keine kommt können man mein meine meinem meinen meiner mich
mir mit muss nach nicht nichts noch nochmal nun nur ob oder schon sein seine seit sich sie sind so soll über um und
uns unser unsere unter vom von vor wann war waren warum was wegen weil welche welcher welches wem wen wenn wer
wessen wie wieso wieviel will wir wird wo woher wohin wurde zu zum zur zeig zeige such suche suchen finde sag danke
dank vielen neuen hallo morgen gestern jetzt danach später
"""
_SPANISH = """
a al algo ante antes aquí así aún con como cómo cuál cual cuándo cuando cuánto cuanto dame de del desde dime dice
dijo dónde donde el él ella ellos en era es esa ese eso esta está están este esto estos fue ha hay hasta he hoy la
las le les lo los más me mi mis muy nada ni no nos nosotros o otra otro para pero por porque qué que quién quien se
sé ser si sí sin sobre son su sus también te tengo tiene todo todos tu tú tus un una uno unos y ya yo busca buscar
muéstrame gracias hola mañana ayer sabes ahora luego después
"""
_FRENCH = """
à ai as au aux avait avec avez avons c'est ça ce ces cette chez combien comme comment d'accord dans de depuis des
dis dit donc du elle elles en est est-ce et était être eu il ils j'ai je l'a la le les leur leurs lui ma mais me mes
moi mon ne ni nos notre nous on ont ou où par pas pendant plus pour pourquoi qu'est-ce quand que quel quelle quelles
quels qui quoi sa sans se ses si son sont sous sur ta te tes toi ton tous tout toute très tu un une vers vos votre
vous y cherche trouve montre merci a montre-moi donne-moi dis-moi rappelle-moi chercher nouveau bonjour salut demain
hier sais maintenant après ensuite
"""

FUNCTION_WORDS = {
    Language.ENGLISH: frozenset(_ENGLISH.split()),
    Language.GERMAN: frozenset(_GERMAN.split()),
    Language.SPANISH: frozenset(_SPANISH.split()),
    Language.FRENCH: frozenset(_FRENCH.split()),
}
