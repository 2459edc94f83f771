import pytest
from django.core.exceptions import ValidationError

from claims import workflow
from claims.models import Citation, Source
from claims.workflow.audit import breaches
from tests.factories import (
    make_citation,
    make_claimant,
    make_editor,
    make_published,
    make_publisher,
    make_source,
    make_verdict,
)

pytestmark = pytest.mark.django_db

MISSING = (
    "Retracted needs at least one citation of the claimant’s own words, "
    "or whose publisher is the claimant or part of it."
)


def propose(claim):
    return workflow.assess(claim, status="retracted", credibility="6", rationale="Taken back.", by=make_editor())


class TestRetraction:
    @pytest.mark.parametrize("mode", ["reported", "relayed"])
    def test_what_others_say_is_no_retraction(self, mode):
        claim = make_published()
        make_citation(claim, mode=mode)

        with pytest.raises(ValidationError) as refusal:
            propose(claim)

        assert refusal.value.messages == [MISSING]

    def test_a_source_without_a_publisher_is_none_either(self):
        claim = make_published()
        source = make_source()
        make_citation(claim, source=source)
        Source.objects.update(publisher=None)

        with pytest.raises(ValidationError) as refusal:
            propose(claim)

        assert refusal.value.messages == [MISSING]

    def test_the_claimants_own_words_are_enough(self):
        claim = make_published()
        make_citation(claim, mode="own")

        assert propose(claim).state == "proposed"

    def test_so_is_what_the_claimant_published(self):
        claim = make_published()
        make_citation(claim, source=make_source(publisher=claim.claimant))

        assert propose(claim).state == "proposed"

    def test_so_is_what_a_part_of_the_claimant_published(self):
        army = make_claimant()
        claim = make_published(claimant=army)
        make_citation(claim, source=make_source(publisher=make_publisher(part_of=army)))

        assert propose(claim).state == "proposed"

    def test_it_stands_once_another_person_approved_it(self):
        claim = make_published()

        make_verdict(claim, "retracted")

        assert claim.status == "retracted"
        assert list(breaches()) == []

    def test_a_retraction_that_lost_its_source_is_a_breach(self):
        claim = make_published()
        make_verdict(claim, "retracted")
        Citation.objects.filter(mode="own").update(mode="reported")

        assert f"{claim.reference}: {MISSING}" in [str(breach) for breach in breaches()]
