"""ModelAdmin for claims."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import path
from django.utils.text import Truncator

from claims import workflow
from claims.admin import badges
from claims.admin.assessing import assess_selected, assess_view
from claims.admin.base import MAX_SEARCH_CHARACTERS, TEXTS, DeskAdmin, RefusedByRulesError
from claims.admin.claim_pages import attach_links, sentences, with_evidence
from claims.admin.decision_pages import decision_path
from claims.admin.doubtful_dates import ConfirmsDates
from claims.admin.filters import AboutFilter, ClaimantFilter, DisputedFilter, EventFilter, QuestionFilter, ToDoFilter
from claims.admin.forms import ChangedClaimForm, ClaimForm, PublishedClaimForm
from claims.admin.import_export import ClaimResource, ExchangeAdmin
from claims.admin.inlines import CitationInline, QuantityInline
from claims.admin.linking import counterpart_view, link_selected, link_view
from claims.admin.publishing import publish_selected, review_selected, withdraw_selected, withdraw_view
from claims.admin.reviewing import ReviewDecision, queue_view
from claims.admin.revising import RevisingPages
from claims.choices import Publication
from claims.models import Claim
from claims.models.claims import WORKFLOW_FIELDS
from claims.rules import validation
from claims.search import query
from claims.text.stemming import fold

SAID_BEFORE = "%s was said before it happened. Right for what was announced; otherwise look at its dates again."


@admin.register(Claim)
class ClaimAdmin(ConfirmsDates, ExchangeAdmin, RevisingPages, DeskAdmin):
    resource_classes = (ClaimResource,)
    list_display = ("reference", "said", "said_by", "marked", "contradictions", "origins", "publicity")
    list_display_links = ("reference", "said")
    list_select_related = ("claimant",)
    list_filter = (
        ToDoFilter,
        "status",
        DisputedFilter,
        "publication",
        "kind",
        AboutFilter,
        ClaimantFilter,
        EventFilter,
        QuestionFilter,
    )
    search_fields = (
        "statement",
        "reference",
        "claimant__name",
        "claimant__short_name",
        "claimant__aliases",
        "quotation",
        "original_text",
    )
    search_help_text = "Words of the statement or quotation, a reference like KO-012, or a claimant’s name."
    sortable_by = ("reference",)
    ordering = ("-pk",)
    autocomplete_fields = ("claimant", "event", "question", "place", "supersedes")
    inlines = (CitationInline, QuantityInline)
    formfield_overrides = TEXTS
    actions = (link_selected, assess_selected, review_selected, publish_selected, withdraw_selected)
    fieldsets = (
        ("Who says what", {"fields": ("claimant", "kind", "statement", "question", "position")}),
        ("When and where", {"fields": (("about", "asserted"), "event", "place")}),
        ("In their words", {"fields": ("quotation", "original_text", "language")}),
        ("For editors", {"fields": ("reference", "supersedes", "note")}),
    )
    save_on_top = True

    # The list

    @admin.display(description="Statement")
    def said(self, claim):
        return Truncator(claim.statement).chars(110)

    @admin.display(description="Claimant")
    def said_by(self, claim):
        return badges.claimant_with_stake(claim.claimant)

    @admin.display(description="Status")
    def marked(self, claim):
        return badges.status(claim)

    @admin.display(description="Disputed by")
    def contradictions(self, claim):
        return claim.contradiction_count

    @admin.display(description="Origins")
    def origins(self, claim):
        return claim.independent_origins

    @admin.display(description="Publication")
    def publicity(self, claim):
        return badges.publication(claim)

    def get_search_results(self, request, queryset, search_term):
        """Add what the search index finds (whole words, accents ignored) to the substrings of ``search_fields``."""
        found, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        if not fold(search_term):
            return found, may_have_duplicates
        indexed = query.find(Claim.objects.all(), search_term.replace("\x00", " ")[:MAX_SEARCH_CHARACTERS])
        if indexed.every_word and indexed.ids:
            found |= queryset.filter(pk__in=indexed.ids)
        return found, may_have_duplicates

    # Who may

    def has_link_permission(self, request):
        return request.user.has_perm("claims.add_claimlink")

    def has_assess_permission(self, request):
        return request.user.has_perm("claims.add_assessment")

    def has_publish_permission(self, request):
        return request.user.has_perm("claims.publish_claim")

    def has_change_permission(self, request, obj=None):
        if obj and obj.is_withdrawn:
            return False
        if obj and obj.is_published and not self.has_publish_permission(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or validation.may_be_deleted(obj))

    def get_deleted_objects(self, objs, request):
        """Add the claims that may not be deleted to ``protected``, with the reason.

        Links are deleted along with a claim; that needs no permission of their own.
        """
        objs = list(objs)
        rows, counts, permissions_needed, protected = super().get_deleted_objects(objs, request)
        if request.user.has_perm("claims.delete_claim"):
            permissions_needed = set()
        staying = [_why_it_stays(claim) for claim in objs if not validation.may_be_deleted(claim)]
        return rows, counts, permissions_needed, [*protected, *staying]

    def is_public(self, obj):
        return obj.is_published

    # Recording and changing

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("link/", wrap(link_view), name="claims_claim_link"),
            path("<int:claim_id>/counterpart/", wrap(counterpart_view), name="claims_claim_counterpart"),
            path("assess/", wrap(assess_view), name="claims_claim_assess"),
            path("withdraw/", wrap(withdraw_view), name="claims_claim_withdraw"),
            path("queue/", wrap(queue_view), name="claims_claim_queue"),
            decision_path(ReviewDecision()),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        reason = [("Why this published claim changes", {"fields": ("reason",)})] if obj.is_published else []
        return [*reason, *fieldsets, (None, {"fields": ("seen", "opened")})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = ClaimForm
        if obj and self.has_change_permission(request, obj):
            kwargs["form"] = PublishedClaimForm if obj.is_published else ChangedClaimForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request, obj, form, change):
        """Save all fields but those that workflow owns.

        A published claim is not saved here: ``workflow.revise`` writes it with its ledger entry, in ``save_related``.
        """
        if change and obj.is_published:
            return
        if change:
            names = {field.name for field in obj._meta.concrete_fields if not field.primary_key}
            obj.save(update_fields=names.difference(WORKFLOW_FIELDS))
        else:
            obj.created_by = request.user
            obj.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        claim = form.instance
        if not any([set(form.changed_data) - {"reason"}, *(formset.has_changed() for formset in formsets)]):
            return
        if refusals := validation.missing_for_status(claim, claim.status):
            raise RefusedByRulesError([f"It is marked {claim.get_status_display().lower()}.", *refusals])
        self.confirm_first(request, claim, form, formsets)
        try:
            workflow.revise(claim, by=request.user, reason=form.cleaned_data.get("reason", ""))
        except ValidationError as error:
            raise RefusedByRulesError(sentences(error)) from error
        if {"about", "asserted"} & set(form.changed_data) and claim.asserted_latest < claim.about_earliest:
            self.message_user(request, SAID_BEFORE % claim.reference, messages.WARNING)

    def response_add(self, request, obj, post_url_continue=None):
        return self._published_on_the_way(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._published_on_the_way(request, obj) or super().response_change(request, obj)

    def _published_on_the_way(self, request, claim):
        """Publish or send to review where that button was pressed; return a redirect, else None."""
        acts = {
            "_publish": (workflow.publish, "Saved and published."),
            "_review": (workflow.send_to_review, "Saved and sent to review."),
        }
        act, done = next((acts[name] for name in acts if name in request.POST), (None, ""))
        if act is None:
            return None
        try:
            act(claim, by=request.user)
            self.message_user(request, f"{claim.reference}: {done}", messages.SUCCESS)
        except (ValidationError, PermissionDenied) as error:
            self.message_user(request, f"Saved. {' '.join(sentences(error))}", messages.WARNING)
        return redirect("admin:claims_claim_change", claim.pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        can_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        publication = obj.publication if obj else Publication.DRAFT
        can_publish = can_write and self.has_publish_permission(request)
        context.update(
            offers_publication=can_publish and publication in (Publication.DRAFT, Publication.IN_REVIEW),
            offers_review=can_write and publication == Publication.DRAFT,
            show_save_and_add_another=publication == Publication.DRAFT,
        )
        if obj:
            context.update(self._what_is_known(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _what_is_known(self, request, obj):
        """Return the context beside the form: the claim with evidence and links, and the user's permissions."""
        claim = with_evidence(Claim.objects.filter(pk=obj.pk)).get()
        attach_links([claim])
        may = request.user.has_perm
        return {
            "claim": claim,
            "may_link": self.has_link_permission(request),
            "may_assess": self.has_assess_permission(request),
            "proposes": not may("claims.assess_claim"),
            "may_decide_links": may("claims.confirm_claimlink"),
            "may_decide_assessments": may("claims.decide_assessment"),
            "offers_withdrawal": claim.is_published and self.has_publish_permission(request),
        }


def _why_it_stays(claim):
    if claim.public_once:
        return f"{claim.reference} has been published: withdraw it instead, what was public stays on record."
    return f"{claim.reference} has been assessed: findings stay on record."
