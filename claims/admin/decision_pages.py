"""View shared by all decisions of the review queue: show one row, decide on it, go on to the next."""

from abc import ABC, abstractmethod
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from claims.admin.claim_pages import sentences
from claims.admin.input_checks import ProseInput, choice_field
from claims.admin.queue import following


class Decision(ABC):
    """Base of what ``decide_view`` needs to know about one kind of row.

    ``kind`` is that of ``queue.Waiting``, ``name`` the last part of the URL, ``decisions`` ``{value: label of its
    button}``, the favourable one first.
    """

    kind: str
    name = "decide"
    permission: str
    decisions: dict[str, str]
    note: str
    note_help: str

    @abstractmethod
    def rows(self):
        """Return the queryset of what can be decided on."""

    @abstractmethod
    def claim_of(self, row):
        """Return the claim to go back to."""

    @abstractmethod
    def decide(self, row, *, decision, note, by):
        """Carry out the decision; return the success message. Raises ValidationError or PermissionDenied."""

    @abstractmethod
    def shown_of(self, row):
        """Return the template context: ``claims``, ``differences``, ``decided``, and what the kind's template needs.

        ``decided`` is true where the row waits no longer.
        """

    def title(self, row):
        return f"Decide on {row}"


class DecisionForm(forms.Form):
    decision = forms.ChoiceField()
    note = ProseInput(required=False, rows=2)

    def __init__(self, *args, decision_on, **kwargs):
        super().__init__(*args, **kwargs)
        decision, note = choice_field(self, "decision"), self.fields["note"]
        decision.choices = list(decision_on.decisions.items())
        sentence = f"Choose: {' or '.join(word.lower() for word in decision_on.decisions.values())}."
        decision.error_messages |= {"required": sentence, "invalid_choice": sentence}
        note.label, note.help_text = decision_on.note, decision_on.note_help


def decision_path(decision):
    """Return the URL pattern of ``decide_view`` for one kind of decision, for ``get_urls``."""
    opts = decision.rows().model._meta
    view = admin.site.admin_view(partial(decide_view, decision=decision))
    name = f"{opts.app_label}_{opts.model_name}_{decision.name}"
    return path(f"<int:row_id>/{decision.name}/", view, name=name)


def decide_view(request, row_id, *, decision):
    """Show a row beside its evidence and what would change; on POST decide, then redirect."""
    if not request.user.has_perm(decision.permission):
        raise PermissionDenied
    opts = decision.rows().model._meta
    row = decision.rows().filter(pk=row_id).first()
    if row is None:
        messages.error(request, f"This {opts.verbose_name} is no longer there.")
        return redirect("admin:claims_claim_queue")
    form = DecisionForm(request.POST if request.method == "POST" else None, decision_on=decision)
    after = following(request.user, decision.kind, row.pk)
    if request.method == "POST" and form.is_valid() and _decided(request, decision, row, form):
        return _onward(request, decision.claim_of(row), after)
    context = {
        **admin.site.each_context(request),
        "opts": opts,
        "title": decision.title(row),
        "row": row,
        "form": form,
        "decisions": decision.decisions,
        "kind": decision.kind,
        "after": after,
        **decision.shown_of(row),
    }
    return TemplateResponse(request, f"admin/claims/review/{decision.kind}.html", context)


def _decided(request, decision, row, form):
    try:
        told = decision.decide(row, **form.cleaned_data, by=request.user)
    except (ValidationError, PermissionDenied) as error:
        form.add_error(None, sentences(error))
        return False
    except ObjectDoesNotExist:
        form.add_error(None, f"This {row._meta.verbose_name} is no longer there.")
        return False
    messages.success(request, told)
    return True


def _onward(request, claim, after):
    """Redirect to the next row of the queue where the form asks for that (``onward``), else to the claim."""
    if "onward" not in request.POST:
        return redirect("admin:claims_claim_change", claim.pk)
    if after:
        return redirect(after.address)
    messages.info(request, "Nothing else waits for you.")
    return redirect("admin:claims_claim_queue")
