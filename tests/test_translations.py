"""The French catalogue is whole and current, and no public template holds a word that is not marked."""

import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.template.base import Lexer, TokenType
from django.utils.translation import override

from claims.choices import Status

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "claims" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
TEMPLATES = sorted(
    path for path in (ROOT / "claims" / "templates").rglob("*.html") if "admin" not in path.relative_to(ROOT).parts
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
TAG = re.compile(r"</?[a-z][^>]*>")
SPACED = re.compile(r"[^\s\u00a0\u202f][;:?!»](?=\s|$)|(?<!\u202f)[;?!](?=\s|$)|«(?!\u00a0)")


def entries():
    return list(polib.pofile(str(CATALOGUE)))


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def said(entry):
    """Return what an entry says in French, once for each number."""
    return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)] or [entry.msgstr]


class TestCatalogue:
    def test_every_entry_is_translated_for_every_number(self):
        unfinished = [key(entry) for entry in entries() if entry.fuzzy or entry.obsolete or not all(said(entry))]
        plurals = [len(said(entry)) for entry in entries() if entry.msgid_plural]

        assert unfinished == []
        assert set(plurals) == {2}

    def test_placeholders_and_tags_are_those_of_the_message(self):
        wrong = []
        for entry in entries():
            asked = [entry.msgid, entry.msgid_plural or entry.msgid]
            for pattern in (PLACEHOLDER, TAG):
                allowed = [set(pattern.findall(one)) for one in asked]
                wrong += [key(entry) for words in said(entry) if set(pattern.findall(words)) not in allowed]

        assert wrong == []

    def test_punctuation_stands_apart_as_french_has_it(self):
        words = [TAG.sub("", one) for entry in entries() for one in said(entry) if "\\" not in one and "H:i" not in one]

        assert [one for one in words if SPACED.search(re.sub(r"https?://\S+|--\S+", "", one))] == []

    def test_compiled_catalogue_is_the_written_one(self):
        compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

        assert {key(entry): said(entry) for entry in compiled} == {key(entry): said(entry) for entry in entries()}

    def test_catalogue_has_the_words_of_the_code_and_no_others(self, tmp_path, monkeypatch):
        if shutil.which("xgettext") is None:
            message = "finding the words of the code needs GNU gettext"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
        left_out = shutil.ignore_patterns("__pycache__", "static", "data", "migrations")
        shutil.copytree(ROOT / "claims", tmp_path / "claims", ignore=left_out)
        monkeypatch.chdir(tmp_path)

        call_command("makemessages", locale=["fr"], no_obsolete=True, no_wrap=True, add_location="file", verbosity=0)

        found = polib.pofile(str(tmp_path / CATALOGUE.relative_to(ROOT)))
        words, kept = {key(entry) for entry in found}, {key(entry) for entry in entries()}
        assert (words - kept, kept - words) == (set(), set())

    def test_words_that_are_made_before_any_request_follow_the_language(self):
        with override("fr"):
            assert Status.VERIFIED.label == "Vérifiée"
        assert Status.VERIFIED.label == "Verified"


class Words(HTMLParser):
    """Collect what people read of a page: its text, and the attributes that are read aloud or shown."""

    SHOWN = ("aria-label", "title", "placeholder", "alt", "data-label", "content")
    NOT_WORDS = ("code", "pre")

    def __init__(self):
        super().__init__()
        self.found, self.within = [], []

    def handle_starttag(self, tag, attrs):
        if tag in self.NOT_WORDS:
            self.within.append(tag)
        named = dict(attrs)
        if tag != "meta" or named.get("name") == "description":
            self.found += [named[name] for name in self.SHOWN if named.get(name)]

    def handle_endtag(self, tag):
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data):
        if not self.within:
            self.found.append(data)


class TestTemplates:
    #: What stands in no language: names, and tags that say a format.
    NAMES = re.compile(
        r"Counterclaim|SHA-256|Wikidata|UTC|CSV|JSON( Lines)?|km|ledger\.jsonl|verify\.py|KO-012|summary_large_image"
    )
    LITERAL = re.compile(r'"([A-Z][a-z]+[^"]*)"')

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
    def test_every_word_is_marked(self, path):
        html, arguments = _unmarked(path.read_text())
        words = Words()
        words.feed(html)

        unmarked = [self.NAMES.sub("", text).strip() for text in words.found]
        assert [text for text in unmarked if re.search(r"[A-Za-z]{2}", text)] == []
        assert [text for each in arguments for text in self.LITERAL.findall(each)] == []


def _unmarked(template):
    """Return a template's text outside of tags and of marked blocks, and its tags that bring words of their own."""
    text, arguments, marked = [], [], False
    for token in Lexer(template).tokenize():
        name = token.contents.partition(" ")[0]
        if token.token_type == TokenType.BLOCK and name in ("blocktranslate", "endblocktranslate", "comment"):
            marked = name == "blocktranslate"
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR) and name not in ("translate", "extends", "url"):
            arguments.append(re.sub(r'date:"[^"]*"', "", token.contents))
        elif token.token_type == TokenType.TEXT and not marked:
            text.append(token.contents)
            continue
        text.append("x" if text and text[-1].endswith(("<", "</")) else " ")
    return "".join(text), arguments
