"""What people write to each other, as patterns: `{kin}` is filled from the list of that name.

`{they}`, `{there}` and `{it}` are the person, place and thing that a burst of messages is about. In a
fact `{a}` and `{b}` together name what is told, so that a question about both has one answer.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something to be asked for later; `asked_before` is a message that asks for it, then `told` answers that."""

    a: str
    b: str
    told: str
    question: str
    asked_before: str = ""


FACTS = (
    Fact(
        a="person",
        b="doctor",
        told="{a} has to see the {b} on {date} at {time}, {why}.",
        question="When does {a} see the {b}?",
    ),
    Fact(
        a="person",
        b="thing",
        told="I left {a}'s {b} in the {spot} behind the {thing}.",
        question="Where is {a}'s {b}?",
    ),
    Fact(
        a="person",
        b="event",
        told="For the {b} {a} would love a {adj} {thing}, about {price}.",
        question="What does {a} wish for at the {b}?",
    ),
    Fact(
        a="person",
        b="genre",
        told="{a} told me about a {b} called {project} {surname}, all about {topic}.",
        question="Which {b} did {a} recommend?",
    ),
    Fact(
        a="person",
        b="dish",
        told="{a} makes the {b} with {food}, {food} and {spice}, {number} minutes in the oven.",
        question="What goes into {a}'s {b}?",
    ),
    Fact(
        a="person",
        b="job",
        told="Did you hear? {a} starts as a {b} at {firm} in {place} on {date}.",
        question="Which company hired {a} as a {b}?",
    ),
    Fact(
        a="place",
        b="thing",
        told="The {b} that we keep in {a} opens with {code}.",
        question="What is the code for the {b} in {a}?",
    ),
    Fact(
        a="person",
        b="place",
        told="Train to {b} with {a}: {date}, leaves {time}, platform {number}.",
        question="What time does the train to {b} with {a} leave?",
    ),
    Fact(
        a="person",
        b="pet",
        told="{a} has got a {adj} {b}, they call it {surname}!",
        question="What is the name of {a}'s {b}?",
    ),
    Fact(
        a="person",
        b="food",
        told="No {b} for {a} please, last time it ended at the {doctor} in {place}.",
        question="Why can't {a} eat {b}?",
    ),
    Fact(
        a="person",
        b="thing",
        asked_before="Has anybody seen the {b} that {a} lent us?",
        told="It's in the {spot}, next to the {adj} {thing}.",
        question="Where did the {b} that {a} lent us end up?",
    ),
    Fact(
        a="person",
        b="project",
        asked_before="And until when do you need the slides on {b}, {a}?",
        told="{weekday}, {time} at the latest, {firm} comes at {time}.",
        question="When does {a} need the slides on {b}?",
    ),
)

CORES = tuple(
    """\
I have to {chore} {weekday} {why}.
Can you {chore}? I'm too {mood}.
Could you {chore} {why}?
{they} said {kin} wants to {chore}.
We went {hobby} in {there}, it was {opinion}.
The {genre} about {topic} was {opinion}.
I think {topic} is {opinion}.
{kin} thinks that {firm} is {opinion}.
{they} is {mood} {why}.
{they} {surname} from {firm} called about {project}.
Meeting about {project} at {time}, {they} brings the {it}.
The {it} is {adj} but {opinion}.
Bought a {adj} {it} for {price} in {there}.
Has anyone seen my {adj} {thing}?
What do you say to {dish} {weekday}?
{weekday} we cook {dish}, please bring {food} and {food}.
We are out of {food} again.
{kin} is allergic to {food}, so no {dish}.
Where shall we meet, {place} or {place}?
Did {they} ever tell you about {there}?
When is {kin} coming back from {place}?
How was the {event} in {there}?
The {event} of {they} is on {date}.
{kin} is in {place} until {date}.
I'm on the train to {there}, arriving at {time}.
It took me {number} minutes to get to {place} {why}.
{person} and {person} moved to {place} last year.
{they} works for {firm} now, as a {job}.
{firm} wants {price} for the {it}, that is {opinion}.
Invoice {number}-{code} from {firm}: {price}, due {date}.
My new number is {phone}.
{they}'s number: {phone}, but call after {time}.
Look at this https://{project}.example/{topic}/{code}-{number} {why}
https://www.{firm}.example/{genre}?id={code}
Read https://blog.{surname}.example/{number}/{topic} - {opinion}.
The doctor says {number} more days of rest, I'm so {mood}.
{kin} and I had {dish} at {surname}'s, {opinion}.
I dreamt of a {adj} {pet} in the {spot}.
{they}'s {pet} ate my {food}.
It's raining in {there} and I am {mood}.
Put the {it} back into the {spot}, please.
The {it} needs a new part, {price} at {firm}.
I can't find the {thing}, it was in the {spot}.
For the {event} we need {number} chairs and {food}.
{person} won the {event} in {place}!
Started {hobby} again, {number} minutes a day.
{they} and {person} are getting married in {place}.
Our flight {project}{number} leaves at {time} on {date}.
The code of the {spot} is {code} now.
{project} is late again, {they} is {mood}.
Release of {project} moved to {date} {why}.
Let's talk about {project} with {firm} {weekday}.
Happy birthday, {they}!
{kin} sold the {adj} {thing} for {price}.
I'd rather stay home, I'm {mood}.
You were right about {firm}.
The {adj} {thing} in the window in {there} costs {price}.
Please don't forget the {it} {weekday}.
Room {number} in {place}, breakfast until {time}.
Size {number} for {kin}, {number} for {they}.
Morgen um {time} beim Arzt in {there}, bitte bring {food} mit.
Kannst du {weekday} das {thing} holen? {kin} braucht es.
Mañana a las {time} con {they} en {place}, no lo olvides.
On se voit à {time} à {there} avec {they}?""".splitlines()
)

LISTS = (
    "Shopping:\n- {food}\n- {food}\n- {number} {food}\n- {spice}\n- {thing} for {kin}",
    "{dish} ({number} minutes): {number} g {food}, {spice}.\n1. Fry with {spice}.\n2. Add {food}.",
    "To do:\n- {chore}\n- {chore}\n- {chore} {why}\n- ask {kin} about {project}",
    "Packing for {there}: {thing}, {thing}, {adj} {thing}, {food}, {number} socks, tickets ({code}).",
    "{they} {surname}\n{firm}, {place}\n{phone}",
)
