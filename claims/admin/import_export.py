"""CSV import and export of claims, sources and claimants with django-import-export."""

from functools import partial
from io import BytesIO

from diff_match_patch import diff_match_patch
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import CharField, SlugField, TextField, URLField
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import Format
from import_export.forms import ImportForm
from import_export.resources import Diff, ModelResource
from import_export.widgets import DateWidget, ForeignKeyWidget
from tablib import Dataset

from claims import workflow
from claims.api.exports import csv
from claims.dates import EDTFField, dated_fields, doubts_about, read_day
from claims.imports.decoding import RefusedFileError, lines_of
from claims.imports.tables import Form, TableRow, rows_of
from claims.models import Claim, Claimant, Event, Place, Question, Source

MAX_FILE_MEGABYTES = 5
MAX_ERRORS_SHOWN = 10
#: Text fields whose cells are stripped.
PLAIN = (SlugField, URLField, EDTFField)
MARKS = {-1: "<del>{}</del>", 0: "{}", 1: "<ins>{}</ins>"}


class PlainDiff(Diff):
    """Diff of the preview with ``ins`` and ``del``; the library's inline styles are blocked by the CSP."""

    def as_html(self):
        befores = [""] * len(self.left) if self.new else self.left
        return [_marked(str(before), str(after)) for before, after in zip(befores, self.right, strict=True)]


def _marked(before, after):
    differ = diff_match_patch()
    parts = differ.diff_main(before, after)
    differ.diff_cleanupSemantic(parts)
    return format_html_join("", "{}", ([format_html(MARKS[sign], text)] for sign, text in parts)) or SafeString("")


def _slug_of(model, name):
    return Field(name, name, ForeignKeyWidget(model, "slug"))


class DayWidget(DateWidget):
    """DateWidget that takes ISO 8601 days only: 06/10/2023 is ambiguous."""

    def clean(self, value, row=None, **kwargs):
        return read_day(value) if value else None

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class Table(Format):
    """CSV format of one resource: read with the checks of a batch, written like the public downloads."""

    def __init__(self, resource, encoding=None):
        self.resource = resource

    def get_title(self):
        return "csv"

    def get_extension(self):
        return "csv"

    def get_content_type(self):
        return "text/csv; charset=utf-8"

    def can_import(self):
        return True

    def can_export(self):
        return True

    def create_dataset(self, in_stream):
        """Return the rows of an uploaded file as a Dataset of texts. Raises RefusedFileError."""
        columns = tuple(field.column_name for field in self.resource().get_import_fields())
        (key,) = self.resource._meta.import_id_fields
        form = Form(columns, (key,), f"The columns are: {', '.join(columns)}.")
        rows = list(rows_of(lines_of(BytesIO(in_stream)), form))
        _refuse_rows(rows, key)
        found = Dataset(headers=list(rows[0].cells) if rows else [key])
        for row in rows:
            found.append(list(row.cells.values()))
        return found

    def export_data(self, dataset, **kwargs):
        text = csv.header(dataset.headers) + csv.written(dataset.headers, dataset.dict)
        return (csv.BYTE_ORDER_MARK + text).encode()


def _refuse_rows(rows: list[TableRow], key: str) -> None:
    """Raise RefusedFileError where rows cannot be read or share a key."""
    lines: dict[str, int] = {}
    refusals: list[str] = []
    for row in rows:
        reasons = row.reasons or _twice(lines, row.cells[key].strip(), row.line)
        refusals += [f"Line {row.line}: {reason}" for reason in reasons]
    if refusals:
        raise RefusedFileError(" ".join(refusals[:MAX_ERRORS_SHOWN]))


def _twice(lines: dict[str, int], name: str, line: int) -> list[str]:
    first = lines.setdefault(name, line)
    return [] if first == line else [f"{name} is in this file twice: first in line {first}."]


class DeskResource(ModelResource):
    """Base of the resources: identified by natural key, validated by ``full_clean()``, refused row by row."""

    WIDGETS_MAP = {**ModelResource.WIDGETS_MAP, "DateField": DayWidget}

    #: Fields that decide what counts as an origin; an import does not change them on stored rows.
    settled: tuple[str, ...] = ()

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    def before_import_row(self, row, **kwargs):
        """Strip the cells of fields that are not free text."""
        for name, cell in row.items():
            if not self._is_text(name):
                row[name] = cell.strip()

    def _is_text(self, name):
        field = self._meta.model._meta.get_field(self.fields[name].attribute)
        return isinstance(field, TextField | CharField) and not isinstance(field, PLAIN) and not field.choices

    def do_instance_save(self, instance, is_create):
        """Save a new row as the library does, so it overwrites none; a changed one with ``workflow.save_named``."""
        if is_create:
            super().do_instance_save(instance, is_create)
        else:
            workflow.save_named(instance)

    def before_save_instance(self, instance, row, **kwargs):
        dated = [date.name for date in dated_fields(type(instance))]
        stored = type(instance).objects.filter(pk=instance.pk).values(*self.settled, *dated).first()
        typed = {name: getattr(instance, name) for name in dated}
        doubts = doubts_about({name: text for name, text in typed.items() if not stored or stored[name] != text})
        if reasons := [f"{name}: {doubt}" for name, doubt in doubts]:
            raise ValidationError([*reasons, "Correct it, or record it at the desk, where it can be confirmed."])
        changed = [name for name in self.settled if stored and stored[name] != getattr(instance, name)]
        if changed:
            raise ValidationError(
                f"{instance}: change {', '.join(changed)} at the desk, since origins are counted by it."
            )


class ClaimantResource(DeskResource):
    settled = ("part_of_id", "stake")
    part_of = _slug_of(Claimant, "part_of")

    class Meta(DeskResource.Meta):
        model = Claimant
        import_id_fields = ("slug",)
        fields = (
            "slug", "name", "short_name", "kind", "stake", "part_of", "aliases", "reliability", "reliability_note",
            "description", "url", "wikidata_id", "note",
        )  # fmt: skip


class SourceResource(DeskResource):
    settled = ("publisher_id",)
    publisher = _slug_of(Claimant, "publisher")

    class Meta(DeskResource.Meta):
        model = Source
        import_id_fields = ("slug",)
        fields = (
            "slug", "title", "kind", "publisher", "author", "language", "published", "accessed_on", "url",
            "archive_url", "sha256", "note",
        )  # fmt: skip


class ClaimResource(DeskResource):
    """Resource of claims: imported as drafts; fields that workflow owns are exported, and ignored on import."""

    claimant = _slug_of(Claimant, "claimant")
    event = _slug_of(Event, "event")
    question = _slug_of(Question, "question")
    place = _slug_of(Place, "place")
    publication = Field("publication", "publication", readonly=True)
    status = Field("status", "status", readonly=True)
    contradictions = Field("contradiction_count", "contradictions", readonly=True)
    origins = Field("independent_origins", "origins", readonly=True)

    class Meta(DeskResource.Meta):
        model = Claim
        import_id_fields = ("reference",)
        fields = (
            "reference", "claimant", "kind", "statement", "event", "question", "position", "place", "quotation",
            "original_text", "language", "asserted", "about", "note", "publication", "status", "contradictions",
            "origins",
        )  # fmt: skip

    def get_queryset(self):
        return super().get_queryset().select_related("claimant", "event", "question", "place")

    def before_save_instance(self, instance, row, **kwargs):
        if instance.public_once:
            raise ValidationError(f"{instance.reference} is or was public: change it on its page, or load a batch.")
        super().before_save_instance(instance, row, **kwargs)

    def after_save_instance(self, instance, row, **kwargs):
        workflow.recount(Claim.objects.filter(pk=instance.pk))


class BoundedImportForm(ImportForm):
    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > MAX_FILE_MEGABYTES * 1024 * 1024:
            raise ValidationError(
                f"A file of more than {MAX_FILE_MEGABYTES} MB is too large here: load a batch instead."
            )
        return file


class ExchangeAdmin(ImportExportMixin):
    """ModelAdmin mixin that adds CSV import and export."""

    import_form_class = BoundedImportForm

    @property
    def import_formats(self):
        return [partial(Table, *self.resource_classes)]

    export_formats = import_formats

    def add_data_read_fail_error_to_form(self, form, e):
        """Show why a file is refused; re-raise any other exception, which is a bug."""
        if not isinstance(e, RefusedFileError):
            raise e
        form.add_error("import_file", str(e))

    def export_action(self, request):
        """Export the filtered rows; redirect to the whole list where the filter is invalid."""
        return self.or_whole_list(request, super().export_action)

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except (OSError, ValueError, IndexError):
            self.message_user(request, "That preview is gone: upload the file again.", messages.ERROR)
            return redirect(f"admin:claims_{self.opts.model_name}_import")
