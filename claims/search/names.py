"""A cache in memory of the public names that readers may be looking for, renewed when the ledger has grown.

It holds the newest ``MAX_NAMES`` of each kind. A name that changes without an entry shows after
``NAMES_CACHE_SECONDS`` seconds.
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

#: The ledger's head, and which span of ``NAMES_CACHE_SECONDS`` it is.
Edition = tuple[str, int]


class Name(NamedTuple):
    """What is called so, its slug, the name to show, and all its names; folded, each word after a space."""

    kind: str
    slug: str
    label: str
    texts: tuple[str, ...]
    folded: str


def edition() -> Edition:
    """Return what to keep something in memory by: the ledger's head, for ``NAMES_CACHE_SECONDS`` seconds at most."""
    return head()[1], int(time.monotonic() // NAMES_CACHE_SECONDS)


def public_names() -> list[Name]:
    """Return the public names of claimants, places, questions and events."""
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
