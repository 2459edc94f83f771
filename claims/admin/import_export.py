"""Claims, sources and claimants as CSV, out and in, with a preview of each change before anything is written."""

from diff_match_patch import diff_match_patch
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV
from import_export.forms import ImportForm
from import_export.resources import Diff, ModelResource
from import_export.widgets import ForeignKeyWidget

from claims import workflow
from claims.models import Claim, Claimant, Event, Place, Question, Source

LARGEST_MB = 5
MARKS = {-1: "<del>{}</del>", 0: "{}", 1: "<ins>{}</ins>"}


class PlainDiff(Diff):
    """Marks changed words with elements alone; the library's own marks need inline styles, which the policy forbids."""

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


class DeskResource(ModelResource):
    """Rows are known by their natural key, checked as a form would check them, and refused one by one."""

    #: Fields that decide what counts as an origin; of a row that is there they change at the desk only.
    settled: tuple[str, ...] = ()

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    def before_save_instance(self, instance, row, **kwargs):
        stored = type(instance).objects.filter(pk=instance.pk).values(*self.settled).first() if self.settled else None
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
    """Claims come in as drafts; what workflow owns goes out, and is ignored on the way in."""

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

    def after_save_instance(self, instance, row, **kwargs):
        workflow.recount(Claim.objects.filter(pk=instance.pk))


class BoundedImportForm(ImportForm):
    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise ValidationError(f"A file of more than {LARGEST_MB} MB is too large here: load a batch instead.")
        return file


class ExchangeAdmin(ImportExportMixin):
    """Adds Import and Export, as CSV, to a list of the desk."""

    import_formats = export_formats = [CSV]
    import_form_class = BoundedImportForm

    def export_action(self, request):
        """Export what the list shows."""
        return self.or_whole_list(request, super().export_action)

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except (OSError, ValueError, IndexError):
            self.message_user(request, "That preview is gone: upload the file again.", messages.ERROR)
            return redirect(f"admin:claims_{self.opts.model_name}_import")
