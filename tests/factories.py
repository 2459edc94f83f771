"""Plain factories: each makes one valid row, and what it needs, unless it is given."""

from itertools import count

from django.contrib.auth.models import Group, User

from claims import workflow
from claims.choices import Basis, Bearing, ClaimantKind, LinkKind, Mode, PlaceKind, QuestionKind, SourceKind, Stake
from claims.models import Citation, Claim, Claimant, Event, Place, Quantity, Question, Source

numbers = count(1)


def make_user(*groups, **kwargs):
    """Make a staff member of the named groups: Contributors, Editors or Reviewers."""
    kwargs.setdefault("username", f"person-{next(numbers)}")
    user = User.objects.create_user(is_staff=True, **kwargs)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_editor(**kwargs):
    return make_user("Editors", **kwargs)


def make_reviewer(**kwargs):
    return make_user("Reviewers", **kwargs)


def make_claimant(**kwargs):
    number = next(numbers)
    defaults = {
        "name": f"Claimant {number}",
        "slug": f"claimant-{number}",
        "kind": ClaimantKind.ARMED_GROUP,
        "stake": Stake.UNKNOWN,
    }
    return Claimant.objects.create(**{**defaults, **kwargs})


def make_publisher(**kwargs):
    return make_claimant(**{"kind": ClaimantKind.MEDIA, "stake": Stake.INDEPENDENT, **kwargs})


def make_place(**kwargs):
    number = next(numbers)
    return Place.objects.create(
        **{"name": f"Place {number}", "slug": f"place-{number}", "kind": PlaceKind.CITY, **kwargs}
    )


def make_event(**kwargs):
    number = next(numbers)
    return Event.objects.create(
        **{"title": f"Event {number}", "slug": f"event-{number}", "date": "2023-10-06", **kwargs}
    )


def make_question(**kwargs):
    number = next(numbers)
    defaults = {"text": f"Did it happen, number {number}?", "slug": f"question-{number}", "kind": QuestionKind.YES_NO}
    return Question.objects.create(**{**defaults, **kwargs})


def make_source(**kwargs):
    number = next(numbers)
    defaults = {
        "title": f"Report {number}",
        "slug": f"report-{number}",
        "kind": SourceKind.ARTICLE,
        "published": "2023-10-07",
        "url": f"https://news.example/{number}",
    }
    return Source.objects.create(
        **{**defaults, "publisher": kwargs.pop("publisher", None) or make_publisher(), **kwargs}
    )


def make_claim(**kwargs):
    """Make a draft."""
    number = next(numbers)
    defaults = {
        "reference": f"T-{number:03}",
        "statement": f"Something happened, number {number}.",
        "about": "2023-10-06",
        "asserted": "2023-10-07",
    }
    claimant = kwargs.pop("claimant", None) or make_claimant()
    return Claim.objects.create(**{**defaults, "claimant": claimant, **kwargs})


def make_citation(claim, *, counted=True, **kwargs):
    """Cite a source for a claim; ``counted=False`` for a draft that is published next, which counts anew."""
    defaults = {"bearing": Bearing.STATES, "mode": Mode.REPORTED}
    citation = Citation.objects.create(
        **{**defaults, "claim": claim, "source": kwargs.pop("source", None) or make_source(), **kwargs}
    )
    if claim.public_once:
        workflow.revise(claim, by=make_editor(), reason="Another source.")
    elif counted:
        workflow.recount(Claim.objects.filter(pk=claim.pk))
    claim.refresh_from_db()
    return citation


def make_quantity(claim, **kwargs):
    defaults = {"measure": "killed", "affected": "civilians", "best": 17, "verbatim": "seventeen"}
    return Quantity.objects.create(**{**defaults, "claim": claim, **kwargs})


def make_published(by=None, **kwargs):
    """Make a published claim with one citation."""
    claim = make_claim(**kwargs)
    make_citation(claim, counted=False)
    published = workflow.publish(claim, by=by or make_editor())
    published.refresh_from_db()
    return published


def make_link(first, second, **kwargs):
    """Make a confirmed contradiction of two claims that cannot both hold."""
    defaults = {
        "kind": LinkKind.CONTRADICTS,
        "basis": Basis.INCOMPATIBLE,
        "rationale": "If one holds the other does not.",
    }
    made = workflow.link(first, second, **{**defaults, "by": kwargs.pop("by", None) or make_editor(), **kwargs})
    first.refresh_from_db()
    second.refresh_from_db()
    return made


def make_suggested_link(first, second, **kwargs):
    return make_link(first, second, by=make_user("Contributors"), **kwargs)


def make_verdict(claim, status, **kwargs):
    """Have a finding proposed by an editor and approved by a reviewer, with the evidence that it needs."""
    needs = {
        "corroborated": {"bearing": Bearing.SUPPORTS},
        "verified": {"bearing": Bearing.SUPPORTS},
        "refuted": {"bearing": Bearing.UNDERMINES},
        "retracted": {"bearing": Bearing.UNDERMINES, "mode": Mode.OWN},
    }
    if status in needs:
        make_citation(claim, **needs[status])
    defaults = {"status": status, "credibility": "2", "rationale": "The evidence says so."}
    assessment = workflow.assess(claim, **{**defaults, "by": make_editor(), **kwargs})
    if not assessment.decided:
        assessment = workflow.approve_assessment(assessment, by=make_reviewer())
    claim.refresh_from_db()
    return assessment
