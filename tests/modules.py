"""Reads the modules of the product: what they are, where they stand, what they import."""

import ast
from collections.abc import Iterator

from leitsaetze.config import ROOT

PACKAGE = ROOT / "leitsaetze"
ROOMS = """
    site audit mail accounts drafts principles comments events moderation editing administration
    exchange pages demo
""".split()
LAYERS = "rules models queries actions forms views cli".split()
# Files beside the usual furniture, and the layer each belongs to.
FURTHER = {
    "rules": """
        accounts.password_rules accounts.passwords events.checks exchange.checking exchange.keys
        exchange.reading exchange.sections exchange.values principles.checks
        site.colours site.pictures site.settings site.states
    """,
    "queries": """
        administration.content_queries exchange.comparing pages.public_comments pages.reading
    """,
    "actions": """
        accounts.carrying accounts.credentials administration.publishing audit.sealing
        comments.books comments.intake comments.letters demo.story events.ics
        events.invitations events.letters
        exchange.applying mail.delivery mail.health mail.letters mail.smtp moderation.claims
        moderation.deeds principles.wording site.appearance site.health site.rulebook
    """,
    "forms": """
        administration.book_form administration.settings_forms administration.text_forms
    """,
    "views": """
        accounts.access administration.overview administration.rules_desk
        administration.settings_desk administration.texts drafts.keeping moderation.desk
        pages.personal site.presentation
    """,
}
LAYER_OF = {name: layer for layer, names in FURTHER.items() for name in names.split()}


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


def calls(tree: ast.Module, *attributes: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in attributes
        for node in ast.walk(tree)
    )


def imports_from(tree: ast.Module, *packages: str) -> list[ast.ImportFrom]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(packages)
    ]
