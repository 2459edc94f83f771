import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db


def may(group):
    names = Group.objects.get(name=group).permissions.values_list("codename", flat=True)
    return {
        name for name in names if name.split("_")[0] in ("publish", "assess", "confirm", "decide", "answer", "delete")
    }


class TestGroups:
    def test_each_group_may_what_the_one_before_may_and_more(self):
        assert may("Contributors") < may("Editors") < may("Reviewers")

    def test_contributors_only_propose(self):
        assert may("Contributors") == {"delete_citation", "delete_quantity"}
        assert Group.objects.get(name="Contributors").permissions.filter(codename="add_assessment").exists()

    def test_editors_publish_link_and_assess(self):
        assert {"publish_claim", "confirm_claimlink", "assess_claim"} <= may("Editors")

    def test_only_reviewers_decide(self):
        assert may("Reviewers") - may("Editors") == {"decide_assessment", "decide_batch", "answer_correctionrequest"}

    def test_nobody_changes_or_deletes_an_assessment(self):
        for group in Group.objects.all():
            assert not group.permissions.filter(codename__in=["change_assessment", "delete_assessment"]).exists()
