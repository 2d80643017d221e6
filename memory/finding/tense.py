"""Whether a text looks back or ahead, as far as its verbs show it, in four languages. Pure."""

import re
from typing import Final

from memory.finding.strong_verbs import PAST

_BACK: Final = re.compile(
    r"\b(?:was|were|had|did|went|said|told|left|ate|ran|"
    + "|".join(sorted(PAST))
    + r"|(?!(?:need|feed|seed|speed|shed|breed|bleed|hundred|indeed|naked|wicked|sacred|red|bed|wed)\b)\w{2,}ed"
    r"|war|waren|hatten?|wurden?|ging(?:en)?|kam(?:en)?|sah(?:en)?|traf(?:en)?|fuhr(?:en)?|gab|fand(?:en)?"
    r"|blieb(?:en)?|(?:sag|kauf|mach|spiel|koch|hol|zahl|lern|feier|besuch|arbeite)ten?"
    r"|(?!(?:gegen|geben|gehen|gelten|genen|gehoren|gestern|gesamt|genug|geht|gibt|gut|gebt|geburt\w*|gericht|gewicht"
    r"|gesicht|geschäft|gebiet|gerät)\b)(?:\w{2,4})?ge\w{2,}(?:t|en)"
    r"|fue|fui|fuimos|fueron|era|eran|estuv\w+|tuv\w+|hizo|hice|vi|vio|vimos|dijo|dije|hubo"
    r"|\w{2,}(?:ó|ieron|aron)|\w{2,}(?<!ar)(?<!er)(?<!ir)é"
    r"|(?:étai|avai)(?:s|t|ent)|(?:j'ai|(?:tu|il|elle|on) as?|nous avons|ont|je suis|est|sommes|sont) (?:\w+ )?"
    r"(?!(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|midi|ici|aussi|prévue?s?)\b)\w+(?:é|ée|és|ées|i|is|it|u|us|ue))\b"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|gonna|must|should|shall|can|is|are|has to|have to|needs?|due|(?:i|we|he|she|it|they|that|there)"
    r"(?:'(?:ll|m|s|re))? \w+|ist|sind|wird|werden?|muss|müssen|soll|sollen|kann|kommt|beginnt|findet"
    r"|(?:ich|wir|er|sie|es) \w+|es|será|voy|va|vamos|tengo|tiene|tenemos|viene|quedamos|hay que"
    r"|est|sera|sont|vais|allons|dois|doit|faut|vient|(?:je|nous|il|elle) \w+|on (?:a|va|se|doit)|j'\w+)\b"
)


def looks_back(text: str) -> bool:
    return bool(_BACK.search(text.lower()))


def looks_ahead(text: str) -> bool:
    """Whether it says that something is or will be so, and not that it was."""
    lower = text.lower().replace("\u2019", "'")
    return bool(_AHEAD.search(lower)) and not _BACK.search(lower)
