"""A made-up Arabic for tests: every marked word in Arabic letters, between brackets that tell it from unmarked ones."""

import re

import polib

LANGUAGES = [("en-gb", "English"), ("fr", "Français"), ("ar", "العربية")]
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
#: What a program reads in a message: placeholders, tags and character references.
CODE = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")


def pseudo(message):
    parts = CODE.split(message)
    parts[::2] = [part.lower().translate(LETTERS) for part in parts[::2]]
    return f"⟦{''.join(parts)}⟧"


def write_catalogue(source, folder):
    """Write into ``folder`` the made-up Arabic of a catalogue's messages, for ``LOCALE_PATHS``."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 "
        "&& n%100<=99 ? 4 : 5;",
    }
    for entry in polib.pofile(str(source)):
        made = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural)
        if _is_format(entry):
            made.msgstr = entry.msgid
        elif entry.msgid_plural:
            made.msgstr_plural = dict.fromkeys(range(6), pseudo(entry.msgid_plural))
        else:
            made.msgstr = pseudo(entry.msgid)
        catalogue.append(made)
    target = folder / "ar" / "LC_MESSAGES"
    target.mkdir(parents=True)
    catalogue.save_as_mofile(str(target / "django.mo"))


def _is_format(entry):
    """Tell whether a message is a date's format, and no words."""
    return re.fullmatch(r"[jFYHisM :,]+", entry.msgid) is not None
