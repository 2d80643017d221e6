"""The other forms of a strong English verb, since who asks "what did I buy?" looks for "I bought a kayak"."""

from collections.abc import Mapping
from typing import Final

# Of each verb the present and the past forms; the stemmer does the rest. "Left", "felt" and the like, which are
# words of their own, stand here as well: a question's word looks for more, never for less.
_VERBS: Final = """
beat beaten,become became,begin began begun,bend bent,bite bit bitten,blow blew blown,break broke broken,bring brought
build built,burn burnt,buy bought,catch caught,choose chose chosen,come came,deal dealt,dig dug
draw drew drawn,dream dreamt,drink drank drunk,drive drove driven,eat ate eaten,fall fell fallen,feed fed,feel felt
fight fought,find found,fly flew flown,forget forgot forgotten,forgive forgave,freeze froze frozen,get got gotten
give gave given,go went gone,grow grew grown,hang hung,hear heard,hide hid hidden,hold held,keep kept,know knew known
lay laid,lead led,learn learnt,leave left,lend lent,lose lost,make made,mean meant,meet met,pay paid,ride rode ridden
ring rang rung,rise rose risen,run ran,see saw seen,sell sold,send sent,shake shook shaken,shine shone,shoot shot
sing sang sung,sink sank sunk,sit sat,sleep slept,speak spoke spoken,spend spent,stand stood,steal stole stolen
stick stuck,strike struck,swear swore sworn,sweep swept,swim swam swum,swing swung,take took taken,teach taught
tear tore torn,think thought,throw threw thrown,understand understood,wake woke woken,wear wore worn,win won
write wrote written
"""
FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    form: tuple(other for other in verb.split() if other != form)
    for verb in _VERBS.replace("\n", ",").split(",")
    for form in verb.split()
}
# Of a verb that has only one form here ("beat") the others tell no time.
PAST: Final = frozenset(form for verb in _VERBS.replace("\n", ",").split(",") for form in verb.split()[1:]) - {
    *("become", "come", "run", "lay", "felt", "found", "meant", "saw", "lent", "rose", "bore", "wound"),
}
