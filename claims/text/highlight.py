"""Find the words of a search in a text. No queries, no markup."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from claims.text.stemming import Word, standing, stems, words


class Asked(Protocol):
    """A parsed search: the stems of its words, and its phrases as indexed."""

    @property
    def stems(self) -> frozenset[str]: ...

    @property
    def phrases(self) -> Iterable[tuple[str, ...]]: ...


def pieces(text: str, asked: Asked) -> Iterator[tuple[str, bool]]:
    """Yield ``(piece, whether it matches)`` for the whole of ``text``."""
    spans = standing(text)
    found = [(index, word) for index, span in enumerate(spans) for word in words(span[0])]
    hits = {index for index, word in found if not asked.stems.isdisjoint(stems(word))}
    hits = hits.union(*(_standing(phrase, found) for phrase in asked.phrases))
    done = 0
    for index in sorted(hits):
        yield text[done : spans[index].start()], False
        yield spans[index][0], True
        done = spans[index].end()
    yield text[done:], False


def _standing(phrase: tuple[str, ...], found: list[tuple[int, Word]]) -> set[int]:
    """Return the indexes of all words that are part of an occurrence of a phrase."""
    bare, length = [word.bare for _index, word in found], len(phrase)
    starts = (start for start in range(len(bare) - length + 1) if tuple(bare[start : start + length]) == phrase)
    return {found[start + step][0] for start in starts for step in range(length)}
