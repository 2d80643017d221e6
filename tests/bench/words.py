"""The words that made-up messages are put together from; of each list the first are said most."""

from __future__ import annotations

from collections.abc import Callable

Random = Callable[[], float]

_ONSETS = "b br ch d dr f fl g gr h j k kl l m n p pr r s sh st t th tr v w y z".split()
_VOWELS = "a a a e e e i i i o o u u ai ei ie ou".split()
_CODAS = "_ _ _ _ _ _ _ _ l m n n r r s t nd rk".replace("_", "").split(" ")
_PLACE_ENDINGS = tuple("ford ham ton bury wick mouth stadt dorf ville mont a o ia er berg au".split())
_FIRM_ENDINGS = tuple("soft works ex labs ium on ware ly tech corp".split())


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split(","))


PLAIN: dict[str, tuple[str, ...]] = {
    "kin": _list(
        """Mum, Dad, my sister, my brother, Grandma, my boss, the landlord, the neighbour, my aunt, our plumber, the
        vet, my cousin, the kids, my flatmate, Grandpa, the teacher, my uncle, the babysitter, the coach, our
        lawyer, the accountant"""
    ),
    "thing": _list(
        """bike, passport, spare key, charger, umbrella, laptop, tent, camera, drill, guitar, suitcase, ladder,
        kettle, headphones, sofa, sewing machine, coffee grinder, helmet, projector, toolbox, rucksack, lamp,
        printer, blender, telescope, chessboard, sledge, iron, canoe, typewriter, record player, hammock,
        microscope, accordion, pressure cooker, sleeping bag, wheelbarrow, easel"""
    ),
    "spot": _list(
        """kitchen drawer, cellar, top shelf, garage, hall cupboard, garden shed, attic, blue box, glove compartment,
        desk, wardrobe, bathroom cabinet, laundry basket, bookcase, balcony chest, bottom drawer, green folder,
        storage unit, biscuit tin, letterbox"""
    ),
    "food": _list(
        """coffee, bread, cheese, tomatoes, rice, chicken, pasta, apples, lentils, salmon, mushrooms, spinach,
        aubergines, peanuts, yoghurt, oats, olives, pears, prawns, honey, chickpeas, walnuts, shellfish, beetroot,
        plums, celery, tofu, figs, buckwheat, quinces"""
    ),
    "dish": _list(
        """lasagne, soup, curry, apple cake, risotto, dumplings, pancakes, chili, paella, ratatouille, moussaka,
        ramen, goulash, quiche, shakshuka, tiramisu, pierogi, gnocchi, rye bread, strudel, biryani, borscht,
        tagine, cheesecake, gumbo, kimchi stew"""
    ),
    "spice": _list(
        """salt, pepper, cumin, paprika, thyme, ginger, nutmeg, turmeric, sage, cardamom, saffron, star anise, mace"""
    ),
    "doctor": _list(
        """dentist, doctor, optician, physio, dermatologist, hairdresser, vet, tax adviser, orthodontist,
        cardiologist, osteopath, notary, piano teacher, allergist, driving instructor, speech therapist, surgeon,
        midwife"""
    ),
    "event": _list(
        """birthday, wedding, Christmas, Easter, housewarming, graduation, anniversary, christening, retirement,
        reunion, barbecue, school play, recital, marathon, baby shower, leaving party, midsummer, jubilee"""
    ),
    "genre": _list(
        """book, film, podcast, series, album, novel, documentary, restaurant, board game, walk, museum, exhibition,
        thriller, comedy, biography, cookbook, opera, comic, playlist, bakery"""
    ),
    "topic": _list(
        """work, football, the weather, politics, gardening, old maps, beekeeping, jazz, trains, chess, climate,
        volcanoes, pottery, whales, bread baking, architecture, the sea, mountaineering, fonts, birdsong,
        glaciers, lighthouses, mycology, cycling, sleep"""
    ),
    "job": _list(
        """teacher, nurse, designer, engineer, cook, carpenter, editor, gardener, translator, pilot, chemist,
        librarian, baker, paramedic, judge, florist, geologist, tailor, actuary, sculptor, vet, plumber,
        archivist, welder"""
    ),
    "pet": _list(
        """puppy, kitten, rabbit, hamster, parrot, pony, tortoise, goat, guinea pig, canary, ferret, lizard"""
    ),
    "adj": _list(
        """good, new, old, small, big, nice, cheap, long, quiet, red, blue, heavy, green, late, strange, lovely,
        broken, expensive, dark, wooden, Italian, warm, funny, second-hand, tiny, yellow, sharp, silver, dusty,
        narrow, hand-made, waterproof, crooked, striped, velvet, enamel, foldable, antique, turquoise, rusty,
        ornate, lopsided, featherlight"""
    ),
    "mood": _list(
        """tired, happy, fine, busy, excited, annoyed, nervous, proud, bored, relieved, sick, hopeful, restless,
        grumpy, exhausted, homesick, curious, furious, calm, overwhelmed, giddy, melancholy"""
    ),
    "chore": _list(
        """buy milk, call the bank, do the laundry, pay the rent, water the plants, book the flights, clean the oven,
        renew the insurance, return the library books, order a new filter, fix the tap, sort the photos, cancel
        the gym, back up the laptop, file the tax return, wash the car, mow the lawn, bleed the radiators, mend
        the fence, sharpen the knives, repot the fern, descale the kettle"""
    ),
    "hobby": _list(
        """running, swimming, reading, climbing, yoga, painting, cooking, sailing, knitting, cycling, singing,
        fishing, fencing, skiing, weaving, stargazing, kayaking, juggling, calligraphy, woodcarving"""
    ),
    "opinion": _list(
        """overrated, worth it, too loud, better than last year, a bit sad, really moving, far too long, a bargain,
        not for me, brilliant, badly organised, surprisingly good, a waste of money, charming, too sweet,
        underrated, confusing, magnificent"""
    ),
    "why": _list(
        """because of the rain, since the train was late, after the meeting, before it gets dark, so we have time, if
        the weather holds, as agreed, when the parcel comes, unless you mind, once the kids sleep, now that the
        roof is done, for a change, as always, after what happened at work, in case it is sold out, while the
        shops are open, to be on the safe side, for old times' sake"""
    ),
    "weekday": _list("Monday, Saturday, Friday, Sunday, Thursday, Tuesday, Wednesday, tomorrow, tonight, next week"),
    "opening": _list(
        """Hey!, Oh, Btw:, Ok so, Listen:, Guess what:, Sorry for the late reply., Good morning!, Hm., Well, Quick
        note:, FYI:, Haha., Right, By the way -, News:, Just so that you know:, Before I forget:, Reminder to
        self:, Finally!"""
    ),
    "tail": _list(
        """What do you think?, Love!, See you then., Thanks!!, Let me know., 🙂, 😂, Can't wait!, No rush., Talk
        later., xx, Ok?, 🎉, Sigh., Anyway., Or not?, Fingers crossed., 👍, Good night., Don't tell anyone."""
    ),
    "short": _list(
        """ok, yes, haha, thanks!, no, on my way, sure, 👍, sounds good, see you, really?, 😂😂, done, maybe, I think
        so, same here, wow, oh no, congrats!!, good night, where are you?, call me, perfect, not yet, five
        minutes, me too, why not, of course, 🎉🎉, sorry, no idea, so cute, ask your mother, too late now, let's
        see, the usual, never mind, good point, love it, deal"""
    ),
}


def names(random: Random, count: int, endings: tuple[str, ...] = ("",)) -> tuple[str, ...]:
    """Different made-up names with a capital, of one to three syllables and an ending."""
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = "".join(_syllable(random) for _ in range(1 + int(random() * 2.5)))
        name = (syllables + endings[int(random() * len(endings))]).capitalize()
        if len(name) > 2 and name.lower() not in _REAL:
            made[name] = None
    return tuple(made)


def _syllable(random: Random) -> str:
    return "".join(sounds[int(random() * len(sounds))] for sounds in (_ONSETS, _VOWELS, _CODAS))


def tables(random: Random) -> dict[str, tuple[str, ...]]:
    """Every list by its name, the made-up ones too; the same for the same `random`."""
    given, hours, days = names(random, 4_000, ("", "", "a", "o", "ie", "el")), range(7, 23), range(1, 29)
    months = _list("January, February, March, April, May, June, July, August, September, October, November, December")
    return PLAIN | {
        "person": given,
        "surname": names(random, 20_000, ("", "son", "er", "mann", "ez", "ov", "ski")),
        "place": names(random, 3_000, _PLACE_ENDINGS),
        "firm": names(random, 1_500, _FIRM_ENDINGS),
        "project": names(random, 400),
        "time": _shuffled(random, [f"{hour}:{minute:02}" for hour in hours for minute in range(0, 60, 5)]),
        "date": _shuffled(random, [f"{day} {month}" for month in months for day in days]),
        "price": _shuffled(random, [f"{euros}.{cents} €" for euros in range(2, 900) for cents in ("50", "90", "00")]),
        "number": tuple(map(str, range(2, 400))),
        "code": _shuffled(random, [f"{number:04}" for number in range(10_000)]),
        "phone": _shuffled(
            random, [f"0{area} {part:06}" for area in range(30, 90) for part in range(7, 999_999, 9_973)]
        ),
    }


def _shuffled(random: Random, items: list[str]) -> tuple[str, ...]:
    return tuple(sorted(items, key=lambda _: random()))


_REAL = frozenset(word.lower() for items in PLAIN.values() for item in items for word in item.split())
