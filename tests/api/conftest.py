import pytest


@pytest.fixture(autouse=True)
def _no_limit(settings):
    settings.API_RATE = ""


@pytest.fixture
def read(client):
    """Return a function that asks for an address and returns the status and what it says."""

    def ask(address, **kwargs):
        response = client.get(address, **kwargs)
        return response.status_code, response.json()

    return ask


@pytest.fixture
def results(read):
    """Return a function that asks for a list and returns one field of each of its records."""

    def ask(address, field="reference"):
        status, said = read(address)
        assert status == 200, said
        return [record[field] for record in said["results"]]

    return ask
