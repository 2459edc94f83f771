"""Words as they are compared, the same on every database: without accents and capitals, and by their stems.

A stem carries a mark of its language that nobody types, so that it never passes for a word: words between quotation
marks are found as they stand, all others by what their English or French stems share.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import snowballstemmer

LANGUAGES = {"english": "\u01c0", "french": "\u01c3"}


#: A word as it stands in a text, with whatever accents follow its letters.
_STANDING = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0652])*")


class Word(NamedTuple):
    """A word as it is indexed, and with its accents, which its French stem hangs on."""

    bare: str
    accented: str


def words(text: str) -> Iterator[Word]:
    """Yield each ``Word`` of a text in its order."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    apart = "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in decomposed)
    for word in apart.split():
        if bare := "".join(char for char in word if not unicodedata.combining(char)):
            yield Word(bare, unicodedata.normalize("NFC", word))


def standing(text: str) -> list[re.Match[str]]:
    """Return the match of each word as it stands in a text."""
    return list(_STANDING.finditer(text))


def fold(text: str) -> str:
    """Return the words of ``text`` without accents, marks and capitals."""
    return " ".join(word.bare for word in words(text))


@lru_cache(maxsize=50_000)
def stems(word: Word) -> frozenset[str]:
    """Return the marked stems of a ``Word``: English, French, and French as one who types no accents writes it."""
    found = (("english", word.bare), ("french", word.bare), ("french", word.accented))
    return frozenset(LANGUAGES[language] + fold(_stem(language, form)) for language, form in found)


def _stem(language: str, form: str) -> str:
    return str(snowballstemmer.stemmer(language).stemWord(form))  # its own: a stemmer is not safe between threads


def searchable(text: str) -> str:
    """Return what to index of ``text``: its words in their order, then their stems."""
    found = list(words(text))
    return " ".join([*(word.bare for word in found), *sorted(set(chain.from_iterable(map(stems, found))))])
