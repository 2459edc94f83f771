import pytest


@pytest.fixture
def get(client):
    """Return a function that asks for an address and returns the response and its text."""

    def ask(address):
        response = client.get(address)
        return response, response.content.decode()

    return ask
