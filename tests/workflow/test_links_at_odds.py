"""Links that cannot stand beside each other, and replacements of somebody else's claim."""

import pytest
from django.core.exceptions import ValidationError

from claims import workflow
from claims.models import ClaimLink
from claims.workflow.audit import breaches
from tests.factories import make_claimant, make_editor, make_link, make_published, make_suggested_link

pytestmark = pytest.mark.django_db

AGREE = {"basis": "", "rationale": "The same."}


def two(**kwargs):
    return make_published(reference="KO-1", **kwargs), make_published(reference="KO-2", **kwargs)


class TestAtOdds:
    @pytest.mark.parametrize("opposing", ["contradicts", "denies"])
    @pytest.mark.parametrize("agreeing", ["corroborates", "repeats"])
    @pytest.mark.parametrize("turned", [False, True])
    def test_what_cannot_both_hold_does_not_agree(self, opposing, agreeing, turned):
        one, other = two()
        make_link(one, other, kind=opposing)
        pair = (other, one) if turned else (one, other)

        with pytest.raises(ValidationError, match="cannot both hold do not corroborate or repeat"):
            make_link(*pair, kind=agreeing, **AGREE)

    def test_what_agrees_does_not_contradict(self):
        one, other = two()
        make_link(one, other, kind="corroborates", **AGREE)

        with pytest.raises(ValidationError, match="It stands already that KO-1 corroborates KO-2"):
            make_link(other, one)

    def test_it_may_be_suggested_and_is_refused_when_confirmed(self):
        one, other = two()
        make_link(one, other)
        suggested = make_suggested_link(one, other, kind="repeats", **AGREE)

        with pytest.raises(ValidationError, match="set that link aside first"):
            workflow.confirm_link(suggested, by=make_editor())

    def test_what_differs_otherwise_may_agree(self):
        one, other = two()
        make_link(one, other, basis="scope")

        assert make_link(one, other, kind="corroborates", **AGREE).state == "confirmed"

    def test_after_one_is_set_aside_the_other_stands(self):
        one, other = two()
        workflow.reject_link(make_link(one, other), by=make_editor())

        assert make_link(one, other, kind="corroborates", **AGREE).state == "confirmed"


class TestReplacing:
    def test_of_another_claimant_is_refused(self):
        with pytest.raises(ValidationError, match="are of two claimants"):
            make_link(*two(), kind="supersedes", **AGREE)

    def test_of_each_other_is_refused_through_any_number_of_links(self):
        claims = [make_published(claimant=make_claimant())]
        claims += [make_published(claimant=claims[0].claimant) for _each in range(3)]
        for newer, older in zip(claims[1:], claims, strict=False):
            make_link(newer, older, kind="supersedes", **AGREE)

        with pytest.raises(ValidationError, match="of two claims one replaces the other"):
            make_link(claims[0], claims[-1], kind="supersedes", **AGREE)

    @pytest.mark.parametrize("end", [0, 1])
    def test_a_claim_that_a_link_replaces_keeps_its_claimant(self, end):
        claims = two(claimant=make_claimant())
        make_link(*claims, kind="supersedes", **AGREE)
        claims[end].claimant = make_claimant()

        with pytest.raises(ValidationError, match="of the present claimant"):
            workflow.revise(claims[end], by=make_editor(), reason="Somebody else.")


@pytest.mark.usefixtures("guards_down")
class TestAudit:
    def test_what_stands_already_is_named(self):
        one, other = two()
        make_link(one, other)
        for kind in ("corroborates", "supersedes"):
            link = make_suggested_link(other, one, kind=kind, **AGREE)
            ClaimLink.objects.filter(pk=link.pk).update(state="confirmed", reviewed_at=link.proposed_at)

        said = [str(breach) for breach in breaches()]

        assert "KO-2: KO-2 corroborates KO-1, and a link says that the two cannot both hold." in said
        assert "KO-2: a link says that it replaces KO-1 of another claimant." in said
