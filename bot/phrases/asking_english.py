"""What shows that an English sentence certainly asks."""

from __future__ import annotations

from bot.phrases.asking import Asking, anywhere
from bot.phrases.grammar import beginning

_WH = r"(?:what|when|where|who|whom|whose|which|why|how)"
_BE = r"(?:is|are|was|were|isn't|aren't|wasn't|weren't)"
_AUX = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|shall|might|must"
    r"|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|won't|can't|couldn't|shouldn't|wouldn't)"
)
_PERSON = r"(?:i|we|you|u|he|she|they)"
_THE = r"(?:the|my|our|your|his|her|their|its|this|that|these|those|any|some|all|both|a|an|every|each|no)"
_OUTSIDE = r"(?:under|underneath|below|beneath|behind|inside|beside|above|next to|in|on|at|by)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|today|noon|midnight"
_MONTH = r"january|february|march|april|june|july|august|september|october|november|december"
_NAME = (
    r"(?!(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|i)\b)[A-Z][\w-]+"
)
_DO = (
    r"(?:like|eat|drink|have|want|know|own|need|live|work|speak|play|hate|love|owe|come|go|smoke|drive|swim|cook|sing|pay"
    r"|call|say|tell|get|give|take|make|bring|buy|sell|leave|arrive|join|help|see|meet|move|win|lose|pass|fail|find|ride"
    r"|ski|dance|believe)"
)
_DONE = (
    r"(?:\w+ed|paid|sent|come|left|gone|been|said|told|got|bought|sold|written|seen|met|found|made|taken|given|won"
    r"|lost)"
)
# "Is the best of all" lacks its subject; "is the sauna open" does not.
_TOP = r"(?:best|worst|first|last|only|same|one|kind|next|\w+est)"

ENGLISH_ASKING = Asking(
    questions=beginning(
        rf"(?:and |but |so )?(?:what|when|where|who|whom|why|how)(?:'?s|'re|'ll|'d|'ve| {_AUX})\b",
        rf"(?:and |but )?{_WH}(?: (?:one|ones|else|then|exactly|again|about|much|many|long|of)\b.*)?\Z",
        r"(?:and |but )?(?:what|how) about\b(?! (?:we|you|i)\b)",
        rf"(?:what|which|whose|how)(?: (?!is\b|was\b|i\b|we\b|you\b|he\b|she\b|they\b|it\b)[\w'-]+){{1,4}} {_AUX}\b",
        r"how (?:much|many|long|old|far|often|big|tall|high|late|early)\b",
        rf"(?:who|what|which) (?:else )?(?!needs\b|wants\b)\w+(?:ed|s|id|ent|ame|ade|ook|old|ot|ave|ought|ote|oke|ost"
        rf"|eft|et|oes)\b(?! {_BE}\b)",
        rf"(?:which|whose) (?:\w+ ){{1,3}}\w+(?:s|ed)\b(?!.* {_BE}\b)",
        r"(?:in|on|at|from|to|with|for|by|of|since|until|till|about|under) (?:which|what|whom|when|where|whose)\b",
        r"(?:did|do|does|have|has|had|am|are|were|can|could|should|shall|will) (?:i|we|they)\b",
        r"(?:does|has|did|is|was) (?:he|she)\b|(?:do|did|have) you\b",
        r"(?:is|are|was|were) there\b",
        r"search \w+",
        r"(?:tell|sing) me (?:a|an|another|some)\b(?: [\w'-]+){1,2}\Z",
        r"(?:show|list|find|give|search)(?: me)? (?:all )?(?:of )?(?:my |our |the )?(?:notes|messages)\b(?!.*\d)",
        rf"who (?!knew\b|cares\b|needs\b|wants\b)[\w'-]+ {_THE} (?!.* {_BE}\b)[\w' -]+\Z",
        r"(?:which|whose) [\w'-]+(?: of [\w'-]+)?\Z",
        r"what (?:time|day|date|size|colou?r|number|platform|gate|(?:sort|kind|type|brand|make|model|size|colou?r)s?"
        r"(?: of [\w'-]+){1,2})\Z",
        r"(?:does|did|has|have|do|is|are|was|were|can|could|will|would) any(?:one|body)\b",
        rf"does (?!{_PERSON}\b|it\b|not\b)[\w'-]+ {_DO}\b(?!,)",
        rf"are (?:the|my|our|your|his|her|their|these|those) (?!{_TOP}\b)"
        r"[\w'-]+(?: [\w'-]+)? [\w'-]+\Z",
        rf"is (?:the|my|our|your|his|her|their) (?!{_TOP}\b)"
        r"[\w'-]+(?: [\w'-]+)? (?!now\b|again\b|of\b|too\b|here\b|today\b|tonight\b|tomorrow\b)[\w'-]+\Z",
    ),
    named=beginning(
        rf"(?:[Dd](?:oes|id)|[Cc]an|will|would|[Cc]ould|[Ss]hould) {_NAME} {_DO}(?: (?!again\b)[a-z]\w+){{0,2}}\Z",
        rf"[Hh]as {_NAME} {_DONE}(?: [a-z]\w+){{0,2}}\Z",
        rf"[Ii]s {_NAME} (?:vegan|vegetarian|open|free|home|back|here|ok|okay|sick|ill|single|old|dead|alive|ready|done"
        r"|\w+(?:ed|ing|ic|ful|ous|ant))\Z",
    ),
    polar=beginning(
        r".{2,40} (?:when|where|how much|who)\Z",
        r"(?:[\w'-]+ ){1,3}(?:what|who|when|where|how much|how many) (?:before|after|on|in|at|by|until|for|from|with) "
        r"[\w' -]+\Z",
        rf"who (?!knew\b|cares\b|knows\b|would\b|could\b|{_PERSON}\b)[\w'-]+\b(?!.* {_BE}\b)",
        rf"what (?!{_PERSON}\b|it\b|{_THE}\b|if\b)[\w'-]+(?: [\w'.,-]+)?\Z",
        rf"{_BE} (?!(?:now|not|in|on|at|back|late|off|out|gone|away|told|born|given|being|really|also|already"
        rf"|still|a|an"
        rf"|just|never|always|\w+ed|\w+ing)\b)\w",
        r"(?:does|did|didn't|doesn't|has|hasn't) (?!(?:the|my|our) \w+\Z)(?!(?:not|a|an|to|been|really|already"
        r"|also|it again|\w+ed)\b)\w",
        rf"(?:will|would|can|could|should|shall|won't|can't|shouldn't) (?:{_PERSON}|it|there|{_THE}|any\w+|some\w+"
        rf"|every\w+)\b",
        r"(?:will|would|can|could|should) (?!(?:really|probably|definitely|also|maybe|not|never|be|have|get)\b)\w+"
        r" (?:be|come|go|have|get|know|need|want|eat|like|pay|bring|call|help|leave|arrive|join|drive|take|make"
        r"|do)\b",
        r"(?:do|don't|have|haven't) (?:we|i|you|they|there|any\w*|the \w+ \w+)\b",
    ),
    frames=beginning(
        r"(?:do|did|have) you (?:still |also )?(?:know|remember|recall|hear|heard|seen|see|notice|have)\b",
        r"(?:did|have) i (?:ever |already |also )?(?:tell|told|say|said|mention|mentioned|written|write)"
        r"(?: (?:you|u|to you))?\b",
        r"(?:(?:can|could|would|will) you )?(?:please |just |also |kindly |quickly )?(?:help me )?"
        r"(?:tell|show|give|find|remind|send|get|read) (?:me|us)(?: again)?(?: of| about| everything about)?\b",
        r"(?:can|could|would|will) you (?:please |just |also |kindly |quickly )?(?:find out|find|look up"
        r"|look for|check"
        r"|see|search for|search|list|say|explain|recall|remember|summari[sz]e|pull up|help me find)\b",
        r"anything (?=about )|(?:show|list) (?=(?:all|everything|every|my notes|notes)\b)|summari[sz]e\b",
        r"i (?:just )?(?:wonder|was wondering|'d like to know|would like to know|need to know|want to know)\b",
        r"(?:i )?(?:totally |completely )?(?:forgot|forget|can'?t remember|cannot remember|don'?t remember)\b",
        r"(?:is there )?any(?:one|body)? (?:idea|clue|news|notes?|word|info)(?: (?:of|about|on|from))?\b",
    ),
    links=beginning(
        rf"(?:about |of |in |on |at |for |with |from |to |until )?{_WH}(?:'s|'re)?\b(?! (?:an?|lovely|great)\b)",
        r"(?:if|whether|when|while|before|after|in case|so that)\b|about (?!.*\b(?:is|are|was|were|has|had|will)\b)",
        r"(?:everything|anything|all|what) (?:you|i|we) (?:know|have|wrote|said|told)\b(?!.*\b(?:is|was|has)\b)",
    ),
    tells=beginning(
        r"did you know\b|is it just me\b|(?:why|how) (?:did|could|can) i not\b|why (?:didn't|don't|can't) i\b",
        r"(?:do|did|have|are|were|don't|didn't) you\b.* that (?:\S+ )+\S",
        rf"(?:do|did) you \w+ (?!{_WH}\b|if\b|whether\b)(?:[\w'-]+ ){{1,3}}(?:is|are|was|has|had|will|can)\b",
        rf"(?:do |don't |did |didn't )?you know (?!(?:if|whether|any|{_WH}|the|my|our|\w+'s)\b)[\w'-]+ \w",
        r"(?:(?:can|could|would|will|won't) you )(?!(?:please |just |also |kindly |quickly )?(?:tell|show|give"
        r"|find|look"
        r"|check|see|search|list|say|explain|recall|remember|remind|summari[sz]e|pull|help|send|get|read)\b)",
        rf"(?:(?:can|could|would|will) you )?(?:please )?remind (?:me|us) (?!(?:again|of|about|if|whether|{_WH})\b)",
        rf"remind me (?:of|about) .*(?:{_DAY}|\d)",
        r"(?:(?:can|could|would|will) you )?(?:please )?(?:remember|note|save|write)\b"
        r"(?! (?:where|when|what|who|which|how|the|my|our|if)\b)",
        r"(?:is|isn't|was|wasn't|ain't) (?:it|that|this) (?:\w+ ){1,2}(?:that|if)\b|don't (?:you think"
        r"|let me)\b|can't you remember that\b"
        r"|how come\b|(?:are|aren't) you (?:aware|surprised)\b",
        r"how (?:cool|great|nice|lovely|awesome|weird|sweet|funny|cute|crazy|amazing|beautiful|strange|sad|happy)\b",
        r"what an?\b|who would have\b|guess\b",
    ),
    leads=beginning(rf"(?:and|or|but|about|any|{_THE}|in|on|at|for|with|from|of)\b|[\w-]+(?:'s|s')\b"),
    finite=anywhere(
        r"(?:i|we|you|he|she|it|they|there)(?:'\w+)?",
        _AUX,
        r"\w+n't|said|says|went|goes|came|comes|got|gets|quit|left|took|takes|made|makes|sold|sells|bought|buys|sank"
        r"|broke|fell|won|lost|died|dies|wants|needs|likes|loves|hates|lives|works|leaves|starts|ends|owes|paid|pays"
        r"|moves|calls|knew|knows|gave|gives|told|found|forgot|had|became|began|ate|drank|ran|wrote|met|kept|sent|put"
        r"|costs|turns|plays|speaks|drives|eats|closes|opens|arrives|marries|broken|gone|stolen|dead|that",
        r"need|buy|call|pay|bring|pick|ask|meet|send|cancel|order|feed|fetch|used|[\w-]{3,}ed"
        r"|[\w-]+'s (?:\w+ing|not|been|got|gone|a|an|the|in|at|on|back|out|here|home|still|now|so)",
    ),
    answered=anywhere(
        r"when (?:.* )?at \S*\d\S*(?: (?:am|pm|o'clock))?\Z",
        r"how (?:much|old|many)\b.* (?:it|he|she|they|you|i) \d\S*\Z",
        r"(?:yes|yep|yeah|nope)\Z",
        rf"when\b(?:.* )?(?<!on )(?<!in )(?<!next )(?<!this )(?<!last )(?<!for )(?<!until )(?<!by )"
        rf"(?:{_DAY}|{_MONTH})(?: \d\S*)?\Z",
    ),
    answered_if_unmarked=anywhere(
        r"where\b.* (?:under|underneath|below|behind|inside|beside|next to|on top of) [\w' -]+\Z",
        r"what'?s?\b.* called [\w-]+\Z",
        rf"where(?:'s| is| are| was| were)\b.* {_OUTSIDE} [\w' -]+\Z",
        r"when\b.*(?<! in) \S*\d\S*\Z",
        r"where\b.* (?:my|the|our) \w+ [\w-]+'s \w+\Z",
        r"who \w+s (?:is|was)\b.*",
    ),
    before=frozenset(
        "in on at from to for with by of since until till before after about around under over near through and or"
        " than between which what per".split()
    ),
    articles=frozenset("the my our your his her their this that a an".split()),
)
