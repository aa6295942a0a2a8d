"""The house keeps its order: rooms, furniture, and the few things done in one place only."""

import ast
import re
import sys
from collections.abc import Iterator

from leitsaetze.config import ROOT

PACKAGE = ROOT / "leitsaetze"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ROOMS = [
    "site",
    "audit",
    "mail",
    "accounts",
    "principles",
    "comments",
    "events",
    "moderation",
    "exchange",
    "pages",
    "demo",
]
LAYERS = ["rules", "models", "queries", "actions", "forms", "views", "cli"]
# Files beside the usual furniture, and the layer each belongs to.
FURTHER = {
    "rules": {
        "accounts.password_rules",
        "accounts.passwords",
        "events.checks",
        "exchange.checking",
        "exchange.keys",
        "exchange.reading",
        "exchange.sections",
        "exchange.values",
        "principles.checks",
    },
    "queries": {"exchange.comparing", "pages.public_comments", "pages.reading"},
    "actions": {
        "accounts.carrying",
        "accounts.credentials",
        "audit.sealing",
        "comments.books",
        "comments.intake",
        "comments.letters",
        "demo.story",
        "events.ics",
        "events.invitations",
        "events.letters",
        "exchange.applying",
        "mail.delivery",
        "mail.health",
        "mail.letters",
        "mail.smtp",
        "moderation.claims",
        "moderation.deeds",
        "principles.wording",
        "site.health",
    },
    "views": {"accounts.access", "moderation.desk", "pages.personal", "site.presentation"},
}
LAYER_OF = {name: layer for layer, names in FURTHER.items() for name in names}
# What is committed before the edge, and why.
EARLY_COMMITS = {
    "mail.delivery": "what has left the house is written down at once",
    "comments.intake": "each round of housekeeping is complete in itself",
    "accounts.credentials": "a failed sign-in counts although it fails",
}
MAKES_ALL = {"factory", "rooms"}
# Sanitised HTML is stored or made in attributes whose names say so.
TRUSTED = re.compile(r"\{\{\s*[\w.]*html\s*\|\s*safe\s*\}\}")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module as ("room.file" or "file", its tree)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Everything a module imports, own modules as "room.file"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield _imported(node.module, alias.name)


def _imported(module: str, name: str) -> str:
    path = PACKAGE.joinpath(*module.split(".")[1:], f"{name}.py")
    inner = module.startswith("leitsaetze") and path.exists()
    return (f"{module}.{name}" if inner else module).removeprefix("leitsaetze.")


def room_of(name: str) -> str | None:
    room = name.partition(".")[0]
    return room if room in ROOMS and "." in name else None


def layer_of(name: str) -> str | None:
    if room_of(name) is None or name.endswith("__init__"):
        return None
    return LAYER_OF.get(name, name.rpartition(".")[2])


def uphill(order: list[str], here: str | None, there: str | None) -> bool:
    return here in order and there in order and order.index(there) > order.index(here)


def calls(tree: ast.Module, *attributes: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in attributes
        for node in ast.walk(tree)
    )


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
    own = {"errors", "text", "zones", "working_days", "clock"}
    pure = sys.stdlib_module_names | own | {"argon2", "yaml", "email_validator", "holidays"}
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


def test_actions_leave_request_and_commit_to_the_edge():
    flask = {"request", "flash", "session", "current_user"}
    inner = [(here, tree) for here, tree in modules() if layer_of(here) in LAYERS[:4]]

    asking = [
        here
        for here, tree in inner
        if flask & {alias.name for node in _imports_from(tree, "flask") for alias in node.names}
    ]
    committing = [
        here for here, tree in inner if calls(tree, "commit") and here not in EARLY_COMMITS
    ]

    assert (asking, committing) == ([], [])


def _imports_from(tree: ast.Module, *packages: str) -> list[ast.ImportFrom]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(packages)
    ]


def test_the_state_of_a_comment_changes_in_one_place():
    wrong = [
        f"{here}:{node.lineno}"
        for here, tree in modules()
        if here != "comments.actions"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "status"
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) not in {"self", "form", "event"}
    ]
    assert wrong == []


def test_there_is_one_clock():
    moments = {"now", "utcnow", "today", "time"}
    wrong = [
        f"{here}:{node.lineno}"
        for here, tree in modules()
        if here != "clock"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time"}
        and node.attr in moments
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


def test_templates_trust_only_sanitised_html():
    wrong = [
        f"{path.relative_to(ROOT)}: {use}"
        for path in TEMPLATES
        for use in re.findall(r"\{\{[^}]*\|\s*safe\b[^}]*\}\}", path.read_text(encoding="utf-8"))
        if not TRUSTED.fullmatch(use)
    ]
    assert wrong == []


def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere():
    forbidden = re.compile(
        r"""<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+="|(?:src|srcset)="(?:https?:)?//""",
        re.IGNORECASE,
    )
    pages = [path for path in TEMPLATES if path.parent.name != "emails"]
    wrong = [path for path in pages if forbidden.search(path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_every_room_stands_in_the_order():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"web"}
    assert folders == set(ROOMS)
