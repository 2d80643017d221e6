"""What shows a question in the languages that we do not speak, and what is asked behind a statement in ours."""

from __future__ import annotations

import re

# A question word of other languages, or a script of which we can tell no more than its question mark.
ELSEWHERE = re.compile(
    r"(?:quando|dove|dov'è|onde|quem|quanto|qual|perché|porque|come si|cosa|chi|wanneer|waar|wat|hoe|waarom|welke"
    r"|när|var|vem|vad|hur|varför|hvornår|hvor|hvem|hvad|hva|når|kiedy|gdzie|kto|ile|jak|dlaczego|kdy|kde"
    r"|kdo)\b[^,;:\d]*\Z"
    r"|[^A-Za-z\u00c0-\u024f,;:，、：\d]*\Z"
)
TAGS = frozenset(
    "right|ok|okay|no|yes|yeah|correct|huh|eh|innit|alright|agreed|remember|isn't it|got it|got that|is it|really"
    "|oder|gell|nicht|nicht wahr|ja|nein|stimmts|stimmt's|richtig|ne"
    "|hein|non|oui|si|d'accord|c'est ça|n'est-ce pas|verdad|vale|sí|cierto".split("|")
)
