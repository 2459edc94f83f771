"""What changed between two wordings, as the desk shows it."""

from django.template.loader import render_to_string

from claims.templatetags.wording import reworded
from claims.text.diff import Difference, pieces

REMOVED = '<del><span class="visually-hidden">[removed: </span>{}<span class="visually-hidden">]</span></del>'
ADDED = '<ins><span class="visually-hidden">[added: </span>{}<span class="visually-hidden">]</span></ins>'
OLD = "The convoy left Gao on 2 October at dawn."
NEW = "The convoy left Gao on 3 October at dawn."


class TestReworded:
    def test_pieces_follow_each_other_without_a_space_of_ours(self):
        shown = reworded(pieces(OLD, NEW))

        assert shown == f"The convoy left Gao on {REMOVED.format(2)}{ADDED.format(3)} October at dawn."

    def test_markup_in_words_is_shown_as_it_is_written(self):
        assert reworded(pieces("<b>", "<b>")) == "&lt;b&gt;"

    def test_nothing_is_said(self):
        assert reworded([]) == "Nothing"


class TestWhereLinesAreKept:
    """Line breaks in these elements are seen, so the templates may bring none."""

    def test_differences_of_a_decision(self):
        shown = render_to_string("admin/claims/_differences.html", {"differences": [Difference("Words", OLD, NEW)]})

        assert f"<dd>{reworded(pieces(OLD, NEW))}</dd>" in shown

    def test_fields_of_a_batch(self):
        shown = {"fields": [("Words", pieces(OLD, NEW))]}

        assert f"<dd>{reworded(pieces(OLD, NEW))}</dd>" in render_to_string(
            "admin/claims/batch/_fields.html", {"shown": shown}
        )
