"""Forms and formsets of the claim admin: validation of claims, citations and quantities; detection of stale edits."""

from typing import cast

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.functional import cached_property

from claims.admin.doubtful_dates import DatedForm
from claims.admin.edit_conflicts import changes_meanwhile, merged, taken_over, values_of
from claims.admin.input_checks import ProseInput, is_id
from claims.choices import CHECKABLE_KINDS, Status
from claims.models import Claim, Quantity
from claims.models.quantities import FollowingField
from claims.models.trees import in_circles
from claims.rules.validation import missing_for_claimant


class ClaimForm(DatedForm):
    class Meta:
        model = Claim
        fields = "__all__"
        labels = {"asserted": "When it was said", "about": "When it happened"}

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if kind not in CHECKABLE_KINDS and self.instance.status != Status.UNVERIFIED:
            status = self.instance.get_status_display().lower()
            raise ValidationError(
                f"This claim is marked {status}, and announcements, demands and calls get no verdict. "
                "Mark it unverified first."
            )
        return kind

    def clean_claimant(self):
        claimant = self.cleaned_data["claimant"]
        if self.instance.pk and (refusals := missing_for_claimant(self.instance, claimant)):
            raise ValidationError(refusals)
        return claimant


class OpenedField(forms.CharField):
    """Hidden field with the values that the form was opened with; never counts as a change."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class ChangedClaimForm(ClaimForm):
    """Form of a stored claim with optimistic locking: refuse an edit of a version that is no longer the newest.

    ``stale`` is then true, ``meanwhile`` holds the other editor's changes, and ``data`` is merged with them.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, label="version")
    opened = OpenedField(required=False)
    stale = False
    meanwhile = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version
        self.initial["opened"] = values_of(self)
        if self.is_bound:
            self.data = taken_over(self, self.data)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("seen") != self.instance.version:
            self.stale, self.meanwhile = True, changes_meanwhile(self)
            self.data = merged(self, self.meanwhile)
            raise ValidationError(
                f"This claim was changed while you were at it. {_last_change(self.instance)} "
                "What you typed is kept below: look at it again, then save."
            )


class PublishedClaimForm(ChangedClaimForm):
    reason = ProseInput(
        rows=2,
        label="Reason for the change",
        help_text="Kept with the claim's history: the spokesman's name was misspelt.",
    )


def _last_change(claim):
    entry = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(claim), object_id=claim.pk
    ).first()  # newest first
    return f"{entry.user}: {entry.get_change_message()}" if entry else ""


class QuantityForm(forms.ModelForm):
    """ModelForm of a figure that fills empty ``unit`` and ``bound`` from the other fields."""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        for name in ("unit", "bound"):
            field = Quantity._meta.get_field(name)
            if cleaned.get(name) == "" and isinstance(field, FollowingField):
                cleaned[name] = field.following(cleaned.get)
        return cleaned


class RowsOfAClaim(BaseInlineFormSet):
    """Inline formset of a claim that keeps rows which another editor deleted meanwhile, as new ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and (vanished := self._vanished()):
            self.data = self._as_new(vanished)

    def _count(self, name):
        """Return a count of the management form; 0 where it is invalid, which Django reports itself."""
        text = self.data.get(f"{self.prefix}-{name}_FORMS", "")
        return min(int(text), self.absolute_max) if is_id(text) else 0

    def _vanished(self):
        known = {str(row.pk) for row in self.get_queryset()}
        ids = [(number, self.data.get(f"{self.prefix}-{number}-id", "")) for number in range(self._count("INITIAL"))]
        return [number for number, pk in ids if is_id(pk) and pk not in known]

    def _as_new(self, vanished):
        """Return the data with the ``vanished`` rows moved to the end as new ones, without their ids."""
        initial, total = self._count("INITIAL"), self._count("TOTAL")
        order = [*(number for number in range(total) if number not in vanished), *vanished]
        rows = [self._typed(number) for number in order]
        for row in rows[total - len(vanished) :]:
            row["id"] = ""
        data = cast(QueryDict, self.data).copy()
        for number in range(total):
            for name in self._typed(number):
                del data[f"{self.prefix}-{number}-{name}"]
        for number, row in enumerate(rows):
            data.update({f"{self.prefix}-{number}-{name}": value for name, value in row.items()})
        data[f"{self.prefix}-INITIAL_FORMS"] = initial - len(vanished)
        return data

    def _typed(self, number):
        """Return the submitted values of form ``number``, by field."""
        start = f"{self.prefix}-{number}-"
        return {name.removeprefix(start): self.data.get(name) for name in self.data if name.startswith(start)}


class CitationFormSet(RowsOfAClaim):
    """Inline formset of a claim's citations: relays stay within the claim, without circles.

    Citations of a published claim cannot be deleted.
    """

    @cached_property
    def siblings(self):
        return [(citation.pk, str(citation)) for citation in self.get_queryset()]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        others = [choice for choice in self.siblings if choice[0] != form.instance.pk]
        form.fields["relayed_from"].choices = [("", "Nothing recorded here"), *others]
        form.instance.checked_as_a_set = True

    def clean(self):
        super().clean()
        self._refuse_circles()
        if self.instance.is_published and self.deleted_forms:
            raise ValidationError(
                f"{self.instance.reference} is published, so its citations stay. "
                "Add the better one, or withdraw the claim first."
            )

    def _refuse_circles(self):
        """Add an error to each citation whose ``relayed_from`` would make a circle once the whole formset is saved."""
        left = {form.instance.pk: form for form in self.forms if form not in self.deleted_forms}
        parents = {pk: form.instance.relayed_from_id for pk, form in left.items() if form.instance.relayed_from_id}
        for pk in in_circles(parents):
            left[pk].add_error("relayed_from", "This would make a circle: the chain comes back to this citation.")


class ReasonForm(forms.Form):
    """Form for the reason of a withdrawal."""

    reason = ProseInput(
        rows=3,
        label="Reason",
        help_text="Kept with the history of each claim: the source has corrected itself.",
    )
