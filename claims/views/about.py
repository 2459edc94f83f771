from django.conf import settings
from django.shortcuts import render

from claims.glossary import EXPLAINED


def about(request):
    """Explain the method, every word of the vocabularies, and how corrections are made."""
    vocabularies = [
        (name, title, lede, [(value, label, meanings[value]) for value, label in words.choices])
        for name, (title, lede, words, meanings) in EXPLAINED.items()
    ]
    licence = (settings.DATA_LICENCE, settings.DATA_LICENCE_URL)
    return render(request, "claims/about.html", {"vocabularies": vocabularies, "licence": licence})
