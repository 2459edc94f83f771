import pytest

from tests.markup import page_of


@pytest.fixture
def get(client):
    """Return a function that asks for an address and returns the response and its text."""

    def ask(address):
        response = client.get(address)
        return response, page_of(response)

    return ask
