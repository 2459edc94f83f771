from django.conf import settings
from django.shortcuts import render

from claims.glossary import EXPLAINED


def about(request):
    """Render the page about the method, the vocabularies and corrections."""
    vocabularies = [
        (name, title, lede, [(value, label, meanings[value]) for value, label in words.choices])
        for name, (title, lede, words, meanings) in EXPLAINED.items()
    ]
    licence = (settings.DATA_LICENCE, settings.DATA_LICENCE_URL)
    return render(request, "claims/about.html", {"vocabularies": vocabularies, "licence": licence})
