"""How people ask in French, as they write on a phone."""

from __future__ import annotations

from bot.phrases.grammar import Grammar, beginning, opening, whole

_Q = r"(?:quand|où|ou|qui|que|qu'|ce que|ce qu'|quoi|quel|quelle|quels|quelles|comment|combien|pourquoi|à quelle|si)"
_VERB = (
    r"(?:est|sont|était|étaient|a|ont|avait|avaient|as|ai|avons|arrive|arrivent|vient|viennent|part|partent|commence"
    r"|finit|se termine"
    r"|termine|ouvre|ferme|habite|vit|travaille|coûte|coûtent|coute|ont coûté|s'appelle|s'appelait|va|vont|dit"
    r"|disait|disent|pense"
    r"|peut|doit|dois|faut|veut|mange|boit|apporte|paie|paye|expire|on|c'est|il y a|y a|m'a|t'a|nous|se|sait|connaît"
    r"|reste|dure)"
)

FRENCH = Grammar(
    asks=beginning(
        r"(?:quand|où|comment|combien|pourquoi|qui) est-ce\b|(?:qu'|qui )?est-ce qu[ei']|qu'est[- ]ce\b",
        rf"quand {_VERB}\b(?!-| même)",
        rf"(?:où|combien) (?:{_VERB}|\w+-(?:je|tu|il|elle|on|nous|vous|ils|elles))\b|où j'ai\b|où (?:on|tu|il"
        rf"|elle) \w+",
        r"ou (?:est|sont|ai-je)\b",
        r"combien (?:de |d'|ça |cela |on |je |tu )\w+",
        r"qui (?:me|nous|te|lui) \w+",
        r"qui (?:a|ont|est|sont|était|vient|viennent|doit|avait|paie|apporte|sait|m'a|nous a|habite|peut|va|garde"
        r"|encore|d'autre)\b",
        r"qu[e'] ?(?:disait|dit|a|ont|est|fait|faut|pense|sais|voulait|veut|signifie|devient|devait)\b",
        r"quel(?:le)?s? (?:est|sont|était|étaient|\w+ (?:est|a|as|ai|on|avait|c'est|était|sont|ont|fait|j'ai|il|elle"
        r"|avons|faut|dois))\b",
        r"quel(?:le)?s? \w+ \w+ (?:a|as|ont|avait) \w+",
        r"quel(?:le)?s? [\w'-]+\Z",
        r"comment (?:s'appelle|s'appelait|on|est|va|ça|je|se|faire|relancer|marche|fonctionne|\w+er|\w+-(?:je|tu|il"
        r"|elle|on))\b",
        r"pourquoi (?!pas\b)\w+",
        r"(?:à|de|dans|pour|depuis|jusqu'à|chez|avec|par|sur|en) (?:quelle?s?|qui|quoi|quand|où|combien)\b(?! même)",
        r"c(?:'est|'était|est) (?:quand|quoi|où|qui|combien|lequel|laquelle|à quelle)\b(?! même)",
        r".{3,60} (?:où|quand|combien|à quelle heure|pourquoi|comment)\Z",
        r"(?:as|es|a|ai|est|avons|sais|peux|dois|va|vas|faut)-(?:t-)?(?:tu|il|elle|on|je|nous|ce)\b",
        rf"(?:est-ce que )?tu (?:te souviens|sais|te rappelles)(?: de)? {_Q}",
        r"tu (?:te souviens|te rappelles|as noté) (?:de|du|des|d'|ce|le|la|les|l')",
        r"tu (?:as|connais|sais) (?:le |la |les |l'|mon |ma |mes |des |quelque chose)",
        r"(?:le |la |les |l'|mon |ma |mes )(?:[\w'-]+ ){0,5}[\w'-]+,? (?:s'il te plaît|stp|svp)\Z",
        r"je me demande\b|(?:j'aimerais|je voudrais|je veux) savoir\b",
        rf"je (?:ne )?(?:sais plus|me souviens plus|me rappelle plus)(?: de)? {_Q}",
        rf"j'ai oublié {_Q}",
        r"(?:dis|redis|raconte)[- ](?:moi|nous)\b(?! si tu)",
        r"(?:montre|donne|envoie)[- ](?:moi|nous) (?:le|la|les|l'|mon|ma|mes|tou\w*|ce|son)",
        r"(?:cherche|trouve|retrouve)(?:[- ]moi)?(?: (?:le|la|les|l'|mon|ma|mes|tou\w*|ce que|ce qu'|dans|notre"
        r"|nos)\b)",
        rf"rappelle[- ]moi {_Q}(?! (?:te|tu))",
        r"(?:liste|résume)(?:[- ]moi)? (?:le|la|les|l'|mon|ma|mes|tou\w*|ce)",
        r"(?:tout|notes) (?:sur|à propos)\b(?!.* (?:est|était)\b)",
        r"(?:et |mais |ou )?(?:quand|où|qui|quoi|comment|combien|pourquoi|lequel|laquelle|lesquels)(?: encore"
        r"| d'autre| exactement)?\Z",
        r"quoi d'autre|autre chose\Z|plus de détails\Z",
    ),
    tells=beginning(
        r"quel(?:le)?s? (?:journée|jour|bonheur|plaisir|soirée|horreur|dommage|chance|temps|honte|belle|beau|bordel"
        r"|galère|merveille)\b"
        r"(?! (?:est|sont|on|as|a|fait|il))",
        r"qui (?:vivra|sait\Z)|qui l'eût cru|et alors\Z|pourquoi pas\b|peu importe|tu sais quoi|devine quoi",
        r"et si\b|peut-être\b|on pourrait\b",
        r"(?:peux|pourrais)[- ]tu (?!(?:me |m'|nous )?(?:dire|montrer|chercher|trouver|retrouver|rappeler|donner"
        r"|redire|vérifier)\b)",
        r"(?:peux|pourrais)[- ]tu (?:me |m')rappeler (?!(?:de |d'|à )?(?:ce|quand|où|qui|quel\w*|comment|combien)\b)",
        r"tu (?:peux|pourrais) (?!(?:me |m'|nous )?(?:dire|montrer|chercher|trouver|retrouver|rappeler|donner|redire"
        r"|vérifier)\b)",
        r"quand (?:j'|je |tu |on |il |elle |nous )(?!\w+ \?)",
        r"(?:t'es|tu es) (?:où|là)\b|tu viens\b",
    ),
    opens=opening(
        r"(?:salut|bonjour|bonsoir|coucou|hello)(?: satchel| à tous)?",
        r"ok(?:ay)?|alors|donc|bon|ben(?=\s*,)|euh|au fait|s'il te plaît|stp|svp|pardon|dis(?!-)",
        r"(?:une |petite |autre )?question(?=\s*[:,-])",
    ),
    closes=whole(
        r"merci(?: beaucoup| bien| d'avance)?",
        r"(?:salut|bonjour|bonsoir|coucou)(?: satchel| à tous)?",
        r"stp|svp|s'il te plaît|urgent|à l'aide|d'accord|ok(?:ay)?|pardon",
        r"j(?:e l)?'ai (?:complètement |encore )?oublié|je (?:ne )?(?:le |la |les )?(?:trouve|sais|retrouve) (?:plus"
        r"|pas)|aucune idée",
    ),
)
