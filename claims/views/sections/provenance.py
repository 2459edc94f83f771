"""Provenance section of a claim: origins, relays, and which of them count as independent."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.charts.relay_tree import Stop, chain_chart
from claims.choices import BACKING, Bearing, Mode
from claims.dates import in_words
from claims.rules.derived import independence_groups
from claims.rules.provenance import Cited, independent_origins, is_origin, outlets
from claims.templatetags.badges import page_of

#: Looks of documents in the tree, with what they mean.
LOOKS = {
    "origin": gettext_lazy("an origin that counts"),
    "own": pgettext_lazy("count", "an origin that does not"),
    "relay": gettext_lazy("relayed from there"),
    "loose": gettext_lazy("relayed from nobody knows where"),
    "aside": gettext_lazy("does not stand behind it"),
}
TREE_WIDTHS = ((1080, "l"), (680, "m less"), (340, "s"))
#: A tree is drawn for this range of citations only.
MIN_TREE_CITATIONS, MAX_TREE_CITATIONS = 2, 60


def chains_of(claim, citations, origins, loose, groups):
    """Return the context of ``_chain.html``: counts of outlets and independent origins, and the charts.

    ``groups`` are the IndependenceGroups of the claimant and the publishers, by slug.
    """
    cited = {citation.pk: Cited.of(citation, groups) for citation in citations}
    own = groups[claim.claimant.slug]
    stops = _stops(citations, cited, own)
    chains = [[(stops[citation.pk], depth) for citation, depth in chain] for chain in (*origins, *loose)]
    drawn = MIN_TREE_CITATIONS <= len(citations) <= MAX_TREE_CITATIONS
    return {
        "outlets": len(outlets(own, cited.values())),
        "counted_origins": len(independent_origins(own, cited.values())),
        "chain_key": _key({stop.look for stop in stops.values()}),
        "chains": [(chain_chart(chains, width), size) for width, size in TREE_WIDTHS] if drawn else [],
    }


def _key(looks):
    """Return ``(look, meaning)`` of the given looks, in the order of ``LOOKS``."""
    return [(look, words) for look, words in LOOKS.items() if look in looks]


def groups_today(claim, citations):
    """Return the IndependenceGroups of a claim's claimant and cited publishers, by slug. 1 query."""
    publishers = [citation.source.publisher for citation in citations if citation.source.publisher]
    slugs = {claimant.pk: claimant.slug for claimant in (claim.claimant, *publishers)}
    return {slugs[pk]: group for pk, group in independence_groups(slugs.keys()).items()}


def _stops(citations, cited, own):
    """Return the ``Stop`` of each citation by id. Of several origins from one group, the first counts."""
    counted: set[int | str] = set()
    stops = {}
    for citation in citations:
        each = cited[citation.pk]
        look, note = _standing(each, own, counted)
        if look == "origin":
            counted.add(each.publisher.whole)
        source = citation.source
        published = in_words(source.published) if source.published else _("undated")
        lines = (published, note) if note else (published,)
        who = str(source.publisher) if source.publisher else source.title
        stops[citation.pk] = Stop(citation.pk, who, lines, look, page_of(source))
    return stops


def _standing(cited, own, counted):
    """Return ``(look, note)`` of a citation; the note says why it does or does not count as an origin."""
    if cited.bearing not in BACKING:
        against = cited.bearing == Bearing.UNDERMINES
        return "aside", _("speaks against it") if against else _("gives context only")
    if not is_origin(cited):
        unknown = cited.mode == Mode.RELAYED and cited.relayed_from is None
        return ("loose", _("its origin is not known")) if unknown else ("relay", "")
    if cited.publisher is None:
        return "own", _("publisher unknown: not counted")
    if cited.publisher.whole == own.whole:
        return "own", _("the claimant itself: not counted")
    if cited.publisher.party:
        return "own", _("party to the conflict: not counted")
    if cited.publisher.whole in counted:
        return "own", _("counted already")
    return "origin", _("counts as an origin")
