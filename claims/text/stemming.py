"""Tokenize, fold and stem words for search, the same on every database.

Stems carry a prefix for their language that nobody types, so they never match a word as written: phrases are matched
by words, all else by English and French stems.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import snowballstemmer

LANGUAGES = {"english": "\u01c0", "french": "\u01c3"}


#: A word in a text, with combining accents.
_STANDING = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0652])*")


class Word(NamedTuple):
    """A word folded as indexed, and with its accents, which the French stemmer needs."""

    bare: str
    accented: str


def words(text: str) -> Iterator[Word]:
    """Yield the ``Word``s of a text in order."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    apart = "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in decomposed)
    for word in apart.split():
        if bare := "".join(char for char in word if not unicodedata.combining(char)):
            yield Word(bare, unicodedata.normalize("NFC", word))


def standing(text: str) -> list[re.Match[str]]:
    """Return a regex match for each word of a text, as written."""
    return list(_STANDING.finditer(text))


def fold(text: str) -> str:
    """Return ``text`` as folded words: no accents, punctuation or capitals."""
    return " ".join(word.bare for word in words(text))


@lru_cache(maxsize=50_000)
def stems(word: Word) -> frozenset[str]:
    """Return the prefixed stems of a ``Word``: English, French, and French of the word without accents."""
    found = (("english", word.bare), ("french", word.bare), ("french", word.accented))
    return frozenset(LANGUAGES[language] + fold(_stem(language, form)) for language, form in found)


def _stem(language: str, form: str) -> str:
    return str(snowballstemmer.stemmer(language).stemWord(form))  # a new stemmer each time: they are not thread-safe


def searchable(text: str) -> str:
    """Return the text to index for ``text``: its folded words in order, then their stems."""
    found = list(words(text))
    return " ".join([*(word.bare for word in found), *sorted(set(chain.from_iterable(map(stems, found))))])
