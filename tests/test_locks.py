"""Both lock files install whole, hashed and with their extras, whatever pip reads them."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent

LOCKS = {"requirements.lock": [], "requirements-test.lock": ["test"]}
each_lock = pytest.mark.parametrize("lock", LOCKS)


def entries(lock):
    """Return each pinned requirement of a lock file as one line, with its hashes."""
    lines = (ROOT / lock).read_text().replace("\\\n", "").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def pinned(lock):
    """Return the requirements that a lock file pins for this machine, by name."""
    read = [Requirement(entry.partition("--hash")[0]) for entry in entries(lock)]
    return {canonicalize_name(each.name): each for each in read if each.marker is None or each.marker.evaluate()}


def wanted_by_us(lock):
    """Return what the project itself requires, and its groups of extras that the lock is for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][name] for name in LOCKS[lock])]
    return [Requirement(line) for lines in groups for line in lines]


def wanted_by(requirement):
    """Return what a pinned package requires, without its extras and with each."""
    extras = ("", *requirement.extras)
    lines = map(Requirement, distribution(requirement.name).requires or [])
    return [
        line for line in lines if line.marker is None or any(line.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def lacking(lock, pins):
    """Return what is required and no pin gives: a package, one of its extras, or a version that will do."""
    required = [*wanted_by_us(lock), *(wanted for pin in pins.values() for wanted in wanted_by(pin))]
    return sorted({str(wanted) for wanted in required if not _gives(pins.get(canonicalize_name(wanted.name)), wanted)})


def _gives(pin, wanted):
    if pin is None or not wanted.extras <= pin.extras:
        return False
    return all(wanted.specifier.contains(version.version, prereleases=True) for version in pin.specifier)


@each_lock
def test_what_is_required_is_pinned_with_its_extras(lock):
    assert lacking(lock, pinned(lock)) == []


@pytest.mark.parametrize("pin", ["psycopg[pool]==3.3.0", "psycopg[binary,pool]==2.0"])
def test_a_pin_that_does_not_give_what_a_package_requires_is_found(pin):
    pins = pinned("requirements-test.lock")

    found = lacking("requirements-test.lock", {**pins, "psycopg": Requirement(pin)})

    assert {each.partition(">=")[0] for each in found} == {"psycopg[binary,pool]"}


@pytest.mark.parametrize("name", ["sqlparse", "django"])
def test_a_package_without_a_pin_is_found(name):
    pins = {key: pin for key, pin in pinned("requirements.lock").items() if key != name}

    assert lacking("requirements.lock", pins) != []


@each_lock
def test_every_requirement_is_pinned_and_has_its_hashes(lock):
    pin = re.compile(r"[\w.-]+(\[[\w, -]+\])?==[\w.]+ .*--hash=sha256:")

    assert [entry for entry in entries(lock) if not pin.match(entry)] == []
    assert entries(lock)


@each_lock
def test_no_host_is_named(lock):
    text = (ROOT / lock).read_text()

    assert "://" not in text
    assert [entry for entry in entries(lock) if entry.startswith("-")] == []


def test_the_site_alone_is_the_same_in_both():
    site, tests = (dict(map(_name_and_version, pinned(lock).values())) for lock in LOCKS)

    assert site.items() <= tests.items()


def _name_and_version(pin):
    return canonicalize_name(pin.name), str(pin.specifier)
