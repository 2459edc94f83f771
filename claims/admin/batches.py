"""ModelAdmin for batches: upload a file, review its rows, accept or reject them, roll the batch back."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Count, Q, Value, When
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from claims.admin import batch_rows
from claims.admin.base import DeskAdmin, Unchanging
from claims.admin.claim_pages import MAX_REFUSALS_SHOWN, sentences
from claims.admin.input_checks import is_id
from claims.choices import BatchState, RowChange, RowState
from claims.imports.accept import accept
from claims.imports.csv_reader import header
from claims.imports.decide import TO_DECIDE, reject
from claims.imports.decoding import MEGABYTE, RefusedFileError
from claims.imports.rollback import roll_back
from claims.imports.staging import examine, stage, waiting_batch
from claims.models import Batch
from claims.models.fields import LineField
from claims.templatetags.marks import mark

LARGEST_UPLOAD = 20 * MEGABYTE
WAITING = Q(rows__state=RowState.WAITING, rows__change__in=TO_DECIDE)


class UploadForm(forms.Form):
    """Form of an upload: the file and the batch's name. Valid where the file holds something new."""

    file = forms.FileField(
        help_text="A Django fixture with natural keys (JSON or JSON Lines) or a CSV, one row a claim. 20 MB at most."
    )
    name = forms.CharField(
        max_length=200,
        required=False,
        validators=LineField.default_validators,
        help_text="Empty: the name of the file. It is kept with every change that the batch makes.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_UPLOAD:
            raise ValidationError(f"The file has more than {LARGEST_UPLOAD // MEGABYTE} MB: split it.")
        try:
            self.findings = examine(file, file.name)
        except RefusedFileError as error:
            raise ValidationError(str(error)) from error
        return self._with_something_new(file)

    def _with_something_new(self, file):
        if not self.findings.number(*TO_DECIDE):
            refused = [
                f"Line {row.line}: {' '.join(row.reasons)}"
                for row in self.findings.rows()
                if row.change == RowChange.REFUSED
            ]
            more = (
                [f"{len(refused) - MAX_REFUSALS_SHOWN} more rows are refused."]
                if len(refused) > MAX_REFUSALS_SHOWN
                else []
            )
            raise ValidationError(["Nothing in this file is new.", *refused[:MAX_REFUSALS_SHOWN], *more])
        if there := waiting_batch(self.findings):
            raise ValidationError(f"This file waits already, as batch {there.pk}, “{there}”.")
        return file


@admin.register(Batch)
class BatchAdmin(Unchanging, DeskAdmin):
    """ModelAdmin for batches. With four eyes, whoever loaded a batch does not decide on it."""

    list_display = ("name", "file_name", "its_state", "waiting", "loaded_by", "loaded_at")
    list_select_related = ("loaded_by",)
    list_filter = ("state",)
    search_fields = ("name", "file_name", "sha256")
    search_help_text = "A name, a file's name or its SHA-256."
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(waiting=Count("rows", filter=WAITING))

    def get_ordering(self, request):
        """Order batches in review first, then newest first."""
        return (Case(When(state=BatchState.IN_REVIEW, then=Value(0)), default=Value(1)), "-pk")

    @admin.display(description="State")
    def its_state(self, batch):
        return mark(batch, "state", "batch")

    @admin.display(description="Rows that wait")
    def waiting(self, batch):
        return batch.waiting

    def has_decide_permission(self, request):
        return request.user.has_perm("claims.decide_batch")

    def get_urls(self):
        decide = self.admin_site.admin_view(self.decide_view)
        return [path("<int:batch_id>/decide/", decide, name="claims_batch_decide"), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Show the upload form; on POST stage the file as a batch."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*given)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            batch = stage(form.findings, name=form.cleaned_data["name"] or file.name, by=request.user)
            self.message_user(request, f"“{batch}” waits for a reviewer.", messages.SUCCESS)
            return redirect("admin:claims_batch_change", batch.pk)
        return self._page(request, "upload", "Upload a file", form=form, columns=header())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a batch: its file, what it would change, a page of its rows and what was decided."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        batch = Batch.objects.select_related("loaded_by").filter(pk=object_id).first() if is_id(object_id) else None
        if batch is None:
            return self._to_list(request)
        own = settings.CLAIMS_FOUR_EYES and batch.loaded_by_id == request.user.pk
        decides = self.has_decide_permission(request)
        return self._page(
            request,
            "batch",
            batch.name,
            batch=batch,
            own=own and decides,
            decides=decides and not own,
            **batch_rows.overview(batch),
            **batch_rows.page_of_rows(batch, request.GET),
        )

    @method_decorator(require_POST)
    def decide_view(self, request, batch_id):
        """Accept or reject rows, or roll back the batch; show the outcome and the first refusals as messages."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        batch = Batch.objects.filter(pk=batch_id).first() if is_id(str(batch_id)) else None
        if batch is None:
            return self._to_list(request)
        try:
            self._decide(request, batch)
        except (ValidationError, PermissionDenied) as error:
            self._tell(request, sentences(error))
        back = redirect("admin:claims_batch_change", batch.pk)
        if shown := batch_rows.shown(request.POST):
            back["Location"] += f"?{shown}"
        return back

    def _decide(self, request, batch):
        act, _, which = request.POST.get("act", "").partition("-")
        rows = None if which == "all" else [pk for pk in request.POST.getlist("row") if is_id(pk)]
        if rows == [] and act in ("accept", "reject"):
            raise ValidationError("Select rows first.")
        if act == "accept":
            decision = accept(batch, by=request.user, rows=rows)
            if decision.accepted or decision.meanwhile:
                self._done(request, decision.accepted, "accepted")
            for sentence in decision.told_of_others:
                self.message_user(request, sentence, messages.WARNING)
            self._tell(request, [f"{batch_rows.named(row)}: {' '.join(reasons)}" for row, reasons in decision.refusals])
        elif act == "reject":
            self._done(request, reject(batch, by=request.user, rows=rows), "rejected")
        elif act == "roll_back":
            number, kept = roll_back(batch, by=request.user)
            self._done(request, number, "rolled back")
            if kept:
                words = "row stays" if kept == 1 else "rows stay"
                self.message_user(request, f"{kept} {words} recorded: withdrawn claims rest on them.", messages.INFO)
        else:
            raise ValidationError("Choose what to do with the rows.")

    def _done(self, request, number, what):
        self.message_user(request, f"{number} {'row' if number == 1 else 'rows'} {what}.", messages.SUCCESS)

    def _tell(self, request, refusals):
        for refusal in refusals[:MAX_REFUSALS_SHOWN]:
            self.message_user(request, refusal, messages.ERROR)
        if len(refusals) > MAX_REFUSALS_SHOWN:
            self.message_user(request, f"{len(refusals) - MAX_REFUSALS_SHOWN} more were refused.", messages.ERROR)

    def _to_list(self, request):
        self.message_user(request, "This batch is no longer there.", messages.ERROR)
        return redirect("admin:claims_batch_changelist")

    def _page(self, request, template, title, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/claims/batch/{template}.html", context)
