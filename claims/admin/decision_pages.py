"""The page on which one row of the queue is decided, and the way on to the next."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path

from claims.admin.claim_pages import sentences
from claims.admin.queue import following


@dataclass(frozen=True)
class Deciding:
    """How rows of one kind are decided on. ``decisions`` is ``{value: word on its button}``, the favourable one first.

    ``kind`` is the queue's word for them.
    """

    kind: str
    name: str
    decisions: dict
    note: str
    note_help: str


class DecisionForm(forms.Form):
    decision = forms.ChoiceField()
    note = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    )

    def __init__(self, *args, deciding, **kwargs):
        super().__init__(*args, **kwargs)
        decision, note = self.fields.values()
        decision.choices = list(deciding.decisions.items())
        sentence = f"Choose: {' or '.join(word.lower() for word in deciding.decisions.values())}."
        decision.error_messages |= {"required": sentence, "invalid_choice": sentence}
        note.label, note.help_text = deciding.note, deciding.note_help


class DecidingPages:
    """Part of an admin whose rows wait in the queue.

    The admin gives ``deciding``, ``to_decide()`` (a queryset), ``has_decide_permission``, ``decide_on(row, decision,
    note, by)``, ``shown_of(row)`` (the context: ``claims``, ``differences``) and ``claim_of(row)``.
    """

    def deciding_addresses(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_{self.deciding.name}"
        return [path(f"<int:row_id>/{self.deciding.name}/", self.admin_site.admin_view(self.decide_view), name=name)]

    def decide_view(self, request, row_id):
        """Show what waits beside its evidence and what would change; decide, then go on to the next."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        row = self.to_decide().filter(pk=row_id).first()
        if row is None:
            self.message_user(request, f"This {self.opts.verbose_name} is no longer there.", messages.ERROR)
            return redirect("admin:claims_claim_queue")
        form = DecisionForm(request.POST if request.method == "POST" else None, deciding=self.deciding)
        after = following(request.user, self.deciding.kind, row.pk)
        if request.method == "POST" and form.is_valid() and self._decided(request, row, form):
            return self._onward(request, row, after)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Decide on {row}" if self.deciding.kind != "claim" else f"Decide on {row.reference}",
            "row": row,
            "form": form,
            "decisions": self.deciding.decisions,
            "kind": self.deciding.kind,
            "after": after,
            **self.shown_of(row),
        }
        return TemplateResponse(request, f"admin/claims/review/{self.deciding.kind}.html", context)

    def _decided(self, request, row, form):
        try:
            told = self.decide_on(row, **form.cleaned_data, by=request.user)
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, sentences(error))
            return False
        except ObjectDoesNotExist:
            form.add_error(None, f"This {self.opts.verbose_name} is no longer there.")
            return False
        self.message_user(request, told, messages.SUCCESS)
        return True

    def _onward(self, request, row, after):
        """Go on to the next row of the queue where that is where one came from, else to the claim."""
        if "onward" not in request.POST:
            return redirect("admin:claims_claim_change", self.claim_of(row).pk)
        if after:
            return redirect(after.address)
        self.message_user(request, "Nothing else waits for you.", messages.INFO)
        return redirect("admin:claims_claim_queue")
