"""Import direction: each room of ``claims`` imports only from rooms before it, in the order that README lists."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "claims"
#: Rooms from the ground up; a name without a dot is a folder or one file.
ROOMS = (
    "choices", "dates", "glossary", "text", "models", "rules", "ledger", "workflow", "imports", "search", "selectors",
    "charts", "api", "templatetags", "views", "admin", "management", "urls", "apps",
)  # fmt: skip
#: Rooms that may know less than their place in the order allows.
NARROW = {"charts": {"choices", "dates", "text"}}
FILES = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts and path != ROOT / "__init__.py")


def room_of(path):
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imported(path):
    """Yield the dotted name, below ``claims``, of all that a file imports from there."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            assert not name.startswith("claims_site"), f"{path} imports the project"
            if name.startswith("claims."):
                yield name.removeprefix("claims.")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_from_rooms_before_its_own(path):
    own = room_of(path)
    allowed = NARROW.get(own, set(ROOMS[: ROOMS.index(own)])) | {own}

    wrong = {name for name in imported(path) if name.partition(".")[0] not in allowed}

    assert wrong == set()


def test_files_of_a_room_import_each_other_in_no_circle():
    graph = {module_of(path): {owner for name in imported(path) if (owner := owner_of(name))} for path in FILES}

    assert circle_in(graph) is None


def test_every_file_has_a_room():
    assert {room_of(path) for path in FILES} == set(ROOMS)


def test_readme_lists_the_rooms_in_the_order_that_imports_keep():
    listed = (ROOT.parent / "README.md").read_text()

    places = [listed.index(f"\n  {name}") for name in ROOMS[:16]]

    assert all(before < after for before, after in pairwise(places))


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in FILES}


def owner_of(name):
    """Return the module in which an imported name stands."""
    return name if name in MODULES else next((head for head in [name.rpartition(".")[0]] if head in MODULES), None)


def circle_in(graph):
    """Return modules that import each other in a circle, as a list; None where there is none."""
    done, line = set(), []

    def walk(module):
        if module in line:
            return line[line.index(module) :]
        if module in done:
            return None
        line.append(module)
        for other in sorted(graph[module] - {module}):
            if found := walk(other):
                return found
        line.pop()
        done.add(module)
        return None

    return next((found for module in sorted(graph) if (found := walk(module))), None)
