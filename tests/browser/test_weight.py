"""How much a reader's connection carries, compressed."""

import re
from gzip import decompress

import pytest

from tests.serving import ask

pytestmark = pytest.mark.appearance

MAX_HTML_BYTES, MAX_CSS_BYTES, MAX_SCRIPT_BYTES = 60_000, 20_000, 15_000
PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def port(site):
    return int(site.address.rpartition(":")[2])


@pytest.mark.parametrize("address", ["/claims/", "/claims/?q=Kidal", "/fr/claims/", "/timeline/", "/map/"])
def test_a_page_weighs_little(port, address):
    answer = ask(port, address, PACKED)

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < MAX_HTML_BYTES


def test_the_sheet_and_all_scripts_weigh_little(port):
    linked = {"css": set(), "js": set()}
    for address in ("/", "/claims/", "/claims/KO-012/", "/questions/ersane-toll/", "/timeline/", "/map/"):
        html = decompress(ask(port, address, PACKED).body).decode()
        for path, kind in re.findall(r'(?:href|src)="(/static/[^"]+\.(css|js))"', html):
            linked[kind].add(path)

    weights = {kind: sum(len(ask(port, path, PACKED).body) for path in paths) for kind, paths in linked.items()}

    assert 0 < weights["css"] < MAX_CSS_BYTES
    assert 0 < weights["js"] < MAX_SCRIPT_BYTES
