"""Pages without the whitespace that readers do not see, so that tests can say what follows what."""

import re

BLOCKS = "address|article|aside|blockquote|caption|dd|desc|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
BLOCKS += "|h[1-6]|head|header|label|legend|li|main|nav|ol|option|p|section|summary|svg|table|tbody|td|text|th"
BLOCKS += "|thead|title|tr|ul|rect|path|line|circle|polygon"
INLINE = "a|b|code|del|em|i|ins|q|small|span|strong|time"


def squeezed(markup):
    """Return ``markup`` with runs of whitespace as one space, and none at the edges of blocks or inside of tags.

    The edge of a block is also within the inline elements that begin or end it.

    What is preformatted stays as it is.
    """
    parts = re.split(r"(<pre\b.*?</pre>)", markup, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre") else _squeezed(part) for part in parts)


def _squeezed(markup):
    markup = re.sub(r"\s+", " ", markup)
    markup = re.sub(rf"\s*(</?(?:{BLOCKS})\b[^>]*>)\s*", r"\1", markup)
    markup = re.sub(rf"(</?(?:{BLOCKS})\b[^>]*>(?:\s*<(?:{INLINE})\b[^>]*>)+)\s*", _without_gaps, markup)
    markup = re.sub(rf"\s*(?:</(?:{INLINE})>\s*)+(?=</?(?:{BLOCKS})\b)", _without_gaps, markup)
    return re.sub(r"(<[^<>]*?)\s+(/?>)", r"\1\2", markup)


def _without_gaps(tags):
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", tags[0])


def page_of(response):
    """Return what a response shows, squeezed."""
    return squeezed(response.content.decode())
