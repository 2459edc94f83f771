"""Full-text search of claims, with the same results on every database."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

from claims.models import Claim
from claims.models.claims import ClaimQuerySet
from claims.text.stemming import Word, stems, words

MAX_MATCHES = 1000
MAX_QUERY_WORDS = 40
_REFERENCE = re.compile(r"[A-Za-z]{1,5}-[0-9A-Za-z]{1,12}")


@dataclass(frozen=True)
class Asked:
    """A parsed search: words, matched by stems, and phrases in double quotation marks, matched as written."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def parts(self) -> list[SearchQuery]:
        """Return the conditions for a match of every word and phrase."""
        return [*map(_alike, self.words), *(Phrase(" ".join(phrase)) for phrase in self.phrases)][:MAX_QUERY_WORDS]

    @property
    def alternatives(self) -> list[SearchQuery]:
        """Return one condition for each single word, those of phrases included."""
        alone = (PlainText(word) for phrase in self.phrases for word in phrase)
        return [*map(_alike, self.words), *alone][:MAX_QUERY_WORDS]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset[str]().union(*map(stems, self.words))


class Found(NamedTuple):
    """Result of a search: ids of the newest matches, and whether they have every word."""

    text: str
    ids: list[int]
    every_word: bool
    asked: Asked = Asked()


def find(claims: ClaimQuerySet[Claim], text: str) -> Found:
    """Search ``claims`` for a reference, else for all words, else for any word.

    Words in double quotation marks form a phrase; there is no other query syntax.
    """
    named = _REFERENCE.fullmatch(text.strip())
    ids = list(claims.filter(reference__iexact=text.strip()).values_list("pk", flat=True)) if named else []
    if ids:
        return Found(text, ids, every_word=True)
    asked = read(text)
    every = _matching(claims, And, asked.parts)
    if every or named or len(asked.alternatives) < 2:
        return Found(text, every, every_word=True, asked=asked)
    return Found(text, _matching(claims, Or, asked.alternatives), every_word=False, asked=asked)


def newest(claims: ClaimQuerySet[Claim], text: str, most: int, *, endings: Collection[str] = ()) -> list[int]:
    """Return the ids of the newest claims with every word of ``text``, and one of ``endings`` if there are any."""
    ends = [Or([PlainText(word) for word in endings])] if endings else []
    return _matching(claims, And, [*read(text).parts, *ends])[:most]


def read(text: str) -> Asked:
    """Parse search words; an unbalanced quotation mark is ignored."""
    pieces = text.split('"')
    if len(pieces) % 2 == 0:
        pieces[-2:] = [" ".join(pieces[-2:])]
    free = (word for piece in pieces[::2] for word in words(piece))
    quoted = (tuple(word.bare for word in words(piece)) for piece in pieces[1::2])
    return Asked(tuple(free), tuple(phrase for phrase in quoted if phrase))


def _alike(word: Word) -> SearchQuery:
    return Or([PlainText(stem) for stem in sorted(stems(word))])


def _matching(
    claims: ClaimQuerySet[Claim], every_or_any: Callable[[list[SearchQuery]], SearchQuery], parts: list[SearchQuery]
) -> list[int]:
    """Return the ids of the newest matches, at most ``MAX_MATCHES``.

    A lower limit would make PostgreSQL scan all claims for a rare word.
    """
    if not parts:
        return []
    matches = claims.search(every_or_any(parts), order_by_relevance=False)[:MAX_MATCHES]
    return list(matches.get_queryset().values_list("pk", flat=True))
