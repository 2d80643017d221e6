"""How people ask in German."""

from __future__ import annotations

from bot.phrases.grammar import Grammar, beginning, opening, whole

_W = (
    r"(?:wann|wo|wohin|woher|wer|wen|wem|wessen|was|wie|warum|wieso|weshalb"
    r"|wor?(?:zu|mit|für|über|von|an|auf|gegen|durch|nach|bei|aus|um|in|unter|vor)"
    r"|welche[rsmn]?|wieviele?|wie viele?)"
)
_VERB = (
    r"(?:ist|sind|war|waren|bin|bist|hat|habe|hab|haben|hatte|hatten|hast|kommt|kommst|kommen|kam|geht|gehen|ging"
    r"|kann|können"
    r"|muss|müssen|soll|sollen|sollte|wollte|will|wollen|wird|werden|wurde|wurden|darf|dürfen|heißt|heisst|heißen"
    r"|hieß|kostet"
    r"|kosten|fährt|fahren|fahre|fliegt|fliege|fliegen|wohnt|wohnen|macht|machen|mache|mach|läuft|endet|beginnt"
    r"|fängt|öffnet"
    r"|schließt|liegt|liegen|steht|stehen|gibt|gab|gibts|sagt|sagte|meinte|braucht|brauche|brauchen|weiß|weißt"
    r"|weisst|kennt"
    r"|schuldet|schulde|schulden|bringt|trifft|treffe|treffen|wäre|hätte|findet|war's|ist's|bekommt|bekomme|arbeitet|isst|trinkt|mag"
    r"|mögen|schrieb|kostete|kosteten|stand|standen|passiert|passierte|geschah|lag|lagen|blieb|gehört|fehlt|dauert|bedeutet)"
)

GERMAN = Grammar(
    asks=beginning(
        rf"{_W} \w+(?:t|en|e|st) (?:ich|wir|du|er|sie|man|ihr)\b",
        rf"{_W}(?: (?:genau|nochmal|noch mal|denn|eigentlich))? {_VERB}\b",
        rf"(?:welche[rsmn]?|wessen|wie viele?|wieviele?) (?:\w+ ){{1,3}}{_VERB}\b",
        r"(?:welche[rsmn]?) \w+ \w+(?:en|t) (?:in|im|am|an|auf|zu|zum|zur|für|bei|mit|wir|ich|man|der|die|das)\b",
        r"wie (?:lange|oft|alt|groß|gross|hoch|weit|teuer|spät|schwer|lang) (?:\w+)",
        r"(?:um|an|in|aus|von|mit|für|bei|seit|bis|auf|zu|ab) (?:wie ?viel|welche[rsmn]?|wem|wen|wann|wo|was)\b",
        r"(?:wer|wen|wem) (?!wagt|weiß|weiss|kennt schon|zuletzt|nicht)\w+(?:t|te|st)\b",
        r"(?:ist|sind|war|waren|hat|haben|hatte|hatten|kommt|kommen|gibt|muss|müssen|soll|sollen|sollte|kann|können"
        r"|darf"
        r"|dürfen|wird|werden|wurde|geht|fährt|bin|stimmt|brauche|brauchen) "
        r"(?:ich|wir|du|ihr|er|sie|es|man|jemand)\b(?! (?:machen|egal)\b)",
        r"hab(?:e)? ich\b|welche[rsmn]? [\w-]+\Z",
        r"mag (?!kein|nicht\b|die\b|den\b|das\b|gerne?\b|es\b|sehr\b|sein\b|lieber\b)\w+ [\w-]+\Z",
        r"(?:ist|sind|war|waren|hat|haben|kommt|kommen|wird|werden|wurde|kann|muss|soll|darf)"
        r" (?:der|die|das|mein\w*|unser\w*|dein\w*) \w+",
        r"hat \w+ (?:schon|noch|eigentlich|jemals|je|wieder|auch|am|im|mir|uns|heute|gestern) \w+",
        r"kommt \w+ (?:am|im|heute|morgen|auch|mit|noch|schon)\b",
        r"ist \w+ (?:schon|noch|vegetarier\w*|allergisch|verheiratet|zuhause|da|auch)\b",
        r"(?:hast|kennst|erinnerst) du\b",
        r"(?:der|die|das|den|mein\w*|unser\w*|\w+s) (?:[\w-]+ ){0,4}[\w-]+(?<!en),? bitte\Z",
        r"gibt(?:'?s| es)\b|weißt du\b|weisst du\b|weiss jemand\b",
        r"(?:kannst|könntest|kannste) du (?:mir |uns |bitte |mal )*(?:sagen|zeigen|suchen|finden|nachsehen"
        r"|nachschauen)",
        r"ich (?:frage mich|frag mich|wüsste (?:gerne?|ja gern)|möchte wissen|will wissen|muss wissen)\b",
        rf"(?:ich )?(?:hab|habe) (?:\w+ )?vergessen,? {_W}\b",
        rf"(?:ich )?(?:weiß|weiss) (?:nicht mehr|nimmer),? {_W}\b",
        r"(?:sag|sage|erzähl|erzähle|nenn|nenne) (?:mir|uns)\b(?! bescheid)",
        r"(?:zeig|zeige)(?: (?:mir|uns))?,? (?:mal )?(?:alle\w*|die|das|den|der|mein\w*|unser\w*|was|wo|\w+s\b)",
        r"(?:such|suche|find|finde)(?: mir)?(?: mal)?(?: (?:nach|die|das|den|mein\w*|unser\w*|alle\w*|was|wo|wann"
        r"|in)\b)",
        rf"(?:erinner|erinnere) mich,?(?: (?:nochmal|daran))?,? {_W}\b",
        r"gib mir (?:mal )?(?:die|das|den|alle\w*|mein\w*)\b",
        r"(?:liste|fass|fasse) (?:mir )?(?:alle\w*|die|das|den|mein\w*|zusammen|auf)\b",
        r"(?:alles|irgendwas|notizen) (?:über|zu|zum|zur)\b(?!.* (?:ist|war|sind)\b)",
        r"was ist mit\b|mehr(?: dazu| davon| details)?\Z",
        rf"(?:und |aber |oder )?{_W}(?: (?:noch|sonst|genau|denn|dann|nochmal))?\Z",
        rf"und {_W} \w+\Z",
        r"wer noch\b|was noch\b|sonst noch \w+",
    ),
    tells=beginning(
        r"wer weiß\b(?! (?:wo|wann|was|wie|noch))|wer weiss das\b|wer hätte\b.*gedacht|na und\Z|was soll'?s|was solls",
        r"was für (?:ein|eine|einen|'n|n) (?!\w+ (?:hat|fährt|ist|war|haben)\b)(?!.*\?)",
        r"wie (?:schön|süß|süss|nett|toll|cool|lieb|krass|traurig|peinlich|schade|immer|gesagt|besprochen)\b",
        rf"{_W} (?:ich|wir|du|er|man) \w+",
        r"vielleicht\b|wie wäre es\b|wie wär'?s\b|sollen wir nicht\b|wollen wir\b|warum nicht\b",
        r"(?:kannst|könntest|kannste|würdest) du (?!(?:mir |uns |bitte |mal )*(?:\S+ )*"
        r"(?:sagen|zeigen|suchen|finden|nachsehen|nachschauen|erinnern|geben|raussuchen)\b)",
        r"könnt ihr\b|kommst du\b|bist du\b|seid ihr\b",
    ),
    opens=opening(
        r"(?:hallo|hi|hey|moin|servus|guten (?:morgen|tag|abend))(?: zusammen| nochmal)?(?: satchel)?",
        r"ok(?:ay)?|also|so|ach|ähm|äh|übrigens|bitte|sorry|sag mal|mal|na|du(?=\s*,)",
        r"(?:kurze |eine |noch eine )?frage(?=\s*[:,-])",
    ),
    closes=whole(
        r"(?:vielen |lieben |herzlichen )?dank(?:e)?(?: dir| schön| sehr| im voraus)?",
        r"(?:hallo|hi|moin|guten (?:morgen|tag|abend))(?: zusammen| satchel)?",
        r"bitte|dringend|eilt|hilfe|lg|ok(?:ay)?|sorry",
        r"(?:ich )?(?:hab|habe)(?:'s| es| das)? (?:ganz |total |wieder )?vergessen",
        r"(?:ich )?finde (?:ihn|sie|es|das|die|den)(?: nicht| nirgends| nicht mehr)+|keine ahnung"
        r"|ich weiß (?:es )?nicht mehr",
    ),
)
