"""Pages without the whitespace that readers do not see, so that tests can say what follows what."""

import re
from html import unescape

from django.utils.html import strip_tags

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


def links(markup):
    """Return where the links of ``markup`` lead, in their order, as a browser reads them."""
    return [unescape(address) for address in re.findall(r'\bhref="([^"]*)"', markup)]


def cut(markup, tag, having=""):
    """Return the first ``tag`` element with ``having`` in its start tag, up to the first end of such an element."""
    return re.search(rf"<{tag}\b[^>]*{re.escape(having)}[^>]*>.*?</{tag}>", markup, re.DOTALL)[0]


def page_of(response):
    """Return what a response shows, squeezed."""
    return squeezed(response.content.decode())


def section(text, heading):
    """Return the whole section of a page that one of its second headings names. Raises ValueError where none is."""
    begin = text.rindex("<section", 0, text.index(f"{heading}</h2>"))
    depth = 0
    for tag in re.finditer(r"<(/?)section\b[^>]*>", text[begin:]):
        depth += -1 if tag[1] else 1
        if not depth:
            return text[begin:][: tag.end()]
    raise ValueError(f"“{heading}” is in no section.")


def words_of(markup):
    """Return the words of squeezed markup, without its tags."""
    return unescape(strip_tags(markup))


def rows_of(markup):
    """Return the rows of the bodies of all tables, each as the words of its cells."""
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", markup, flags=re.DOTALL))
    rows = re.findall(r"<tr\b[^>]*>(.*?)</tr>", bodies, flags=re.DOTALL)
    return [[words_of(cell) for cell in re.findall(r"<t[hd]\b[^>]*>.*?</t[hd]>", row, flags=re.DOTALL)] for row in rows]


def opened(text):
    """Return the summaries of the details that are open."""
    details = r"<details\b(?=[^>]*\sopen[\s>])[^>]*>\s*<summary>(.*?)</summary>"
    return [words_of(summary) for summary in re.findall(details, text, flags=re.DOTALL)]
