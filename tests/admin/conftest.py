import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_editor, make_reviewer, make_user


def logged_in(user):
    """Return a client at which ``user`` sits; the user is its ``person``."""
    client = Client()
    client.force_login(user)
    client.person = user
    return client


@pytest.fixture(autouse=True, scope="module")
def _logged_in_once(rows_of_module):
    """Return the cookies of people who have logged in before the tests of a module, by their names."""
    people = [
        make_user("Contributors", username="cora"),
        make_editor(username="eddy"),
        make_reviewer(username="rita"),
        make_user(username="root", is_superuser=True),
    ]
    return {person.username: logged_in(person).cookies for person in people}


@pytest.fixture
def _at_the_desk(db, _logged_in_once):
    """Return a function that gives a client at which the named person sits."""

    def sit(name):
        client = Client()
        client.cookies.update(_logged_in_once[name])
        client.person = User.objects.get(username=name)
        return client

    return sit


@pytest.fixture
def contributor(_at_the_desk):
    return _at_the_desk("cora")


@pytest.fixture
def editor(_at_the_desk):
    return _at_the_desk("eddy")


@pytest.fixture
def reviewer(_at_the_desk):
    return _at_the_desk("rita")


@pytest.fixture
def superuser(_at_the_desk):
    return _at_the_desk("root")
