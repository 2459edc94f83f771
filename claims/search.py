"""Full-text search over published claims, the same on every database."""

import unicodedata


def fold(text):
    """Return ``text`` without accents and in lower case, as it is indexed and as it is asked for."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\x00", " "))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
