"""Graph section: the links between claims."""

from django.utils.translation import gettext_lazy as _

from claims.charts.graph import MAX_GRAPH_CLAIMS, MAX_GRAPH_LINKS, Node, Tie, graph_chart

#: Looks of links in the graph, with what they mean.
LOOKS = {
    "clash": _("cannot both hold"),
    "differ": _("differ, and both may hold"),
    "corroborates": _("say the same, each for itself"),
    "qualifies": _("narrows the other down"),
    "repeats": _("repeats the other"),
    "supersedes": _("takes the other’s place"),
}
MIN_GRAPH_LINKS = 2
GRAPH_WIDTHS = ((1080, "l"), (680, "m less"), (340, "s"))


def graph_of(links):
    """Return the context of ``_graph.html``; without a graph for fewer than ``MIN_GRAPH_LINKS`` links.

    Claims and claimants of ``links`` must be fetched. Beyond ``MAX_GRAPH_…`` there is no chart, and the page says so.
    """
    links = list(links)
    if len(links) < MIN_GRAPH_LINKS:
        return {"graph_links": []}
    claims = {claim.reference: claim for link in links for claim in (link.first, link.second)}
    crowded = len(claims) > MAX_GRAPH_CLAIMS or len(links) > MAX_GRAPH_LINKS
    return {
        "graph_links": links,
        "graph_claims": len(claims),
        "graph_claimants": len({claim.claimant.slug for claim in claims.values()}),
        "graph_crowded": crowded,
        "most_claims": MAX_GRAPH_CLAIMS,
        "most_links": MAX_GRAPH_LINKS,
        "graph_key": _key({_look(link) for link in links}),
        "graphs": [] if crowded else _charts(links, claims),
    }


def _key(looks):
    """Return ``(look, meaning)`` of the given looks, in the order of ``LOOKS``."""
    return [(look, words) for look, words in LOOKS.items() if look in looks]


def _charts(links, claims):
    nodes = [_node(claim) for claim in claims.values()]
    ties = [_tie(link) for link in links]
    return [(graph_chart(nodes, ties, width), size) for width, size in GRAPH_WIDTHS]


def _node(claim):
    return Node(claim.reference, str(claim.claimant), claim.position or claim.statement, claim.get_absolute_url())


def _tie(link):
    return Tie(link.first.reference, link.second.reference, link.kind, _look(link), link.directed)


def _look(link):
    """Return the look of a link: "clash" or "differ" where it is opposing, else its kind."""
    if link.opposing:
        return "clash" if link.disputing else "differ"
    return link.kind
