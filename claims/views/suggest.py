"""JSON view of search suggestions: claims, claimants, places, questions and events."""

import re
from collections import Counter
from urllib.parse import urlencode

from django.http import JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy, ngettext

from claims.models import Claim
from claims.search import query, spelling
from claims.search.names import public_names
from claims.text.stemming import fold

MAX_SUGGESTIONS, MAX_NAMES, MAX_NAMES_OF_A_KIND, MAX_REFERENCES = 8, 6, 3, 3
MIN_QUERY_CHARACTERS, MAX_QUERY_CHARACTERS, MAX_LABEL_CHARACTERS, CACHE_SECONDS = 2, 200, 100, 60
KINDS = {
    "claim": gettext_lazy("Claim"),
    "claimant": gettext_lazy("Claimant"),
    "place": gettext_lazy("Place"),
    "question": gettext_lazy("Question"),
    "event": gettext_lazy("Event"),
}
#: Kinds whose labels are in English whatever the page's language.
OURS = ("claim", "question", "event")
_REFERENCE = re.compile(r"[A-Za-z]{1,5}-[0-9A-Za-z]{0,12}", re.ASCII)


def suggest(request):
    """Return up to ``MAX_SUGGESTIONS`` suggestions for ``?q=``, and their number in words for screen readers."""
    found = list(_suggestions(request.GET.get("q", "")[:MAX_QUERY_CHARACTERS]))[:MAX_SUGGESTIONS]
    response = JsonResponse({"said": _said(len(found)), "suggestions": found})
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS)
    return response


def _said(number):
    if not number:
        return gettext("No suggestions.")
    return ngettext("%(count)d suggestion.", "%(count)d suggestions.", number) % {"count": number}


def _suggestions(typed):
    if len(fold(typed)) < MIN_QUERY_CHARACTERS:
        return
    published = Claim.objects.published()
    if _REFERENCE.fullmatch(typed.strip()):
        begun = published.filter(reference__startswith=typed.strip().upper()).order_by("reference")
        yield from map(_claim, begun[:MAX_REFERENCES])
    yield from map(_name, _names(fold(typed).split()))
    yield from map(_claim, published.filter(pk__in=_claims(published, typed)).order_by("-pk"))


def _names(words):
    """Return names with a word starting with each of ``words``, those that start with the first one first.

    At most ``MAX_NAMES_OF_A_KIND`` of a kind.
    """
    matching = [name for name in public_names() if all(f" {word}" in name.folded for word in words)]
    kinds: Counter[str] = Counter()
    few = []
    for name in sorted(matching, key=lambda name: not name.folded.startswith(f" {words[0]}")):
        kinds[name.kind] += 1
        if kinds[name.kind] <= MAX_NAMES_OF_A_KIND:
            few.append(name)
    return few[:MAX_NAMES]


def _claims(published, typed):
    """Return the ids of the newest claims with all words typed, the last one as a prefix."""
    *whole, last = fold(typed).split()
    endings = spelling.endings(last)
    return query.newest(published, " ".join(whole), MAX_SUGGESTIONS, endings=endings) if endings else []


def _name(name):
    if name.kind == "place":
        address = f"{reverse('claims:claims')}?{urlencode({'place': name.slug})}"
    else:
        address = reverse(f"claims:{name.kind}", args=[name.slug])
    return _suggestion(name.kind, name.label, address)


def _claim(claim):
    return _suggestion("claim", str(claim), claim.get_absolute_url())


def _suggestion(kind, label, address):
    said = {"kind": str(KINDS[kind]), "label": Truncator(label).chars(MAX_LABEL_CHARACTERS), "href": address}
    return {**said, "lang": "en"} if kind in OURS else said
