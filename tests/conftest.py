import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings

from claims.ledger import triggers

hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def pytest_collection_modifyitems(items):
    """Run browser tests last: their event loop would give later tests of the same process a second connection."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def _fast_passwords_and_plain_static(settings, static_root):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT = static_root
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _what_is_kept_lasts(monkeypatch):
    """What a process keeps until the ledger grows is not read anew within a test only because five minutes are over."""
    monkeypatch.setattr("claims.search.names.FRESH", 10**9)


@pytest.fixture
def guards_down(db):
    """The database as its owner has it, who can take the guards down."""
    triggers.drop(connection)
