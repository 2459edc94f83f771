"""Synthetic claims by the chunk: rows, what hangs on them, and the ledger's entries for each."""

import random
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction

from claims.choices import CHECKABLE_KINDS, OPPOSING_KINDS, Act, Status
from claims.ledger import chain as ledger
from claims.ledger import triggers
from claims.ledger.entries import link_subject
from claims.ledger.snapshots import claim_states, link_state
from claims.models import (
    Assessment,
    Citation,
    Claim,
    Claimant,
    ClaimLink,
    Event,
    LedgerEntry,
    Person,
    Place,
    Quantity,
    Question,
    Source,
)
from claims.rules.derived import derive
from tests.synthetic import words
from tests.synthetic.scene import FIRST_DAY, set_scene, some_day

CHUNK = 1200
#: Claims of a block answer one question; those of the first block are many and all linked with each other.
BLOCK, CROWD = 12, 64
RECORDED_FROM, RECORDED_FOR = datetime(2024, 3, 4, 8, tzinfo=UTC), timedelta(days=240)
KINDS = ("assertion", "assertion", "assertion", "figure", "accusation", "denial", "announcement", "demand", "call")
BASES = ("incompatible", "incompatible", "scope", "place", "period", "counting", "affected", "wording")
SHOWN = (Claim, Claimant, Event, Question, Place, Source, Citation, Quantity, ClaimLink, Assessment, LedgerEntry)


def fill(count, seed=0):
    """Fill a migrated database without claims with ``count`` published ones; return how many rows there are of each."""
    with transaction.atomic(), _without_guards():
        scene = set_scene(random.Random(seed), count)  # noqa: S311 (the same rows each time, no secret)
        for start in range(0, count, CHUNK):
            _chunk(scene, start, min(start + CHUNK, count), count)
    call_command("rebuild_modelsearch_index", verbosity=0)
    return {str(model._meta.verbose_name_plural): model.objects.count() for model in SHOWN}


@contextmanager
def _without_guards():
    stood = triggers.installed(connection)
    triggers.drop(connection)
    yield
    if stood:
        triggers.install(connection)


def _chunk(scene, start, end, count):
    """Publish claims ``start`` to ``end``, each with what hangs on it and with its entries of the ledger."""
    claims = Claim.objects.bulk_create(_claim(scene, number, count) for number in range(start, end))
    _cite(scene, claims)
    Quantity.objects.bulk_create(_quantities(scene.dice, claims))
    assessments = Assessment.objects.bulk_create(_assessments(claims))
    links = ClaimLink.objects.bulk_create(_links(scene.dice, claims, count))
    derived = derive(claims)
    for claim in claims:
        for name, value in asdict(derived[claim.pk]).items():
            setattr(claim, name, value)
    Claim.objects.bulk_update(claims, list(asdict(derived[claims[0].pk])), batch_size=300)
    _enter(claims, {each.claim_id: each for each in assessments}, links)


def _place_in_blocks(number, count):
    """Return the block of a claim, and its place in it."""
    crowd = min(CROWD, count // 4)
    if number < crowd:
        return 0, number
    block, within = divmod(number - crowd, BLOCK)
    return block + 1, within


def _claim(scene, number, count):
    dice = scene.dice
    block, within = _place_in_blocks(number, count)
    question = scene.questions[block % len(scene.questions)] if dice.random() < 0.85 or block == 0 else None
    event = question.event if question and dice.random() < 0.8 else dice.choice(scene.events)
    claimant = scene.claimants[block % 6] if within >= BLOCK - 2 else dice.choice(scene.claimants)
    language, original, quotation = dice.choice(words.QUOTES) if dice.random() < 0.2 else ("", "", "")
    kind = "figure" if question and question.kind == "figure" else dice.choice(KINDS)
    place = event.place or dice.choice(scene.places)
    recorded = RECORDED_FROM + RECORDED_FOR * (number / count)
    status = _status(dice, kind, block)
    return Claim(
        reference=f"S-{number}", claimant=claimant, event=event, question=question, kind=kind,
        position=dice.choice(_answers(question)) if question else "",
        place=dice.choice([place, place, dice.choice(scene.places), None]),
        statement=dice.choice(words.STATEMENTS).format(claimant=claimant, place=place),
        quotation=quotation, original_text=original, language=language,
        about=event.date if dice.random() < 0.5 else some_day(dice),
        asserted=some_day(dice, FIRST_DAY + timedelta(days=10)),
        publication="published", published_at=recorded, status=status, version=2 + (status != Status.UNVERIFIED),
    )  # fmt: skip


def _answers(question):
    return next(answers for kind, _text, answers in words.QUESTIONS if kind == question.kind)


def _status(dice, kind, block):
    if kind not in CHECKABLE_KINDS or dice.random() < 0.75:
        return Status.UNVERIFIED
    # Of two claims that cannot both hold at most one is verified, and any two of the first block may be such.
    found = dice.choice(list(words.FINDINGS))
    return Status.INCONCLUSIVE if found == Status.VERIFIED and block % 7 != 1 else Status(found)


# Sources: chains of relays, and the evidence that each status needs


def _cite(scene, claims):
    waiting = [(claim, row) for claim in claims for row in _citations(scene, claim)]
    made = {}
    for depth in range(6):
        layer = [
            (
                key,
                Citation(
                    claim=claim, source=source, bearing=bearing, mode=mode, relayed_from=made.get((claim.pk, above)),
                    locator=locator, excerpt=claim.quotation if depth == 0 else "",
                ),
            )
            for claim, (level, key, above, source, bearing, mode, locator) in waiting
            if level == depth
        ]  # fmt: skip
        Citation.objects.bulk_create(citation for _key, citation in layer)
        made |= {(citation.claim_id, key): citation for key, citation in layer}


def _citations(scene, claim):
    """Yield a claim's citations: depth, own key, key of the one it relays, source, bearing, mode, locator."""
    dice = scene.dice
    sources = dice.sample(scene.sources, 12)
    needed = {"refuted": ("undermines", "reported"), "retracted": ("undermines", "own")}
    bearing, mode = needed.get(claim.status, ("states", dice.choice(("reported", "own", "relayed"))))
    if claim.status in (Status.CORROBORATED, Status.VERIFIED):
        sources.insert(0, _foreign(scene, claim))
        bearing, mode = "supports", "reported"
    sources = list(dict.fromkeys(sources))
    for chain in range(dice.choice((1, 1, 2))):
        for depth in range(dice.choice((1, 1, 1, 2, 2, 3, 4, 6))):
            key, above = f"{chain}-{depth}", f"{chain}-{depth - 1}"
            locator = dice.choice(("", "paragraph 3", "02:15", "footnote 19"))
            yield depth, key, above, sources.pop(0), bearing, mode if depth == 0 else "relayed", locator
        bearing, mode = dice.choice(("states", "supports", "undermines", "context")), "reported"


def _foreign(scene, claim):
    """Return a source whose publisher has nothing to do with the claimant."""
    own = claim.claimant.whole
    return scene.dice.choice([each for each in scene.sources if each.publisher and each.publisher.whole != own])


# Figures, findings and links


def _quantities(dice, claims):
    for claim in claims:
        if claim.kind == "figure":
            number = dice.randint(0, 9) if dice.random() < 0.5 else dice.randint(10, 400)
            measure, affected, unit = words.MEASURES[claim.question is not None and claim.question.measure != "killed"]
            bound, numbers, verbatim = dice.choice(_figures(number))
            yield Quantity(
                claim=claim, measure=measure, affected=affected, unit=unit, bound=bound, verbatim=verbatim, **numbers
            )


def _figures(number):
    return (
        ("exact", {"best": number}, f"{number}"), ("exact", {"best": number}, ""),
        ("about", {"best": number}, f"about {number}"), ("at_least", {"low": number}, f"more than {number}"),
        ("at_most", {"high": number}, ""), ("range", {"low": number, "best": number + 3, "high": number + 9}, ""),
        ("range", {"low": number, "high": number + 20}, ""), ("vague", {}, "heavy losses"), ("vague", {}, "dozens"),
    )  # fmt: skip


def _assessments(claims):
    editor, reviewer = (User.objects.get_or_create(username=f"synthetic-{role}")[0] for role in ("editor", "reviewer"))
    for claim in claims:
        if claim.status != Status.UNVERIFIED:
            yield Assessment(
                claim=claim, number=1, status=claim.status, credibility="3", rationale=words.FINDINGS[claim.status],
                state="approved", proposed_by=editor, proposed_at=claim.published_at, decided_by=reviewer,
                decided_at=claim.published_at,
            )  # fmt: skip


def _links(dice, claims, count):
    """Yield links within each block: all pairs of the first one, a few of every other."""
    blocks = {}
    for claim in claims:
        block, _within = _place_in_blocks(int(claim.reference[2:]), count)
        blocks.setdefault(block, []).append(claim)
    for block, members in blocks.items():
        pairs = [(one, other) for index, one in enumerate(members) for other in members[index + 1 :]]
        few = [*dice.sample(pairs[:-1], min(6, max(len(pairs) - 1, 0))), *pairs[-1:]]
        yield from (_link(dice, *pair) for pair in (few if block else pairs))


def _link(dice, first, second):
    kind, basis = _kind(dice, first, second)
    return ClaimLink(
        first=first, second=second, kind=kind, basis=basis, rationale=words.RATIONALES[basis], state="confirmed",
        proposed_at=second.published_at, reviewed_at=second.published_at,
    )  # fmt: skip


def _kind(dice, first, second):
    if first.claimant_id == second.claimant_id and dice.random() < 0.5:
        return "supersedes", ""
    if first.position and first.position != second.position and dice.random() < 0.8:
        basis = dice.choice(BASES)
        both = first.status == second.status == Status.VERIFIED
        return dice.choice(OPPOSING_KINDS), "wording" if both and basis == "incompatible" else basis
    return dice.choice((("corroborates", ""), ("qualifies", "scope"), ("qualifies", "period"), ("repeats", "")))


# The ledger


def _enter(claims, assessments, links):
    """Append what a chunk did to the ledger: each claim published, judged, and linked with those before it."""
    actor = str(Person.objects.get_or_create(user=User.objects.get_or_create(username="synthetic-editor")[0])[0].uuid)
    ended = {}
    for link in links:
        ended.setdefault(link.second_id, []).append(link)
    sequence, previous = ledger.head()
    entries = []

    def enter(act, subject, version, state, at):
        nonlocal sequence, previous
        sequence += 1
        body = ledger.canonical(
            {
                "act": str(act), "actor": actor, "at": ledger.stamp(at), "previous": previous, "reason": "",
                "sequence": sequence, "state": state, "subject": subject, "version": version,
            }
        )  # fmt: skip
        entry = LedgerEntry(
            sequence=sequence, subject=subject, version=version, act=act, recorded_at=at, body=body,
            previous_hash=previous, hash=ledger.digest(body),
        )  # fmt: skip
        previous = entry.hash
        entries.append(entry)

    states = claim_states(claims)
    for claim in claims:
        state, at = states[claim.pk], claim.published_at
        before = {**state, "status": str(Status.UNVERIFIED), "assessment": None}
        enter(Act.PUBLISH, claim.reference, 2, before, at)
        if claim.pk in assessments:
            enter(Act.ASSESS, claim.reference, 3, state, at)
        for link in ended.get(claim.pk, ()):
            enter(Act.LINK, link_subject(link), 1, link_state(link), at)
    LedgerEntry.objects.bulk_create(entries)
