"""Texts that a spreadsheet would take for a formula: written behind an apostrophe, read back without it.

A text that itself begins with apostrophes before such a character gets one more, so that reading undoes exactly what
writing did.
"""

import re

LEADS = "=+\\-@\t\r"
_AT_RISK = re.compile(f"'*[{LEADS}]")
_ESCAPED = re.compile(f"'+[{LEADS}]")


def escape(text: str) -> str:
    """Return a text as a table holds it."""
    return f"'{text}" if _AT_RISK.match(text) else text


def unescape(text: str) -> str:
    """Return the text that a cell of a table stands for."""
    return text[1:] if _ESCAPED.match(text) else text
