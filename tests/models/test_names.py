import pytest

from claims.models import Claim, Claimant, Event, Question, Source
from tests.factories import (
    make_citation,
    make_claim,
    make_claimant,
    make_event,
    make_link,
    make_place,
    make_question,
    make_source,
    make_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guards_down")]


class TestNames:
    def test_each_row_reads_well(self):
        claimant = make_claimant(name="Permanent Strategic Framework", short_name="CSP-PSD")
        first, second = make_claim(reference="KO-012"), make_claim(reference="KO-013")

        assert str(claimant) == "CSP-PSD"
        assert str(make_link(first, second, kind="denies")) == "KO-012 denies KO-013"
        assert str(make_citation(first, source=make_source(title="RFI report"))) == "RFI report (states it)"
        assert str(make_verdict(first, "inconclusive")) == "KO-012 no. 1: Inconclusive"
        assert str(make_place(name="Anefis")) == "Anefis"
        assert str(make_event(title="Fighting")) == "Fighting"
        assert str(make_question(text="Did it?")) == "Did it?"

    @pytest.mark.parametrize("model", [Claimant, Event, Source, Question, Claim])
    def test_each_public_row_has_an_address(self, model):
        make = {
            Claimant: make_claimant,
            Event: make_event,
            Source: make_source,
            Question: make_question,
            Claim: make_claim,
        }

        row = make[model]()

        assert row.natural_key()[0] in row.get_absolute_url()
