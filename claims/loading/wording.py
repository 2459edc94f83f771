"""Two texts → the words that stay, go and come. Pure."""

import re
from difflib import SequenceMatcher

KEPT, REMOVED, ADDED = "kept", "removed", "added"
#: Beyond so many words a comparison word by word would take too long; the texts are then shown whole.
MOST_WORDS = 2000


def wording(old, new):
    """Return ``[(kind, text)]``, the parts of both texts in reading order, each kept, removed or added."""
    before, after = re.findall(r"\S+|\s+", old), re.findall(r"\S+|\s+", new)
    if len(before) + len(after) > MOST_WORDS:
        return _parts([(REMOVED, old), (ADDED, new)])
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((KEPT, "".join(before[a:b])))
        else:
            found += [(REMOVED, "".join(before[a:b])), (ADDED, "".join(after[c:d]))]
    return _parts(found)


def _parts(found):
    return [(kind, text) for kind, text in found if text]
