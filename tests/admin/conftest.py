import pytest
from django.test import Client

from tests.factories import make_editor, make_reviewer, make_user


def logged_in(user):
    """Return a client at which ``user`` sits; the user is its ``person``."""
    client = Client()
    client.force_login(user)
    client.person = user
    return client


@pytest.fixture
def contributor(db):
    return logged_in(make_user("Contributors", username="cora"))


@pytest.fixture
def editor(db):
    return logged_in(make_editor(username="eddy"))


@pytest.fixture
def reviewer(db):
    return logged_in(make_reviewer(username="rita"))


@pytest.fixture
def superuser(db):
    return logged_in(make_user(username="root", is_superuser=True))
