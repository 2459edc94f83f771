"""What changed between two wordings, as the desk shows it."""

from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from claims.templatetags.wording import reworded
from claims.text.diff import Difference, pieces
from tests.admin.pages import added, removed
from tests.markup import cut, words_of

OLD = "The convoy left Gao on 2 October at dawn."
NEW = "The convoy left Gao on 3 October at dawn."
MARKED = f"The convoy left Gao on {removed(2)}{added(3)} October at dawn."
READ = "The convoy left Gao on [removed: 2][added: 3] October at dawn."


class TestReworded:
    def test_pieces_follow_each_other_without_a_space_of_ours(self):
        shown = reworded(pieces(OLD, NEW))

        assertHTMLEqual(shown, MARKED)
        assert words_of(shown) == READ

    def test_markup_in_words_is_shown_as_it_is_written(self):
        shown = reworded(pieces("<b>", "<b>"))

        assert words_of(shown) == "<b>"

    def test_nothing_is_said(self):
        assert reworded([]) == "Nothing"


class TestWhereLinesAreKept:
    """Line breaks in these elements are seen, so the templates may bring none."""

    def test_differences_of_a_decision(self):
        shown = render_to_string("admin/claims/_differences.html", {"differences": [Difference("Words", OLD, NEW)]})

        assertInHTML(f"<dd>{MARKED}</dd>", shown)
        assert words_of(cut(shown, "dd")) == READ

    def test_fields_of_a_batch(self):
        fields = [("Words", pieces(OLD, NEW))]

        shown = render_to_string("admin/claims/batch/_fields.html", {"shown": {"fields": fields}})

        assertInHTML(f"<dd>{MARKED}</dd>", shown)
        assert words_of(cut(shown, "dd")) == READ
