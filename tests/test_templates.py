"""How the templates are laid out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "claims" / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
WIDTH = 120
TAG = r"\{%(?:(?!%\}).)*%\}"
ATTRIBUTE = rf'[\w:-]+="(?:{TAG}|\{{\{{.*?\}}\}}|[^"])*"'
#: One template tag, or one attribute with the ends of its element.
UNBREAKABLE = re.compile(rf"(?:{TAG}|(?:<[\w-]+ )?{ATTRIBUTE}/?>?)")


def name_of(path):
    return str(path.relative_to(ROOT))


def too_wide(line):
    return len(line) > WIDTH and not UNBREAKABLE.fullmatch(line.strip())


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
class TestLayout:
    def test_lines_are_narrow(self, path):
        """A template tag cannot be broken, and neither can an attribute's value: a line of one of them may be wider."""
        wide = [number for number, line in enumerate(path.read_text().split("\n"), 1) if too_wide(line)]

        assert wide == []

    def test_no_tabs_or_trailing_whitespace(self, path):
        lines = path.read_text().split("\n")

        assert [number for number, line in enumerate(lines, 1) if "\t" in line or line != line.rstrip()] == []


class TestWidth:
    def test_text_is_too_wide(self):
        assert too_wide("<p>" + "word " * 30 + "</p>")

    def test_two_tags_are_too_wide(self):
        assert too_wide("{% if " + "a" * 80 + " %}{% if " + "b" * 80 + " %}")

    def test_two_attributes_are_too_wide(self):
        assert too_wide(f'class="{"a" * 80}" id="{"b" * 80}"')

    def test_one_tag_may_be_wide(self):
        assert not too_wide("    {% include " + "a" * 120 + " %}")

    def test_one_attribute_may_be_wide(self):
        assert not too_wide(f'    href="{{% url "{"a" * 120}" %}}">')
