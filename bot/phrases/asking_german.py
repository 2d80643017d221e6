"""What shows that a German sentence certainly asks."""

from __future__ import annotations

from bot.phrases.asking import Asking, anywhere
from bot.phrases.grammar import beginning

_W = (
    r"(?:wann|wo|wohin|woher|wer|wen|wem|wessen|was|wie|warum|wieso|weshalb"
    r"|wor?(?:zu|mit|für|über|von|an|auf|gegen|durch|nach|bei|aus|um|in|unter|vor)"
    r"|welche[rsmn]?|wieviele?)"
)
_VERB = (
    r"(?:ist|sind|war|waren|bin|bist|hat|habe|hab|haben|hatte|hatten|hast|kommt|kommst|kommen|kam|geht|gehen|ging"
    r"|kann|können|muss|müssen|soll|sollen|sollte|wollte|will|wollen|wird|werden|wurde|wurden|darf|dürfen|heißt"
    r"|heisst"
    r"|hieß|gibts|gibt|gab|fährt|läuft|liegt|steht|sagt|sagte|meinte|weiß|weißt|weisst|wäre|hätte|war's|ist's|mag|lag"
    r"|stand|blieb|trifft|fing|ließ|rief|würde|würden|könnte|könnten|schrieb|fand|nahm|lieh|bekam|brachte|ging"
    r"|fuhr|kennt|kostet|wohnt|schulde)"
)
_ANY_VERB = (
    rf"(?:{_VERB}|(?!(?:heute|bitte|gerade|letzte|nächste|erste|zweite|leute|seit|mit|nicht|jetzt|zuletzt|erst"
    rf"|fast|sonst"
    r"|dort|fort|samt|meine|deine|seine|ihre|unsere|eine|keine|alle|morgen|gestern|neben|zwischen|ohne)\b)"
    r"\w+(?:t|te|ten|st|e|en))"
)
_PERSON = r"(?:ich|wir|du|ihr|er|sie|es|man|jemand|ihr)"
_THE = (
    r"(?:der|die|das|den|dem|des|ein\w{0,2}|mein\w{0,2}|unser\w{0,2}|dein\w{0,2}|sein\w{0,2}|ihr\w{0,2}|kein\w{0,2}"
    r"|alle\w?|diese\w?|jede\w?)"
)
_DAY = r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|morgen|heute"

GERMAN_ASKING = Asking(
    questions=beginning(
        rf"(?:und |aber )?{_W}(?: (?:genau|nochmal|noch mal|noch|denn|eigentlich|sonst))? {_ANY_VERB}\b"
        rf"(?! (?:ist|sind|war|waren|hat|haben|wird)\b)(?!\w* {_THE} (?:hat|ist)\b)",
        rf"(?:und |aber |oder )?{_W}(?: (?:noch|sonst|genau|denn|dann|nochmal|viel|viele|lange|oft|mit \w+))?\Z",
        rf"(?:welche[rsmn]?|wessen|wie viele?|wieviele?) (?:[\w-]+ ){{1,3}}{_ANY_VERB}\b",
        r"wie (?:lange|oft|alt|groß|gross|hoch|weit|teuer|spät|schwer|lang|viele?) \w+",
        r"(?:um|an|in|aus|von|mit|für|bei|seit|bis|auf|zu|ab) (?:wie ?viel|welche[rsmn]?|wem|wen|wann|wo|was)\b",
        r"was ist mit\b|mehr(?: dazu| davon)?\Z",
        rf"wer (?!{_THE}\b|zuerst\b|zuletzt\b|wagt\b)\w+ {_THE} [\w-]+(?: [\w-]+)?\Z",
        r"welche[rsmn]? [\w-]+\Z|was (?:kostet|kosten|wiegt) [\w,.-]+\Z",
        r"(?:hat|ist|war|kann|kennt|weiß|will|kommt|braucht|findet) (?:jemand|irgendwer|irgendjemand)\b",
        r"(?:habe?|hat|haben|bin|war|sind|kann|soll|sollen|muss|müssen|darf) (?:ich|wir|er|man)\b"
        r"(?=.*(?:t|en)\Z)(?!.*\b(?:heute|morgen|gestern)\b)",
    ),
    named=beginning(
        r"(?:[Ii]st|[Ss]ind) (?:der|die|das|mein\w*|dein\w*|unser\w*|euer|eure)"
        r" (?!(?:Woche|Nacht|Zeit|Tage)\b)[A-ZÄÖÜ][\w-]+"
        r" (?!(?:weg|krank|da|unterwegs|dran)\b)[a-zäöü]\w+\Z"
    ),
    polar=beginning(
        r".{2,40} (?:wann|wo|wieviel|wer)\Z",
        rf"{_ANY_VERB} (?:{_PERSON}|{_THE}|[\w-]+(?: (?:schon|noch|eigentlich|jemals|je|auch|am|im|um|in|an|zu"
        rf"|mit|mir|uns"
        rf"|heute|gestern|morgen|wieder|oder|nicht|allergisch|vegetarisch|verheiratet|schwanger|da)\b))",
        rf"{_VERB} (?!(?:noch|schon|nicht|heute|morgen|gestern|am|im|in|um|zum|zur|zu|bei|beim|mit|jetzt|gleich"
        rf"|bald|wieder|auch"
        r"|nur|doch|immer|nie|von|vom|nach|aus|auf|an|für|leider|krank|weg|da)\b)\w+",
    ),
    frames=beginning(
        r"(?:weißt|weisst|kennst|erinnerst|findest) du(?: (?:dich|noch|vielleicht|zufällig|mir|an|schon|mal))*\b",
        r"(?:kannst|könntest|kannste) du (?:(?:mir|uns|bitte|mal|noch|dich) )*(?:sagen|zeigen|suchen|finden|nachsehen"
        r"|nachschauen|erinnern|raussuchen|geben)\b",
        r"(?:kannst|könntest|kannste) du (?:(?:mir|uns|bitte|mal) )*(?=.* (?:sagen|zeigen|suchen|finden"
        r"|nachsehen|nachschauen|raussuchen|geben)\Z)",
        r"(?:bitte )?(?:sag|sage|erzähl|zeig|zeige|gib|nenn|such|suche|finde?) (?:mir|uns)(?: (?:mal|bitte"
        r"|alles|über|von))*\b",
        r"(?:hab|habe) ich (?:(?:dir|euch|schon|mal|dir schon) )*(?:gesagt|erzählt|geschrieben|erwähnt|notiert)\b",
        r"hast du (?:(?:schon|mal|auch) )*(?:gehört|gesehen|gelesen|mitbekommen)\b",
        r"ich (?:frage mich|frag mich|wüsste gerne?|möchte wissen|will wissen)\b",
        r"(?:ich )?(?:hab|habe) vergessen\b|(?:ich )?weiß nicht mehr\b",
        r"(?:erinner|erinnere) mich(?: nochmal| daran)*\b",
    ),
    links=beginning(
        rf"(?:an |mit |für |von |bei |zu |um |in )?{_W}\b",
        r"(?:ob|wenn|falls|bevor|nachdem|damit|als)\b|um .* zu \w+\Z",
        r"(?:(?:in|mit|von|auf|an|für|bei|zu|über) )?(?:der|die|das|den|dem|deren|dessen|denen) (?:\S+ ){1,6}"
        r"(?:hat|haben|habe|hatte|ist|sind|war|will|wollte|kann|soll|muss|wurde|\w+t|\w+te|\w+en)\Z",
    ),
    tells=beginning(
        r"(?:wusstest|wussten|glaubst|siehst) (?:du|ihr|sie)\b|erinnerst du (?:mich|uns)\b|bin (?!ich\b)"
        r"|(?:wärst|wären) (?:du|sie)\b",
        r"\w+(?:st|t|en) (?:du|ihr|sie)\b.* (?:dass|daß)\b|ist (?:dir|euch|ihnen) (?:klar|bewusst)\b",
        rf"(?!(?:heute|bitte|sollte|wollte|hatte|hätte|wurde|wäre|\w+te)\b)\w+e {_THE}\b(?! noch\b).*",
        rf"wer (?:\w+ ){{1,3}}\w+t (?:{_VERB}|\w+t) {_THE}\b",
        r"(?:kannst|könntest|kannste|würdest) du (?!.*(?:sagen|zeigen|suchen|finden|nachsehen|nachschauen|raussuchen"
        r"|geben|erinnern)\b)",
        rf"(?:kannst|könntest|kannste|würdest) du .*\berinnern\b(?!,? {_W}\b)",
        rf"(?:bitte )?erinnere? mich(?! (?:nochmal|daran)?,?\s*{_W}\b)",
        r"(?:bitte )?(?:merk|notier|schreib)e?\b|ist (?:das|es) nicht\b",
        r"wer hätte\b|was für eine?n? \w+(?: |\Z)(?!\w*t\b)",
        r"(?:muss|soll|will|kann|darf|habe|hab) (?:den|einen|meinen|unseren|die|das|mein|meine) .*(?:en|t)\Z",
        r"(?:muss|habe|hab|will|soll) (?!ich\b|wir\b|er\b|sie\b|es\b|man\b|jemand\b|der\b)[\w-]+ ",
    ),
    leads=beginning(rf"(?:und|oder|aber|nochmal|{_THE}|im|in|am|an|zum|zur|zu|für|mit|von|vom|bei|beim|auf)\b"),
    finite=anywhere(
        r"(?:ich|wir|du|er|es|man)",
        r"kaufen|holen|zahlen|anrufen|bezahlen|abholen|bringen|brauche|hole|kaufe|nehme|treffe|gehe|fahre|komme"
        r"|bleibe|mache|zahle|bringe|sehe",
        _VERB,
        r"dass|daß|mochte|liebt|hasst|arbeitet|lebt|zieht|zog|umzieht|umgezogen|gekündigt|heiratet|spielt|isst|trinkt"
        r"|spricht|schuldet|braucht|endet|beginnt|öffnet|schließt|fliegt|macht|bringt|dauert|leckt|funktioniert|ruft",
        r"[a-zäöü]{3,}(?:tet|iert|ierte|test)",
    ),
    answered=anywhere(
        r"wann (?:.* )?um \S*\d\S*(?: uhr)?\Z",
        r"(?:ja|nein|doch)\Z",
        rf"wann\b(?:.* )?(?<!am )(?<!bis )(?<!für )(?<!nächsten )(?<!letzten )(?<!diesen )(?:{_DAY})\Z",
    ),
    answered_if_unmarked=anywhere(
        r"\w+ (?:hat|haben|ist|sind)\b.* \w+ (?:ge\w+(?:t|en)|\w+iert) \w+\Z",
        r"wo\b.* (?:unter|hinter|neben) [\w -]+\Z",
        r"wo (?:ist|sind|liegt|liegen|steht|war)\b.* (?:unter|in|im|auf|hinter|neben|über|beim|bei|am|an) [\w -]+\Z",
        r"wer \w+ (?:ist|war|hat|sind)\b.*",
    ),
    before=frozenset(
        "in im an am um auf aus von vom zu zum zur für mit bei beim seit bis ab vor nach über unter und oder als"
        " welche welcher welches".split()
    ),
    articles=frozenset(
        "der die das den dem ein eine einen einem mein meine meinen meinem unser unsere unseren dein deine deinen seine"
        " ihre ihren".split()
    ),
)
