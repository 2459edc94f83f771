"""The import direction of DESIGN: each module imports only from the layers before its own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "claims"
LAYERS = (
    {"numbers"},
    {"choices", "dates", "folding"},
    {"hits", "search"},
    {"querysets"},
    {"models"},
    {"provenance", "conflicts", "differences"},
    {"derivation", "states"},
    {"rules"},
    {"ledger"},
    {"guards", "verification", "checkpoints"},
    {"checks"},
    {"workflow"},
    {"loading"},
    {"demo"},
    {"charts", "filters", "jsonld", "names", "paging", "past", "problems"},
    {"spelling", "templatetags"},
    {"records"},
    {"decisions", "exports"},
    {"views", "feeds", "sitemaps"},
    {"api"},
    {"admin", "management"},
    {"urls"},
)
LEVEL = {name: level for level, layer in enumerate(LAYERS) for name in layer}
FILES = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts and path.name != "apps.py")


def layer_of(path):
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imported(path):
    """Yield the top-level module of ``claims`` that each import in ``path`` reaches, or the project's name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                full = f"{node.module}.{alias.name}".split(".")
                if full[0] in ("claims", "claims_site"):
                    yield full[1] if full[0] == "claims" else full[0]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[-1] for alias in node.names if alias.name.startswith("claims"))


@pytest.mark.parametrize("path", [path for path in FILES if path.parent != ROOT or path.stem != "__init__"], ids=str)
def test_imports_only_from_layers_before_its_own(path):
    own = layer_of(path)

    wrong = {name for name in imported(path) if name != own and LEVEL.get(name, 99) >= LEVEL[own]}

    assert wrong == set()


def test_every_module_has_a_layer():
    assert {layer_of(path) for path in FILES} - {"__init__"} <= set(LEVEL)
