"""The claimants, places, events, questions and sources that synthetic claims hang on."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import slugify

from claims.models import Claimant, Event, Place, Question, Source
from tests.synthetic import words

FIRST_DAY = date(2023, 9, 20)
DAYS = 160


@dataclass
class Scene:
    """Everything that claims hang on, and the dice that choose from it."""

    dice: object
    claimants: list
    places: list
    events: list
    questions: list
    sources: list


def set_scene(dice, count):
    """Make the rows that ``count`` claims hang on. Beyond 500 claims there are more of each."""
    more = max(count - 500, 0)
    claimants = _claimants(min(more // 500, 190))
    places = _places()
    events = _events(dice, places, min(more // 300, 300))
    return Scene(dice, claimants, places, events, _questions(dice, events, more // 10), _sources(dice, claimants, more))


def some_day(dice, first=FIRST_DAY, days=DAYS):
    """Return a date as sources give it: mostly a day; else a month, a range, an open or a doubtful one, or none."""
    day = first + timedelta(days=int(days * dice.random() ** 1.5))
    later = day + timedelta(days=dice.randint(1, 12))
    forms = (
        (70, f"{day}"), (5, f"{day:%Y-%m}"), (6, f"{day}/{later}"), (4, f"{day}~"), (4, f"{day:%Y?-%m-%d}"),
        (3, f"../{day}"), (3, f"{day}/.."), (2, f"{day:%Y-%m}~"), (1, f"{day:%Y}"), (1, f"{day:%Y-%m}?"), (1, ""),
    )  # fmt: skip
    return dice.choices([form for _weight, form in forms], [weight for weight, _form in forms])[0]


def _claimants(more):
    made = []
    for number, (name, short_name, kind, stake, part_of) in enumerate(words.CLAIMANTS):
        made.append(
            Claimant.objects.create(
                name=name, short_name=short_name, slug=f"claimant-{number}", kind=kind, stake=stake,
                part_of=None if part_of is None else made[part_of],
            )
        )  # fmt: skip
    first = len(made)
    return made + Claimant.objects.bulk_create(
        Claimant(name=f"Comité local n° {n}", slug=f"claimant-{n}", kind="civil", stake="independent")
        for n in range(first, first + more)
    )


def _places():
    countries = {name: Place(name=name, slug=slugify(name), kind="country") for name in words.COUNTRIES}
    Place.objects.bulk_create(countries.values())
    return Place.objects.bulk_create(
        Place(
            name=name, slug=f"place-{number}", kind="city", part_of=countries[country], latitude=north, longitude=east
        )
        for number, (name, country, north, east) in enumerate(words.PLACES)
    )


def _events(dice, places, more):
    """Make three wholes, three parts of each of those, and the other events below a part, a whole or nothing."""
    whole = Event.objects.create(title=words.WHOLES[0], slug="whole-0", date="2023-09-20/2024-02-26")
    wholes = [whole, Event.objects.create(title=words.WHOLES[1], slug="whole-1", date="2023-10~", part_of=whole)]
    wholes.append(Event.objects.create(title=words.WHOLES[2], slug="whole-2", date="2023-11-04/..", part_of=whole))
    return wholes + Event.objects.bulk_create(
        Event(
            title=dice.choice(words.HAPPENINGS).format(place=place), slug=f"event-{number}", date=some_day(dice),
            place=place, part_of=dice.choice([*wholes, None]), summary="Both sides say that something happened there.",
        )
        for number, place in enumerate(dice.choices(places, k=37 + more))
    )  # fmt: skip


def _questions(dice, events, more):
    made = []
    for number in range(25 + more):
        kind, text, _answers = words.QUESTIONS[number % len(words.QUESTIONS)]
        event = events[3 + number % (len(events) - 3)]
        measure, affected, _unit = words.MEASURES[number % 2] if kind == "figure" else ("", "", "")
        made.append(
            Question(
                text=text.format(place=event.place), slug=f"question-{number}", kind=kind, event=event,
                measure=measure, affected=affected, summary="The answers exclude each other.",
                would_settle="A dated picture of the place.\nA witness of neither side.",
            )
        )  # fmt: skip
    return Question.objects.bulk_create(made)


def _sources(dice, claimants, more):
    publishers = [claimant for claimant in claimants if claimant.kind != "person"]
    kinds = ("article", "article", "communique", "broadcast", "post", "report")
    return Source.objects.bulk_create(
        Source(
            title=f"{kind.capitalize()} no. {number} on the events in the north", slug=f"source-{number}", kind=kind,
            publisher=dice.choice(publishers) if number % 20 else None, published=some_day(dice),
            language=dice.choice(("fr", "fr", "en", "ar")), url=f"https://reports.example/{number}",
        )
        for number, kind in enumerate(dice.choices(kinds, k=60 + more // 50))
    )  # fmt: skip
