from claims.models import Batch, Claim, ClaimLink
from claims.templatetags.marks import mark


class TestMark:
    def test_a_choice_is_told_by_its_family_and_its_word(self):
        assert mark(Claim(status="refuted"), "status") == '<span class="mark mark-status-refuted">Refuted</span>'

    def test_another_family_can_draw_it(self):
        assert mark(Batch(state="waiting"), "state", "batch").startswith('<span class="mark mark-batch-waiting">')

    def test_no_choice_has_no_mark(self):
        assert mark(ClaimLink(basis=""), "basis") == ""
