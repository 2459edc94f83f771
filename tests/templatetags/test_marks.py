from pytest_django.asserts import assertHTMLEqual

from claims.models import Batch, Claim, ClaimLink
from claims.templatetags.marks import mark


class TestMark:
    def test_a_choice_is_told_by_its_family_and_its_word(self):
        shown = mark(Claim(status="refuted"), "status")

        assertHTMLEqual(shown, '<span class="mark mark-status-refuted">Refuted</span>')

    def test_another_family_can_draw_it(self):
        shown = mark(Batch(state="in_review"), "state", "batch")

        assertHTMLEqual(shown, '<span class="mark mark-batch-in_review">In review</span>')

    def test_no_choice_has_no_mark(self):
        assert mark(ClaimLink(basis=""), "basis") == ""
