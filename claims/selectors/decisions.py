"""Ledger entries as feeds and lists show them: what was decided on which claims, by whom and why, newest first."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.choices import Act, Credibility, Status
from claims.ledger.entries import LINK_SUBJECT, EntryBody, read_entry, read_subject
from claims.models import Claim, ClaimLink, LedgerEntry
from claims.selectors.actors import chosen_names, name_of

MAX_DECISIONS_SHOWN = 50
#: How many of the newest entries are looked through for claims that links changed.
ENTRIES_SEARCHED = 2000
DONE = {
    Act.PUBLISH: gettext_lazy("%(claim)s published"),
    Act.REVISE: gettext_lazy("%(claim)s revised"),
    Act.WITHDRAW: gettext_lazy("%(claim)s withdrawn"),
    Act.LINK: gettext_lazy("Link confirmed: %(claim)s %(verb)s %(other)s"),
    Act.UNLINK: gettext_lazy("Link set aside: %(claim)s %(verb)s %(other)s"),
    Act.ASSESS: gettext_lazy("%(claim)s assessed as “%(status)s”"),
    Act.CORRECT: gettext_lazy("%(claim)s corrected"),
    Act.ERASE: gettext_lazy("A person’s public name erased"),
}


@dataclass
class Decision:
    """One entry, and the claims that it speaks of. Where one was withdrawn, it tells no more than what was decided."""

    entry: LedgerEntry
    body: EntryBody
    by: str
    claims: list[Claim]
    link: ClaimLink | None = None

    @property
    def gone(self):
        return len([claim for claim in self.claims if claim.is_published]) < len(self.body.subject.references)

    @property
    def reason(self):
        return "" if self.gone and self.entry.act != Act.WITHDRAW else self.body.reason

    @property
    def statement(self):
        """What the claim said from then on."""
        return self.body.claim["statement"] if self.body.claim and not self.gone else ""

    @property
    def finding(self):
        """The finding that then began to stand, with its credibility in words."""
        finding = self.body.claim and self.body.claim["assessment"]
        if self.gone or self.entry.act != Act.ASSESS or not finding:
            return None
        return {**finding, "credibility": Credibility(finding["credibility"]).label}

    @property
    def done(self):
        """What was done to which claim; of an entry of no known form, its act and its subject."""
        if not self.body.coherent:
            return titled(self.entry.get_act_display(), self.body.subject.text)
        words: dict[str, Any] = dict(zip(("claim", "other"), self.body.subject.references, strict=False))
        if self.link:
            words["verb"] = self.link.verb
        if self.entry.act == Act.ASSESS:
            words["status"] = Status(self.body.state["status"]).label
        return DONE[Act(self.entry.act)] % words

    @property
    def title(self):
        return titled(self.done, self.statement)


@dataclass
class Changed:
    """A claim, and the newest decision on it or on a link of it."""

    claim: Claim
    decision: Decision = field(repr=False)

    @property
    def title(self):
        return titled(self.claim.reference, self.claim.statement)


def titled(what, statement):
    """Say what, and the beginning of a statement."""
    words = {"what": what, "statement": Truncator(statement).chars(120)}
    return _("%(what)s: %(statement)s") % words if statement else what


def newest():
    """Return the newest ``MAX_DECISIONS_SHOWN`` decisions."""
    return told(LedgerEntry.objects.order_by("-sequence")[:MAX_DECISIONS_SHOWN])


def touching(claims):
    """Return the newest decisions on ``claims``, a queryset, and on links of theirs."""
    entries = LedgerEntry.objects.order_by("-sequence")
    found = {
        entry.pk: entry
        for subjects in (claims.order_by().values("reference"), _links("first", claims), _links("second", claims))
        for entry in entries.filter(subject__in=subjects)[:MAX_DECISIONS_SHOWN]
    }
    return told([found[pk] for pk in sorted(found, reverse=True)[:MAX_DECISIONS_SHOWN]])


def _links(end, claims):
    """Return the subjects of the links that have one of ``claims`` at an end."""
    named = ClaimLink.objects.filter(**{f"{end}__in": claims.order_by().values("pk")}).order_by()
    return named.annotate(subject=LINK_SUBJECT).values("subject")


def told(entries):
    """Return a ``Decision`` for each entry, in three queries."""
    entries = list(entries)
    bodies = [read_entry(entry) for entry in entries]
    named = {reference for body in bodies for reference in body.subject.references}
    known = Claim.objects.public_once().select_related("claimant").filter(reference__in=named)
    claims = {claim.reference: claim for claim in known}
    names = chosen_names(bodies)
    return [_decision(entry, body, names, claims) for entry, body in zip(entries, bodies, strict=True)]


def _decision(entry, body, names, claims):
    about = [claims[each] for each in body.subject.references if each in claims]
    link = body.link and ClaimLink(**{name: body.state[name] for name in ("kind", "basis", "rationale")})
    return Decision(entry, body, name_of(body, names), about, link)


def newest_changed(claims):
    """Return the newest changed of ``claims``, a queryset, as ``Changed`` rows, up to ``MAX_DECISIONS_SHOWN``.

    A decision on a link counts where it is among the newest ``ENTRIES_SEARCHED`` entries."""
    entries = LedgerEntry.objects.order_by("-sequence").values_list("sequence", "subject")
    last: dict[str, int] = {}
    for sequence, subject in entries[:ENTRIES_SEARCHED]:
        for reference in read_subject(subject).references:
            last.setdefault(reference, sequence)
    found = claims.order_by().filter(reference__in=last).values_list("reference", flat=True)
    chosen = {each: last[each] for each in sorted(found, key=lambda each: (-last[each], each))[:MAX_DECISIONS_SHOWN]}
    if len(chosen) < MAX_DECISIONS_SHOWN:
        chosen |= _changed_before(claims.exclude(reference__in=last), MAX_DECISIONS_SHOWN - len(chosen))
    return _changed(chosen)


def _changed_before(claims, most):
    own = LedgerEntry.objects.filter(subject=OuterRef("reference")).order_by("-sequence").values("sequence")[:1]
    dated = claims.annotate(changed=Subquery(own)).filter(changed__isnull=False).order_by(F("changed").desc())
    return dict(dated.values_list("reference", "changed")[:most])


def _changed(chosen):
    claims = {claim.reference: claim for claim in Claim.objects.select_related("claimant").filter(reference__in=chosen)}
    told_of = {decision.entry.pk: decision for decision in told(LedgerEntry.objects.filter(pk__in=chosen.values()))}
    return [Changed(claims[reference], told_of[sequence]) for reference, sequence in chosen.items()]
