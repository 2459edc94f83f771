"""In-memory cache of public names for suggestions and spelling, renewed when the ledger grows.

It holds the newest ``MAX_NAMES`` of each kind. A name changed without a ledger entry shows after at most
``NAMES_CACHE_SECONDS``.
"""

import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from claims.ledger.chain import head
from claims.models import Claimant, Event, Place, Question
from claims.text.stemming import fold

MAX_NAMES = 5000
NAMES_CACHE_SECONDS = 300

#: Cache key: the ledger's head, and the number of the current span of ``NAMES_CACHE_SECONDS``.
Edition = tuple[str, int]


class Name(NamedTuple):
    """A named row: kind, slug, label, all its names, and these folded, with a space before each word."""

    kind: str
    slug: str
    label: str
    texts: tuple[str, ...]
    folded: str


def edition() -> Edition:
    """Return the cache key that changes with the ledger's head, and at least every ``NAMES_CACHE_SECONDS``."""
    return head()[1], int(time.monotonic() // NAMES_CACHE_SECONDS)


def public_names() -> list[Name]:
    """Return the cached names of public claimants, places, questions and events; 4 queries where they are stale."""
    return _names(edition())


@lru_cache(maxsize=1)
def _names(_edition: Edition) -> list[Name]:
    return [
        *(_name("claimant", slug, short or name, name, short, *aliases.splitlines()) for slug, name, short, aliases
          in _newest(Claimant, "slug", "name", "short_name", "aliases")),
        *(_name("place", slug, name, name) for slug, name in _newest(Place, "slug", "name")),
        *(_name("question", slug, text, text) for slug, text in _newest(Question, "slug", "text")),
        *(_name("event", slug, title, title) for slug, title in _newest(Event, "slug", "title")),
    ]  # fmt: skip


def _newest(model: type[Claimant | Event | Place | Question], *columns: str) -> Iterable[tuple[Any, ...]]:
    return model.objects.public().order_by("-pk").values_list(*columns)[:MAX_NAMES]


def _name(kind: str, slug: str, label: str, *texts: str) -> Name:
    return Name(kind, slug, label, texts, "".join(f" {word}" for text in texts for word in fold(text).split()))
