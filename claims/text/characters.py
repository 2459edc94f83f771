"""Find characters that texts may not hold, and words too long to index."""

import re

from claims.text.stemming import words

#: Longest indexed word; PostgreSQL refuses lexemes beyond 2 kB.
MAX_WORD_CHARACTERS = 200
_PLANES_ENDS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
#: Invalid in XML 1.0, JSON or a database: control characters but tab, LF and CR; surrogates; noncharacters.
_UNSTORABLE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES_ENDS}]")
_LINE_BREAK = re.compile(r"[\t\n\r\u2028\u2029]")
_MARKS = "\u200e\u200f\u061c"
_EMBEDDING, _END_OF_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATE, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_CLOSES = {**dict.fromkeys(_EMBEDDING, _END_OF_EMBEDDING), **dict.fromkeys(_ISOLATE, _END_OF_ISOLATE)}
_DIRECTION = re.compile(f"[{_MARKS}{''.join(_CLOSES)}{_END_OF_EMBEDDING}{_END_OF_ISOLATE}]")


def unstorable(text: str) -> str | None:
    """Return the first character that files or databases refuse, or None."""
    return _first(_UNSTORABLE, text)


def line_break(text: str) -> str | None:
    """Return the first tab or line separator, or None."""
    return _first(_LINE_BREAK, text)


def direction(text: str) -> str | None:
    """Return the first bidirectional control character, or None."""
    return _first(_DIRECTION, text)


def unclosed_direction(text: str) -> str | None:
    """Return the first unbalanced bidirectional embedding or isolate of any line, or None.

    Balanced ones do not affect the text that follows on the page.
    """
    return next((char for line in re.split(r"[\n\r\u2029]", text) if (char := _unclosed(line))), None)


def too_long_a_word(text: str) -> bool:
    """Return whether a word of the text is longer than ``MAX_WORD_CHARACTERS`` as indexed."""
    return any(len(form) > MAX_WORD_CHARACTERS for word in words(text) for form in word)


def code(character: str) -> str:
    """Return a character's code point: ``U+202E``."""
    return f"U+{ord(character):04X}"


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[0] if found else None


def _unclosed(line: str) -> str | None:
    opened: list[str] = []
    for char in line:
        if char in _CLOSES:
            opened.append(char)
        elif char in _CLOSES.values() and (not opened or _CLOSES[opened.pop()] != char):
            return char
    return opened[0] if opened else None
