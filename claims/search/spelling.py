"""Spelling corrections ("did you mean") for searches that find no claim with every word.

Unknown words are compared with a bounded vocabulary: public names and the most frequent words of the newest
statements. It is cached by the ledger's head.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from claims.models import Claim
from claims.search import query
from claims.search.names import Edition, edition, public_names
from claims.text.stemming import fold, standing

MAX_STATEMENTS_READ, MAX_WORDS_KNOWN = 5000, 20_000
#: Words of a search that are checked.
MAX_WORDS_LOOKED_UP = 6
MIN_WORD_LETTERS = 4
MAX_ENDINGS = 8
_REFERENCE = re.compile(r"\s*([A-Za-z]{1,5})[\s-]*0*([0-9]{1,6})\s*", re.ASCII)


def meant(text: str) -> str | None:
    """Return ``text`` with unknown words corrected; None where nothing changes or the result finds nothing."""
    if reference := _reference_like(text):
        return reference
    vocabulary = _vocabulary(edition())
    written, done, changed = "", 0, False
    for word in standing(text)[:MAX_WORDS_LOOKED_UP]:
        right = _right(fold(word[0]), *vocabulary)
        written += text[done : word.start()] + (right or word[0])
        done, changed = word.end(), changed or right is not None
    corrected = written + text[done:]
    return corrected if changed and query.find(Claim.objects.published(), corrected).ids else None


def _reference_like(text: str) -> str | None:
    """Return the reference of a published claim that differs from ``text`` only in leading zeros or the hyphen."""
    if not (typed := _REFERENCE.fullmatch(text)):
        return None
    letters, digits = typed[1].upper(), typed[2]
    alike = [f"{letters}-{digits.zfill(length)}" for length in range(len(digits), 7)]
    return Claim.objects.published().filter(reference__in=alike).values_list("reference", flat=True).first()


def endings(beginning: str, most: int = MAX_ENDINGS) -> list[str]:
    """Return the most frequent words that start with ``beginning``, folded."""
    counts, _spellings = _vocabulary(edition())
    begun = (word for word in counts if word.startswith(beginning))
    return sorted(begun, key=lambda word: -counts[word])[:most]


def _right(word: str, counts: Mapping[str, int], spellings: Mapping[str, str]) -> str | None:
    """Return the nearest word of the vocabulary, the most frequent of several; None for a known word."""
    if len(word) < MIN_WORD_LETTERS or word in counts or _known(word):
        return None
    near = extract(word, list(counts), scorer=OSA.distance, score_cutoff=1 if len(word) < 6 else 2, limit=20)
    best = min(near, key=lambda found: (found[1], -counts[found[0]], found[0]), default=None)
    return spellings[best[0]] if best else None


def _known(word: str) -> bool:
    return bool(query.newest(Claim.objects.published(), word, 1))


@lru_cache(maxsize=1)
def _vocabulary(_edition: Edition) -> tuple[Counter[str], dict[str, str]]:
    """Return the counts of folded words in names and statements, and the most frequent spelling of each."""
    texts = [text for name in public_names() for text in name.texts]
    texts += Claim.objects.published().order_by("-pk").values_list("statement", flat=True)[:MAX_STATEMENTS_READ]
    spelled = Counter(word[0] for text in texts for word in standing(text) if len(word[0]) >= MIN_WORD_LETTERS)
    counts: Counter[str] = Counter()
    spellings: defaultdict[str, str] = defaultdict(str)
    for spelling, count in spelled.most_common(MAX_WORDS_KNOWN):
        word = fold(spelling)
        counts[word] += count
        spellings[word] = spellings[word] or spelling
    return counts, spellings
