"""Ledger entries → what each changed, as readers see it: words added and removed, marks, sources, links."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.choices import Basis, ClaimKind, Credibility, Status
from claims.dates import in_words
from claims.ledger.entries import EntryBody, link_subject, read_entry
from claims.ledger.states import ClaimState
from claims.models import Citation, ClaimLink, LedgerEntry, Quantity
from claims.selectors.actors import chosen_names, name_of
from claims.text.diff import Piece, pieces

TEXTS = {
    "statement": gettext_lazy("Statement"),
    "position": gettext_lazy("Short answer"),
    "quotation": gettext_lazy("Quotation"),
    "original_text": gettext_lazy("Original text"),
}
PLAIN: dict[str, tuple[str | Promise, Callable[[Any], str]]] = {
    "kind": (gettext_lazy("Kind"), lambda value: str(ClaimKind(value).label)),
    "language": (gettext_lazy("Language"), str),
    "asserted": (pgettext_lazy("label of a date", "Said"), in_words),
    "about": (pgettext_lazy("label of a date", "Happened"), in_words),
    "claimant": (gettext_lazy("Claimant"), lambda value: value["name"]),
    "event": (gettext_lazy("Event"), lambda value: value["title"]),
    "question": (gettext_lazy("Question"), lambda value: value["text"]),
    "place": (gettext_lazy("Place"), lambda value: value["name"]),
}
MAX_CHANGES_SHOWN = 60


@dataclass
class Change:
    """One entry: what was done, who did it, and what it changed since the entry before it of the same subject."""

    entry: LedgerEntry
    body: EntryBody
    by: str
    statuses: tuple[str, str] | None = None
    finding: dict | None = None
    texts: list[tuple[str | Promise, list[Piece]]] = field(default_factory=list)
    facts: list[tuple[str | Promise, str, str]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    link: ClaimLink | None = None

    @property
    def reason(self):
        return self.body.reason

    @property
    def basis(self):
        """Why the two claims of a link differ, in words."""
        return Basis(self.body.link["basis"]).label if self.body.link and self.body.link["basis"] else ""


def changes(entries):
    """Return a ``Change`` for each entry. ``entries`` are oldest first, with every earlier entry of their subjects."""
    bodies = [(entry, read_entry(entry)) for entry in entries]
    names = chosen_names([body for _entry, body in bodies])
    before: dict[str, ClaimState] = {}
    found = []
    for entry, body in bodies:
        change = Change(entry, body, name_of(body, names))
        if body.claim:
            _compare(change, before.get(entry.subject), body.claim)
            before[entry.subject] = body.claim
        found.append(change)
    return found


def history(claim, links, until=None):
    """Return the newest ``MAX_CHANGES_SHOWN`` changes of a claim and of ``links`` of it, and whether there are more."""
    ends = {link_subject(link): link for link in links}
    entries = LedgerEntry.objects.order_by("-sequence")
    if until is not None:
        entries = entries.filter(sequence__lte=until)
    read = list(entries.filter(subject__in=[claim.reference, *ends])[: MAX_CHANGES_SHOWN + 1])
    more, read = len(read) > MAX_CHANGES_SHOWN, read[:MAX_CHANGES_SHOWN]
    if more:
        read += entries.filter(subject=claim.reference, sequence__lt=read[-1].sequence)[:1]
    told = changes(reversed(read))[::-1][:MAX_CHANGES_SHOWN]
    for change in told:
        change.link = ends.get(change.entry.subject)
    return told, more


def _compare(change, old, new):
    """Note on a change what ``new`` says otherwise than ``old``; of a first entry, only its finding."""
    finding, earlier = new["assessment"], old and old["assessment"]
    if finding and finding != earlier:
        change.finding = {**finding, "credibility": Credibility(finding["credibility"]).label}
    status = old["status"] if old else Status.UNVERIFIED
    if new["status"] != status or change.finding:
        change.statuses = (status, new["status"])
    if old is None:
        return
    change.texts = [(label, pieces(old[name], new[name])) for name, label in TEXTS.items() if old[name] != new[name]]
    change.facts = [
        (label, *(say(value) if value else _("none") for value in (old[name], new[name])))
        for name, (label, say) in PLAIN.items()
        if old[name] != new[name]
    ]
    rows_before, rows_now = rows(old), rows(new)
    change.added = [row for row in rows_now if row not in rows_before]
    change.removed = [row for row in rows_before if row not in rows_now]


def rows(state):
    """Return the sources and figures of a claim's state, a sentence each."""
    return [_cited(each) for each in state["citations"]] + [_counted(each) for each in state["quantities"]]


def _cited(said):
    citation = Citation(bearing=said["bearing"], mode=said["mode"])
    publisher = said["source"]["publisher"]
    named = [publisher["name"]] if publisher else []
    source = _("Source: %(source)s") % {"source": ", ".join([*named, said["source"]["title"]])}
    parts = [source, citation.get_bearing_display(), citation.get_mode_display()]
    parts += [said["locator"]] if said["locator"] else []
    parts += [_("“%(words)s”") % {"words": said["excerpt"]}] if said["excerpt"] else []
    return " · ".join(parts)


def _counted(said):
    quantity = Quantity(**said)
    words = {"figure": quantity, "unit": said["unit"], "words": said["verbatim"]}
    if said["verbatim"] and said["bound"] != "vague":
        return _("Figure: %(figure)s %(unit)s, worded “%(words)s”") % words
    return _("Figure: %(figure)s %(unit)s") % words
