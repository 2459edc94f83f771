"""Views of the ledger: list, detail, and download as JSON Lines."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from claims.choices import Act, LinkKind, Status
from claims.ledger import chain
from claims.ledger.entries import SubjectKind, entries_about, read_entry
from claims.ledger.history import end_of_day
from claims.ledger.stream import bodies
from claims.models import Claim, LedgerEntry
from claims.models.claims import REFERENCE
from claims.search.pagination import ROWS_PER_PAGE, paginate
from claims.selectors.as_of import past_day, today
from claims.selectors.changes import PLAIN, TEXTS, changes, rows
from claims.views.forms import AskedChoice, AskedForm

NOT_AN_ACT = _("That is not one of the decisions.")
#: Script that checks a downloaded ledger; the page shows it, a test runs it.
RECIPE = """\
import hashlib, json

head = "0" * 64
number = 0
with open("ledger.jsonl", "rb") as file:
    for number, line in enumerate(file, start=1):
        body = line.removesuffix(b"\\n")
        entry = json.loads(body)
        if entry["previous"] != head or entry["sequence"] != number:
            raise SystemExit(f"Entry {number} does not continue the one before it.")
        head = hashlib.sha256(body).hexdigest()
print(number, "entries, head", head)
"""


class LedgerForm(AskedForm):
    claim = forms.CharField(required=False, max_length=40)
    act = AskedChoice(choices=Act.choices, blank=_("Any decision"), error_messages={"invalid_choice": NOT_AN_ACT})
    day = forms.CharField(required=False, max_length=40)

    def clean_claim(self):
        reference = self.cleaned_data["claim"].upper()
        if reference and not re.fullmatch(REFERENCE, reference):
            raise ValidationError(_("That is not a reference. Write it like KO-012."))
        return reference

    def clean_day(self):
        typed = self.cleaned_data["day"]
        return past_day(typed) if typed else None


def entries(request):
    """List the entries that the query string selects, newest first, with the head and how to verify the file."""
    form = LedgerForm(request.GET)
    form.full_clean()
    page = paginate(_selected(**form.asked), "-sequence", request.GET, key="sequence", size=ROWS_PER_PAGE)
    size, head = chain.head()
    context = {
        "form": form,
        "asked": form.asked,
        "page": page,
        "told": [_told(entry) for entry in page.rows],
        "size": size,
        "head": head,
        "today": today().isoformat(),
        "recipe": RECIPE,
    }
    return render(request, "claims/ledger.html", context, status=400 if form.errors else 200)


def _selected(claim=None, act=None, day=None):
    found = LedgerEntry.objects.all()
    if claim:
        found = found.filter(entries_about(claim))
    if act:
        found = found.filter(act=act)
    if day:
        end = end_of_day(day).at
        found = found.filter(recorded_at__lt=end, recorded_at__gte=end - timedelta(days=1))
    return found


def _told(entry):
    """Return the template context of an entry's line in the list."""
    body = read_entry(entry)
    status = Status(body.claim["status"]) if body.claim and entry.act == Act.ASSESS else ""
    return {"entry": entry, "reason": body.reason, "status": status, **_named(body.subject)}


def _named(subject):
    """Return a subject's parts: the references to link to, or its text where it is of no known form."""
    if subject.kind == SubjectKind.LINK:
        first, second = subject.references
        return {"first": first, "kind": LinkKind(subject.link_kind).label, "second": second}
    if subject.kind == SubjectKind.CLAIM:
        return {"first": subject.text}
    return {"plain": subject.text} if subject.kind == SubjectKind.OTHER else {}


def entry(request, sequence):
    """Show one entry: act, actor, reason, changes and hashes. A withdrawn claim's state is not shown."""
    found = get_object_or_404(LedgerEntry, sequence=sequence)
    body = read_entry(found)
    named = _named(body.subject)
    gone = Claim.objects.withdrawn().filter(reference__in=body.subject.references).exists()
    before = LedgerEntry.objects.filter(subject=found.subject, sequence__lt=sequence).order_by("-sequence")[:1]
    change = changes([*before, found])[-1]
    following = LedgerEntry.objects.filter(sequence=sequence + 1).exists()
    context = {
        **named,
        "subject": " ".join(str(word) for word in named.values()) or found.subject,
        "entry": found,
        "change": change,
        "link": body.link,
        "gone": gone,
        "facts": list(_facts(body.claim)) if body.claim and not gone else [],
        "status": body.claim and body.claim["status"],
        "rows": rows(body.claim) if body.claim and not gone else [],
        "after": sequence + 1 if following else None,
    }
    return render(request, "claims/ledger_entry.html", context)


def _facts(state):
    """Yield ``(label, value, whether it is in the editors' language)`` for each filled field of a claim's state."""
    for name, (label, say) in PLAIN.items():
        if state[name]:
            yield label, say(state[name]), isinstance(state[name], dict)
    for name, label in TEXTS.items():
        if state[name]:
            yield label, state[name], name != "original_text"


def download(request):
    """Stream the bodies of all entries as JSON Lines, oldest first."""
    until = chain.head()[0]
    made = HttpResponse if request.method == "HEAD" else StreamingHttpResponse
    return made(
        b"" if request.method == "HEAD" else bodies(until),
        content_type="application/jsonl; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="ledger.jsonl"',
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )
