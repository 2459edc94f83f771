"""The admin site: titles, and an index with counts of what waits and links to begin with."""

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.urls import reverse, reverse_lazy

from claims.admin.queue import all_for, drafts_of
from claims.models import Claim
from claims.search.pagination import COUNT_CAP, capped_count, count_in_words

site = admin.site
site.site_header = site.site_title = "Counterclaim"
site.index_title = "The editors’ desk"
site.site_url = reverse_lazy("claims:home")  # type: ignore[assignment]  # a lazy address is one too
site.enable_nav_sidebar = False
site.index_template = "admin/desk.html"


def front_page(request, extra_context=None):
    """Render the admin index with ``waiting`` and ``begin`` in its context."""
    context = {"waiting": what_waits(request.user), "begin": where_to_begin(request.user), **(extra_context or {})}
    return AdminSite.index(site, request, context)


site.index = front_page  # type: ignore[method-assign]  # the stock site, with another index


def what_waits(user):
    """Return ``(count, words, URL)`` for each kind of work that waits for ``user``. Counts are capped, in words."""
    if not user.has_perm("claims.view_claim"):
        return []
    claims = reverse("admin:claims_claim_changelist")
    waiting = [
        (drafts_of(user), "begun by you, still a draft", f"{claims}?todo=drafts"),
        (Claim.objects.without_citation(), "without a citation", f"{claims}?todo=uncited"),
        (Claim.objects.contradicted_but_unlinked(), "contradicted but unlinked", f"{claims}?todo=unlinked"),
    ]
    return [*_to_decide(user), *_counted(waiting)]


def _to_decide(user):
    """Yield ``(count, words, URL of the queue)`` where something waits for a decision."""
    if count := min(sum(capped_count(rows) for rows in all_for(user)), COUNT_CAP):
        words = "decision waits for you" if count == 1 else "decisions wait for you"
        yield count_in_words(count), words, reverse("admin:claims_claim_queue")


def _counted(waiting):
    for rows, words, address in waiting:
        if count := capped_count(rows):
            opts = rows.model._meta
            noun = opts.verbose_name if count == 1 else opts.verbose_name_plural
            yield count_in_words(count), f"{noun} {words}", address


def where_to_begin(user):
    """Return ``(label, URL, explanation)`` of the pages to begin with that ``user`` may open."""
    steps = [
        (
            "claims.add_claim",
            "Record a claim",
            reverse("admin:claims_claim_add"),
            "Who says what, when and where, with its citations and figures, on one page.",
        ),
        (
            "claims.view_claim",
            "Find a claim",
            reverse("admin:claims_claim_changelist"),
            "Search, then open it, or select several to link, assess or publish them.",
        ),
        (
            "claims.add_source",
            "Add a source",
            reverse("admin:claims_source_add"),
            "A document in which claims stand. It can also be added while you cite it.",
        ),
    ]
    return [step[1:] for step in steps if user.has_perm(step[0])]
