"""The house keeps its order: rooms from the ground up, furniture in each, imports one way."""

import ast
import re
import sys

from leitsaetze.config import ROOT
from tests.modules import LAYERS, PACKAGE, ROOMS, imports, layer_of, modules, room_of

MAKES_ALL = {"factory", "rooms"}
SILENCED = re.compile(r"# (?:noqa|type: ignore)")
WITH_REASON = re.compile(r"# (?:noqa: [A-Z0-9, ]+  |type: ignore\[[a-z, -]+\]  # )\S")


def uphill(order: list[str], here: str | None, there: str | None) -> bool:
    return here in order and there in order and order.index(there) > order.index(here)


def test_every_file_of_a_room_has_its_place():
    unplaced = {
        name for name, _tree in modules() if layer_of(name) and layer_of(name) not in LAYERS
    }
    assert unplaced == set()


def test_imports_point_one_way():
    wrong = [
        f"{here} imports {there}"
        for here, tree in modules()
        for there in imports(tree)
        if uphill(ROOMS, room_of(here), room_of(there))
        or uphill(LAYERS[:-1], layer_of(here), layer_of(there))
    ]
    assert wrong == []


def test_only_those_who_put_everything_together_know_rooms():
    wrong = [
        f"{here} imports {there}"
        for here, tree in modules()
        for there in imports(tree)
        if room_of(here) is None and here not in MAKES_ALL and room_of(there)
    ]
    assert wrong == []


def test_rules_know_neither_web_nor_database():
    own = set("addresses blocks clock errors hostile language text working_days zones".split())
    pure = (
        sys.stdlib_module_names | own | {"argon2", "yaml", "email_validator", "holidays", "Stemmer"}
    )
    wrong = [
        f"{here} imports {there}"
        for here, tree in modules()
        if layer_of(here) == "rules"
        for there in imports(tree)
        if there.partition(".")[0] not in pure and layer_of(there) != "rules"
    ]
    assert wrong == []


def test_queries_only_ask():
    wrong = [here for here, tree in modules() if here.endswith(".queries") and _touches_db(tree)]
    assert wrong == []


def _touches_db(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "leitsaetze.extensions"
        and any(alias.name in {"db", "begin_writing"} for alias in node.names)
        for node in ast.walk(tree)
    )


def test_views_and_forms_hold_no_sql():
    asking = {"sqlalchemy", "sqlalchemy.orm"}
    wrong = [
        here
        for here, tree in modules()
        if layer_of(here) in {"forms", "views"} and asking & set(imports(tree))
    ]
    assert wrong == []


def test_packages_are_empty_rooms():
    for path in PACKAGE.rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert [type(node) for node in body] == [ast.Expr], path


def test_imports_stand_at_the_top():
    wrong = [
        f"{here}:{node.lineno}"
        for here, tree in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert wrong == []


def test_every_room_stands_in_the_order():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"web"}
    assert folders == set(ROOMS)


def test_the_product_knows_neither_tests_nor_benchmarks():
    wrong = [
        f"{here} imports {there}"
        for here, tree in modules()
        for there in imports(tree)
        if there.partition(".")[0] in {"tests", "benchmarks"}
    ]
    assert wrong == []


def test_a_check_that_is_silenced_says_why():
    silent = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in ("leitsaetze", "benchmarks", "tests", "migrations")
        for path in (ROOT / folder).rglob("*.py")
        if "data" not in path.relative_to(ROOT).parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SILENCED.search(line) and not WITH_REASON.search(line)
    ]
    assert silent == []
