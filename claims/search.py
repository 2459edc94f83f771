"""Full-text search over published claims, the same on every database."""

import re
import unicodedata
from typing import NamedTuple

from modelsearch.utils import parse_query_string

MOST = 1000
MOST_WORDS = 40
_REFERENCE = re.compile(r"[A-Za-z]{1,5}-[0-9A-Za-z]{1,12}")
_APART = re.compile(r"[\W_]+")


class Found(NamedTuple):
    """What a search found: the newest matches, and whether each of them has every word that was asked for."""

    text: str
    ids: list[int]
    every_word: bool


def fold(text):
    """Return the words of ``text`` without accents, marks and capitals, as they are indexed and asked for."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return _APART.sub(" ", bare).strip()


def find(claims, text):
    """Return what ``text`` finds among ``claims``: the claim of that reference, else those with all or any words.

    Words between double quotation marks are looked for as a phrase. No character means anything else.
    """
    named = _REFERENCE.fullmatch(text.strip())
    ids = list(claims.filter(reference__iexact=text.strip()).values_list("pk", flat=True)) if named else []
    if ids:
        return Found(text, ids, every_word=True)
    every = _matching(claims, _quoted(text), "and")
    if every or named or " " not in fold(text):
        return Found(text, every, every_word=True)
    return Found(text, _matching(claims, fold(text), "or"), every_word=False)


def _quoted(text):
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        pieces[-2:] = [" ".join(pieces[-2:])]
    return '"'.join(fold(piece) for piece in pieces)


def _matching(claims, words, operator):
    few = " ".join(words.split()[:MOST_WORDS])
    _filters, query = parse_query_string(few, operator=operator)
    newest = claims.search(query, order_by_relevance=False)[:MOST]
    return list(newest.get_queryset().values_list("pk", flat=True))
