"""Absolute URLs for sharing a question: share image, oEmbed, embed code."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

#: Default and largest size of the embedded frame, in pixels.
FRAME_WIDTH, FRAME_HEIGHT = 640, 720


def addresses(request, question):
    """Return the context of a question's share section: canonical URL, image, oEmbed, embed code."""
    described = urlencode({"url": request.build_absolute_uri(request.path), "format": "json"})
    return {
        "address": request.build_absolute_uri(question.get_absolute_url()),
        "picture": request.build_absolute_uri(reverse("claims:picture", args=[question.slug])),
        "oembed": request.build_absolute_uri(f"{reverse('claims:oembed')}?{described}"),
        "frame": frame_around(
            request.build_absolute_uri(reverse("claims:embed", args=[question.slug])),
            question.text,
            FRAME_WIDTH,
            FRAME_HEIGHT,
        ),
    }


def frame_around(address, title, width, height):
    """Return the HTML of an iframe."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer"></iframe>',
        address, title, width, height,
    )  # fmt: skip
