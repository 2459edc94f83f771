"""Load the Kidal data and publish it through workflow, as a demo editor and a demo reviewer."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import transaction
from django.utils.crypto import get_random_string

from claims import workflow
from claims.models import Assessment, Claim, ClaimLink

FIXTURES = ("kidal_offensive.json", "kidal_public_record.json")
PEOPLE = {"demo-editor": "Editors", "demo-reviewer": "Reviewers"}


@dataclass(frozen=True)
class Login:
    name: str
    password: str


@transaction.atomic
def fill():
    """Load and publish the fixtures in one transaction; return the logins with their new passwords."""
    logins = [_make_person(name, group) for name, group in PEOPLE.items()]
    editor, reviewer = (User.objects.get(username=login.name) for login in logins)
    call_command("loaddata", *(Path(settings.BASE_DIR, "fixtures", name) for name in FIXTURES), verbosity=0)
    for claim in Claim.objects.order_by("reference"):
        workflow.publish(claim, by=editor)
    for link in ClaimLink.objects.suggested():
        workflow.confirm_link(link, by=editor)
    for assessment in Assessment.objects.proposed():
        workflow.approve_assessment(assessment, by=reviewer)
    call_command("rebuild_modelsearch_index", verbosity=0)
    return logins


def _make_person(name, group):
    """Get or create a staff user in ``group``, with a new random password."""
    password = get_random_string(16)
    person, _made = User.objects.get_or_create(username=name)
    person.is_staff = True
    person.set_password(password)
    person.save()
    person.groups.set([Group.objects.get(name=group)])
    return Login(name, password)
