"""How people ask in English."""

from __future__ import annotations

from bot.phrases.grammar import Grammar, beginning, opening, whole

_WH = r"(?:what|when|wen|where|who|whom|whose|which|why|how)"
_AUX = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|shall|might|must"
    r"|isnt|arent|isn't|aren't|didn't|doesn't|don't|wasn't|won't|can't)"
)
_WHO = r"(?:i|we|you|u|he|she|it|they|there|this|that|these|those|any|anyone|anybody|someone|somebody|everyone)"
_THE = r"(?:the|my|our|your|his|her|their|its)"
_VERB = (
    r"(?:come|arrive|call|say|tell|pay|work|leave|send|answer|reply|write|buy|sell|get|give|go|like|eat|drink|have"
    r"|make|take"
    r"|need|want|know|mention|recommend|bring|find|book|sign|agree|ask|move|see|meet|live|fix|cost|happen|be|do"
    r"|start|end|change)"
)
_DONE = (
    r"(?:\w+ed|paid|sent|come|left|gone|been|said|told|got|gotten|bought|sold|written|seen|met|found|made|taken|given)"
)
_KIND = (
    r"(?:time|kind|colou?r|size|day|days|date|type|sort|number|year|month|week|brand|model|name|address|floor|price"
    r"|room"
    r"|part|film|movie|book|song|restaurant|shop|place|street|city|school|bank|gift|present|wine|medicine|train|bus"
    r"|flight)"
)

ENGLISH = Grammar(
    asks=beginning(
        rf"(?:what|when|wen|where|who|whom|why|how)(?:'?s|'re|'ll|'d| {_AUX})\b",
        r"who (?!knows|cares|dares|wins|loses|ever|would have thought)(?:\w+ed|\w+[^s\W]s|said|told|gave|sent|came"
        r"|made|took"
        r"|got|broke|bought|paid|know|brings|wrote|went|sold|lent|left|found|met|kept|else|all)\b",
        r"who (?!cares\b|dares\b|wins\b|loses\b|ever\b|would have\b|is\b|i\b|we\b|you\b|he\b|she\b|they\b)[\w'-]+"
        r"(?: [\w'-]+){1,6}\Z",
        r"(?:which|whose) (?!is\b|was\b|means\b|makes\b|reminds\b|i\b|we\b|he\b|she\b|you\b|they\b)[\w'-]+"
        r"(?: [\w'-]+)?\Z",
        r"what (?:time|day|date|size|colou?r|number|platform|gate|(?:sort|kind|type|brand|make|model|size|colou?r)s?"
        r"(?: of [\w'-]+){1,2})\Z",
        r"what (?:cost|weigh|smell|taste|leak|work|hurt)s?\b",
        rf"(?:which|whose) (?!is\b|was\b|means\b|made\b|i\b|we\b|he\b|she\b)(?:\w+ ){{1,3}}(?:{_AUX}|\w+s|\w+ed)\b",
        rf"what {_KIND}(?: \w+)? (?:{_AUX}|\w+ed|\w+s)\b",
        r"what (?:\w+ ){1,2}(?:did|does|do) (?!was|is|were|made)\w",
        r"what (?:happened|came|went|broke|belongs|costs?)\b(?!.* (?:is|was|were|are)\b)",
        r"how (?:much|many|long|old|far|often|big|tall|high|late|early|heavy|deep|wide|fast|expensive|come|to)\b",
        r"(?:in|on|at|from|to|with|for|by|of|since|until|till|about|under) (?:which|what|whom|when|where|whose)\b"
        r"(?! it's worth| case| cost)",
        rf"(?:is|are|was|were|can|could|should|shall|will|would|isn't|aren't|wasn't|won't) (?:{_WHO}|{_THE} \w+)\b",
        rf"(?:did|does|do|have|has|had|don't|didn't|doesn't|haven't|hasn't) {_WHO}\b(?! (?:dishes|laundry))",
        rf"(?:has|had|does) {_THE} \w+",
        rf"(?:did|will|should|can|could|would) (?!(?:not|never|can|may|might|must|is|was|did|and|love|like|be)\b)"
        rf"(?:{_THE} )?\w+ (?:ever |already |really |also "
        rf"|still |\w+ )?{_VERB}\b",
        r"does (?!not\b|it\b|n't)\w+ \w+",
        rf"has \w+ (?:ever |already |yet |finally )?{_DONE}\b",
        r"is (?!now|not|\w+ing\b|in\b|on\b|at\b|a\b|an\b)\w+ (?:\w+ing|still|at|in|on|allergic|vegetarian|vegan|free"
        r"|back|home|here"
        r"|ok|okay|open|closed|married|sick)\b",
        r"(?:is|are|was|were|does|did) \w+'s \w+",
        r"am i\b",
        rf"(?:i )?(?:just )?(?:wonder|was wondering|wondering) (?:{_WH}|if|whether)\b",
        rf"i(?:'d| would) (?:like|love) to know\b|i (?:want|need) to know {_WH}\b",
        rf"(?:i )?(?:totally |completely )?(?:forgot|forget|can'?t remember|cannot remember|don'?t remember"
        rf"|can'?t recall)"
        rf" (?:{_WH}|the name)\b(?! to)",
        r"anything (?:i|we) (?:should|need|have|can|said|wrote)\b",
        r"any(?:one|body)? (?:idea|clue|news|notes?|word|update|info)\b",
        rf"tell me (?:{_WH}|about|again|everything|more|the|my|our|all|if|whether|\w+'s)\b(?! you (?:are|get|have))",
        r"(?:tell|sing) me (?:a|an|another|some)\b(?: [\w'-]+){1,2}(?: please)?\Z",
        r"show (?:me|my|us|all|our|the|everything|what|notes|messages)\b",
        r"(?:find|look up|find me|get me) (?:the|my|our|all|that|those|this|what|where|when|who|every\w*|any\w*"
        r"|messages?|notes?|\w+'s)\b",
        r"search(?: (?!for (?:an?|new|some)\b|party|history)\S)",
        rf"remind me(?: again)?(?: of)? {_WH}\b",
        r"give me (?:the|my|our|all|every\w*|\w+'s)\b",
        r"list (?:all|my|our|the|every\w*)\b",
        r"summari[sz]e\b",
        rf"(?:{_THE}|\w+'s) (?:[\w']+ ){{0,4}}[\w']+,? (?:please|pls|plz)\Z",
        r"(?:everything|anything|all notes|all my notes|my notes|all messages) (?:about|on|from)\b(?!.* (?:is|was"
        r"|are|were)\b)",
        r"what about\b|(?:some )?more(?: details)?\Z",
        r"(?:and |but |or )?(?:what|when|where|who|why|how|which)"
        r"(?: (?:one|ones|else|then|exactly|again|much|many|long|about \w+))?\Z",
        r"and (?:what|when|where|who|why|how|which)(?:'s| \w+)",
    ),
    tells=beginning(
        r"who cares\b|who knows(?:\Z| (?:if|whether|maybe|perhaps|why|anyway)\b)",
        r"who would have thought\b",
        r"guess what\b|(?:do )?you know what\Z|can you believe\b|why not\b|so what\Z|what if\b|what the (?:hell|heck"
        r"|fuck)\b",
        r"what an? (?!\w+ (?:costs?|is called)\b)|how dare\b|how come\Z|why me\Z|where would i be\b",
        r"how (?:cool|great|nice|lovely|awesome|weird|sweet|funny|cute|crazy|amazing|beautiful|strange|sad|hard can)\b",
        r"(?:isn'?t|wasn'?t) (?:it|this|that|life|she|he) (?:just )?(?:lovely|great|nice|amazing|beautiful|funny"
        r"|crazy|weird|sweet|strange)",
        r"maybe\b|perhaps\b|how about we\b|why don'?t we\b|shall we\b",
        r"(?:can|could|would|will) you (?!(?:please |just |also )?(?:tell|find|show|remind|look|search|give|list"
        r"|help|check"
        r"|remember|recall|summari[sz]e|say|explain|get me|pull up|read|see)\b)",
        r"(?:when|how|where|what|why) (?:i|we|he|she|they|you) (?!told|said)",
        r"(?:can|could|would|will) you (?:please |just |also )?remember (?:that|this|to|it)\b",
        rf"(?:can|could|would|will) you (?:please |just |also )?remind me (?!(?:again |of )?(?:{_WH}|if|whether)\b)",
        r"long time no see\b|tell me about it\b",
    ),
    opens=opening(
        r"(?:hi|hello|hey|hiya|yo|good (?:morning|evening|afternoon))(?: there| again)?(?: satchel)?",
        r"ok(?:ay)?|so|also|btw|by the way|well|um+|hm+|oh|please|pls|plz|satchel|sorry",
        r"(?:right|now|just)(?=\s*[,!.:;–-]|\s+(?:what|when|where|who|why|how|which)\b)",
        r"(?:a )?(?:quick |short |another |one more )?question(?=\s*[:,-])",
    ),
    closes=whole(
        r"(?:many |ok |great,? )?(?:thanks|thank you|thx|ty|cheers)(?: a lot| so much| in advance| again| very much)?",
        r"(?:hi|hello|hey|good (?:morning|evening|afternoon))(?: there| again| all)?(?:,? satchel)?",
        r"please|pls|asap|urgent|it'?s urgent|help|ok(?:ay)?|hm+|sorry|just curious|quick question",
        r"i(?:'ve| have)? (?:totally |completely |really )?(?:forgot|forget|forgotten)(?: (?:it|that|again))?",
        r"i (?:just |really )?(?:can'?t|cannot|don'?t|couldn'?t) (?:find|remember|recall|see)(?: (?:it|that|them"
        r"|anymore|any more|anywhere))*",
        r"(?:i have )?no idea|i(?:'m| am) (?:not sure|lost)|i (?:really )?need (?:it|that)(?: \w+){0,2}",
    ),
)
