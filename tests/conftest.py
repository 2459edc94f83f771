import gc
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TestCase, override_settings
from hypothesis import settings as hypothesis_settings
from modelsearch.queryset import SearchableQuerySetMixin

from claims.ledger import triggers
from tests import indexing
from tests.databases import database, outer_transaction
from tests.demos import demo_of_run

hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def pytest_configure():
    """Let the garbage collector run less often: most of what a test makes is freed without it."""
    gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out tests that ask no database")


def pytest_collection_modifyitems(config, items):
    """Run browser tests last: their event loop would give later tests of the same process a second connection.

    Among them the longest come first, so that no process is left alone with one.
    """
    items.sort(key=lambda item: ("browser" in item.path.parts, item.path.name != "test_walk.py"))
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
        items[:] = filter(asks_database, items)


def asks_database(item):
    """Whether a test uses the database of the suite, or one of the same kind for processes that it starts."""
    if isinstance(item.parent.obj, type) and issubclass(item.parent.obj, TestCase):
        return True
    return item.get_closest_marker("django_db") is not None or not {"db", "own_database"}.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def _fast_passwords_and_plain_static(tmp_path_factory):
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ):
        yield


@pytest.fixture(autouse=True)
def _what_is_kept_lasts(monkeypatch):
    """What a process keeps until the ledger grows is not read anew within a test only because five minutes are over."""
    monkeypatch.setattr("claims.search.names.NAMES_CACHE_SECONDS", 10**9)


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_indexed():
    indexing.stop()
    yield
    indexing.start()


@pytest.fixture(autouse=True)
def _searching(request, monkeypatch):
    """Index what is saved where a test is marked ``searching``; elsewhere refuse to search, as nothing can be found."""
    if request.node.get_closest_marker("searching") is None:
        monkeypatch.setattr(SearchableQuerySetMixin, "search", indexing.refuse)
        yield
    else:
        with indexing.indexed():
            yield


def _shared(django_db_setup, django_db_blocker):
    """Keep what fixtures write for several tests, each of which takes back only what it wrote itself."""
    with django_db_blocker.unblock(), outer_transaction():
        yield


rows_of_class = pytest.fixture(_shared, scope="class", name="rows_of_class")
rows_of_module = pytest.fixture(_shared, scope="module", name="rows_of_module")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo in a folder that is only read: take a copy to serve it or to change it.

    ``DEMO_FOLDER`` names a folder that several runs share.
    """
    folder = tmp_path_factory.getbasetemp()
    own = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "demo"
    return demo_of_run(Path(os.environ.get("DEMO_FOLDER", own)))


@pytest.fixture(scope="module")
def own_database(tmp_path_factory):
    """The address of an empty database, for processes that tests of a module start."""
    with database(tmp_path_factory.mktemp("own")) as address:
        yield address


@pytest.fixture
def guards_down(db):
    """The database as its owner has it, who can take the guards down."""
    triggers.drop(connection)
