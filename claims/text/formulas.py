"""Escape cells against CSV injection: texts that spreadsheets read as formulas get an apostrophe in front.

Texts that already begin with apostrophes before such a character get one more, so that ``unescape`` is the exact
inverse.
"""

import re

LEADS = "=+\\-@\t\r"
_AT_RISK = re.compile(f"'*[{LEADS}]")
_ESCAPED = re.compile(f"'+[{LEADS}]")


def escape(text: str) -> str:
    """Return the cell for a text."""
    return f"'{text}" if _AT_RISK.match(text) else text


def unescape(text: str) -> str:
    """Return the text of a cell."""
    return text[1:] if _ESCAPED.match(text) else text
