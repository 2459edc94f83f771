"""What nobody should send is answered, soon, and never by a server error.

``REQUESTS=12000`` sends so many; ``python -m tests.attacks.malformed`` does it outside of the tests.
"""

import logging
import os

import pytest

from tests.attacks.malformed import Attack, where
from tests.factories import make_editor
from tests.views.world import make_debate

REQUESTS = int(os.environ.get("REQUESTS", "500"))


@pytest.fixture
def _quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.django_db
@pytest.mark.usefixtures("_quiet")
def test_malformed_requests_are_answered_soon_and_without_a_server_error(settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
    make_debate(3)
    make_editor()

    attack = Attack(seed=1).run(REQUESTS)

    assert [f"{request}: {where(error)}" for request, error in attack.broken] == []
    assert [f"{took:.1f} s: {request}" for request, took in attack.slow] == []
    assert {200, 302, 400, 404, 405} <= set(attack.statuses)


def test_the_same_seed_makes_the_same_requests(db):
    make_debate(2)

    one, other = (Attack(seed=7).generator for _ in range(2))

    assert [one.request() for _ in range(50)] == [other.request() for _ in range(50)]
