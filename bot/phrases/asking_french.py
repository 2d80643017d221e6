"""What shows that a French sentence certainly asks."""

from __future__ import annotations

from bot.phrases.asking import NOTHING, Asking, anywhere
from bot.phrases.grammar import beginning

_Q = r"(?:quand|où|qui|que|quoi|quel(?:le)?s?|comment|combien|pourquoi|lequel|laquelle)"
_VERB = (
    r"(?:est|sont|était|étaient|a|ont|avait|avaient|as|ai|avons|arrive|arrivent|vient|viennent|part|partent|commence"
    r"|finit|termine|ouvre|ferme|habite|vit|travaille|coûte|coûtent|coute|s'appelle|s'appelait|va|vont|dit"
    r"|disait|pense"
    r"|peut|doit|dois|faut|veut|mange|mangent|boit|apporte|paie|paye|expire|sait|connaît|reste|dure|fait|fuit"
    r"|aime|joue"
    r"|parle|prend|met|déteste|adore|déménage|sera|seront|naît|meurt|quitte|devient|tient|croit|voit)"
)
_THE = r"(?:le|la|les|un|une|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|ce|cet|cette|ces|du|des)"
_WHO = r"(?:je|tu|il|elle|on|nous|vous|ils|elles|ce)"
_DAY = r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|aujourd'hui"

FRENCH_ASKING = Asking(
    questions=beginning(
        r"(?:et |mais )?(?:(?:à |de |pour |avec )?(?:quand|où|comment|combien|pourquoi|qui|quoi) )?est-ce qu[ei']",
        r"qu'est[- ]ce\b|qui est-ce\b",
        rf"(?:et )?(?:quand|où|combien|comment|qui) (?:me |te |nous |lui |se |m'|t')?{_VERB}\b(?!-là)",
        rf"où j'ai\b|où (?:on|tu|il|elle) \w+|qui \w+ (?!c'est\b|est\b){_THE}\b",
        r"combien (?:de |d'|ça |cela |on |je |tu )\w+",
        rf"(?:où|quand|comment|combien|pourquoi|que|qu') ?[\w' -]+-(?:t-)?{_WHO}\b",
        r"qu[e'] ?(?:disait|dit|a|ont|est|fait|faut|pense|sais|voulait|veut|signifie|devient|devait)\b",
        r"quel(?:le)?s? (?:est|sont|était|étaient)\b|quel(?:le)?s? \w+ (?:[\w']+ ){0,3}\w+",
        r"comment (?:on|ça|je|se|faire|\w+er)\b|pourquoi (?!pas\b)\w+",
        r"(?:à|de|dans|pour|depuis|jusqu'à|chez|avec|par|sur|en) (?:quel(?:le)?s?|qui|quoi|quand|où|combien)\b"
        r"(?! même)",
        r"(?:et |mais |ou )?(?:quand|où|qui|quoi|comment|combien|pourquoi|lequel|laquelle)(?: encore| d'autre)?\Z",
        r"quel(?:le)?s? [\w'-]+\Z",
        r"c(?:'est|'était|est) (?:quand|quoi|où|qui|combien|lequel|laquelle|à quelle)\b",
    ),
    named=NOTHING,
    polar=beginning(
        rf"(?:quand|où|comment|combien) (?!{_WHO}\b|{_THE}\b|même\b|est-ce\b)[\w'-]+ "
        rf"(?:{_THE} [\w' -]+|l'[\w' -]+|[\w-]+)\Z",
        rf"qui (?!{_WHO}\b)\w+ (?:{_THE}|[ld]') ?[\w' -]+\Z",
        r".{2,60} (?:où|quand|combien|à quelle heure|pourquoi|comment)(?: \w+ \w+)?\Z",
        rf"(?!n'est-)(?:[\w'-]+ ){{0,4}}[\w']+-(?:t-)?{_WHO}\b",
        r"c'(?:est|était) \w+ ou \w+|quelqu'un \w+",
    ),
    frames=beginning(
        r"(?:raconte|chante)[- ](?:moi|nous)(?: (?:une?|des))?\b",
        r"(?:est-ce que )?(?:tu|vous) (?:te souviens|te rappelles|sais|savez|connais|connaissez)(?: (?:de|du"
        r"|encore))*\b",
        r"(?:sais|connais|te souviens|te rappelles)-tu(?: (?:de|du|encore))*\b",
        r"(?:est-ce que )?(?:tu (?:peux|pourrais)|peux-tu|pourrais-tu) (?:me |m'|nous )?(?:dire|montrer"
        r"|chercher|trouver"
        r"|retrouver|rappeler|donner|redire|vérifier)\b",
        r"(?:dis|redis|montre|donne|trouve|cherche|rappelle)[- ](?:moi|nous)\b",
        r"(?:est-ce que )?(?:je t'ai|t'ai-je|tu as|as-tu) (?:déjà )?(?:dit|raconté|parlé|entendu|vu|su|noté)\b",
        r"je me demande\b|(?:j'aimerais|je voudrais|je veux) savoir\b|j'ai oublié\b",
    ),
    links=beginning(
        r"(?:de |à |avec |pour |chez )?(?:quand|où|qui|quoi|quel(?:le)?s?|comment|combien|pourquoi|lequel)\b|ce qu[e']"
        r"|s'il\b|si\b",
        r"(?:dont|pour \w+er|avant)\b",
    ),
    tells=beginning(
        r"(?:est-ce que )?(?:tu|vous|te|vous|[\w']+-(?:tu|vous))\b.*(?<!\bce) (?:que |qu')",
        r"(?:est-ce que )?(?:tu savais|savais-tu|saviez-vous|tu y crois)\b",
        r"(?:est-ce que )?(?:tu (?:peux|pourrais)|peux-tu|pourrais-tu) (?!(?:me |m'|nous )?(?:dire|montrer|chercher"
        r"|trouver|retrouver|rappeler|donner|redire|vérifier)\b)",
        r"(?:(?:est-ce que )?(?:tu (?:peux|pourrais)|peux-tu|pourrais-tu) )?(?:me |m'"
        r"|rappelle[- ]moi )(?:rappeler )?(?:de |d'|que )(?!(?:qui|quoi|quand|où))",
        r"(?:tu (?:peux|pourrais)|peux-tu|pourrais-tu) me rappeler (?!(?:ce|quand|où|qui|quel\w*|comment"
        r"|combien|le|la)\b)",
        r"(?:souviens|rappelle|note|retiens)[- ](?:toi|moi)? ?(?:de |d'|que |qu')",
        r"c'est pas\b|n'est-ce pas\b|qui l'eût\b|quand (?:j'|je |tu |on |il |elle |nous )(?!.*-)",
        r"quel(?:le)?s? (?:journée|jour|bonheur|plaisir|soirée|horreur|dommage|chance|honte)\b(?! (?:est|sont"
        r"|on|as|a))",
    ),
    leads=beginning(rf"(?:et|ou|mais|encore|{_THE}|au|aux|en|à|pour|avec|chez|dans|sur|de)\b|l'|d'"),
    finite=anywhere(
        r"(?:je|tu|il|elle|on|nous|vous|ils|elles)",
        rf"(?:[jtmscnl]'|qu')?{_VERB}",
        r"acheter|appeler|payer|prendre|chercher|c'est|c'était|ça|que|j'\w+|qu'\w+|\w+(?:aient|ait|èrent|era|ont)",
    ),
    answered=anywhere(
        r"quand (?:.* )?à \S*\d\S*(?: heures?)?\Z",
        r"(?:oui|si)\Z",
        rf"quand (?:.* )?(?<!le )(?<!de )(?<!pour )(?:{_DAY})\Z",
    ),
    answered_if_unmarked=anywhere(
        r"où (?:est|sont|était)\b.* (?:sous|dans|sur|derrière|à côté|chez|au-dessus|au|en) [\w' -]+\Z",
        r"où\b.* (?:sous|derrière|à côté|au-dessus|devant) [\w' -]+\Z",
        r"où (?:est|sont|était)\b.* dans l'\w+\Z",
        r"qui \w+ (?:c'est|est|c'était|était)\b.*",
    ),
    before=frozenset(
        "en à au aux de du des d' dans pour avec chez depuis jusqu'à vers par sur numéro et ou"
        " quel quelle c'était c'est".split()
    ),
    articles=frozenset("le la les un une mon ma mes ton ta tes son sa ses notre nos ce cette".split()),
)
