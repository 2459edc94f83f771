"""Admin action and views that link claims: choose the other one, compare them, record kind and basis."""

from itertools import combinations

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect

from claims import workflow
from claims.admin.base import CarefulAutocomplete
from claims.admin.claim_pages import (
    ask_about,
    attach_links,
    claims_asked_for,
    render_page,
    sentences,
    to_claim,
    to_list,
    with_evidence,
)
from claims.admin.input_checks import ProseInput, choice_field
from claims.choices import Basis, LinkKind
from claims.dates import Bounds
from claims.models import Claim, ClaimLink
from claims.rules.conflicts import Facts, Figure, reasons, span

MAX_LINKED_AT_ONCE = 6
MAX_COUNTERPARTS_OFFERED = 8


def facts_of(claim):
    """Return a claim's ``Facts`` for ``rules.conflicts``. No query where quantities are prefetched."""
    spans = [(quantity, span(quantity.bound, quantity.low, quantity.best, quantity.high))
             for quantity in claim.quantities.all()]  # fmt: skip
    return Facts(
        reference=claim.reference,
        kind=claim.kind,
        question=claim.question_id,
        position=claim.position,
        place=claim.place_id,
        about=Bounds(claim.about_earliest, claim.about_latest),
        figures=tuple(
            Figure(quantity.measure, quantity.affected, quantity.unit, *ends, quantity.in_words)
            for quantity, ends in spans
            if ends
        ),
    )


def hints(one, other):
    """Return reasons why two claims may contradict each other, as ``(sentence, label of the basis)``."""
    return [(reason.sentence, Basis(reason.basis).label) for reason in reasons(facts_of(one), facts_of(other))]


class CounterpartForm(forms.Form):
    """Form that chooses the other claim; submitted by GET to ``link_view``."""

    ids: "forms.ModelChoiceField[Claim]" = forms.ModelChoiceField(
        Claim.objects.all(), label="Search by reference, words or claimant"
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        widget = CarefulAutocomplete(ClaimLink._meta.get_field("second"), site)
        widget.choices = choice_field(self, "ids").choices
        self.fields["ids"].widget = widget


class LinkForm(forms.Form):
    """Form of the links between the ticked pairs of claims; without checkboxes for a single pair."""

    kind = forms.ChoiceField(
        choices=LinkKind, initial=LinkKind.CONTRADICTS, label="Kind", help_text="How the two stand to each other."
    )
    direction = forms.ChoiceField(
        label="Which way it reads",
        required=False,
        help_text="Only counts for denies, qualifies, repeats and supersedes; the others read the same from both ends.",
    )
    basis = forms.ChoiceField(
        choices=[("", "Choose why they differ"), *Basis.choices],
        required=False,
        label="Basis",
        help_text="Why they differ. Only “Cannot both hold” makes them disputed. Needed for contradicts and denies.",
    )
    rationale = ProseInput(
        rows=3,
        label="Rationale",
        help_text="Why, in a sentence or two: one day, one road, opposite answers.",
        error_messages={"required": "Say why: a link needs a rationale."},
    )
    pairs = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="Pairs to link",
        error_messages={"required": "Tick at least one pair."},
    )

    def __init__(self, *args, claims, **kwargs):
        super().__init__(*args, **kwargs)
        self.couples = {f"{one.pk}-{other.pk}": (one, other) for one, other in combinations(claims, 2)}
        if len(self.couples) == 1:
            del self.fields["pairs"]
        else:
            choice_field(self, "pairs").choices = [(key, self._named(*pair)) for key, pair in self.couples.items()]
            self.fields["pairs"].initial = list(self.couples)
        choice_field(self, "direction").choices = [
            ("forward", self._way(claims)),
            ("backward", self._way(claims[::-1])),
        ]

    def chosen(self):
        """Return the ticked pairs, in the chosen direction."""
        keys = self.cleaned_data.get("pairs") or list(self.couples)
        couples = [self.couples[key] for key in keys]
        backward = self.cleaned_data["direction"] == "backward"
        return [couple[::-1] if backward else couple for couple in couples]

    @staticmethod
    def _named(one, other):
        return f"{one.reference} and {other.reference}"

    @staticmethod
    def _way(claims):
        return " → ".join(claim.reference for claim in claims)


@admin.action(description="Link as contradicting…", permissions=["link"])
def link_selected(modeladmin, request, queryset):
    return ask_about(request, queryset, "link", least=2, most=MAX_LINKED_AT_ONCE)


@permission_required("claims.add_claimlink", raise_exception=True)
def counterpart_view(request, claim_id):
    """Show the form that chooses the claim to link with, and likely counterparts."""
    claim = with_evidence(Claim.objects.filter(pk=claim_id)).first()
    if claim is None:
        return to_list(request, "This claim is no longer there.")
    form = CounterpartForm(site=admin.site)
    attach_links([claim])
    return render_page(
        request,
        "claim/counterpart",
        f"Link {claim.reference} with another claim",
        claim=claim,
        form=form,
        media=form.media,
        likely=_likely_counterparts(claim),
    )


@permission_required("claims.add_claimlink", raise_exception=True)
def link_view(request):
    """Show claims side by side with the form; on POST link them."""
    claims = attach_links(claims_asked_for(request))
    if len(claims) < 2:
        return _one_claim_only(request, claims)
    if len(claims) > MAX_LINKED_AT_ONCE:
        return to_list(request, f"Select at most {MAX_LINKED_AT_ONCE} claims to link.")
    form = LinkForm(request.POST if request.method == "POST" else None, claims=claims)
    if request.method == "POST" and form.is_valid() and _link(request, form):
        return to_claim(claims[0]) if len(claims) == 2 else to_list(request)
    return render_page(
        request,
        "claim/link",
        f"Link {' and '.join(claim.reference for claim in claims)}",
        claims=claims,
        form=form,
        hints=[(LinkForm._named(*pair), hints(*pair)) for pair in form.couples.values()],
        existing=_links_among(claims),
        suggests=not request.user.has_perm("claims.confirm_claimlink"),
    )


def _link(request, form):
    """Link all chosen pairs or none; return whether it did, with refusals as form errors."""
    answers = {name: form.cleaned_data[name] for name in ("kind", "basis", "rationale")}
    made = []
    try:
        with workflow.write_transaction():
            for one, other in form.chosen():
                try:
                    made.append(workflow.link(one, other, **answers, by=request.user))
                except (ValidationError, Claim.DoesNotExist) as error:
                    for sentence in sentences(error):
                        form.add_error(None, f"{one.reference} and {other.reference}: {sentence}")
            if form.errors:
                raise ValidationError("Nothing was linked.")
    except ValidationError:
        return False
    for link in made:
        messages.success(request, f"{link}: {link.get_state_display().lower()}.")
    return True


def _one_claim_only(request, claims):
    asked = request.GET.getlist("ids")
    if not claims:
        return to_list(request, "Those claims are no longer there: select others.")
    if len(asked) > 1 and len(set(asked)) == 1:
        messages.error(request, "A claim cannot be linked with itself: choose another one.")
    else:
        messages.error(request, "Choose the other claim.")
    return redirect("admin:claims_claim_counterpart", claims[0].pk)


def _links_among(claims):
    return ClaimLink.objects.filter(first__in=claims, second__in=claims).for_reading()


def _likely_counterparts(claim):
    """Return unlinked claims on the same question or event with their ``hints``, those with most first.

    Looks at the 100 newest.
    """
    near = Q(question=claim.question_id) if claim.question_id else Q(pk=None)
    if claim.event_id:
        near |= Q(event=claim.event_id)
    linked = {other.pk for _link, _reading, other in claim.links}
    others = Claim.objects.filter(near).exclude(pk__in={claim.pk, *linked}).order_by("-pk")
    found = [(other, hints(claim, other)) for other in with_evidence(others)[:100]]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))[:MAX_COUNTERPARTS_OFFERED]
