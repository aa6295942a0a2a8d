"""What the house does in one place only: committing, telling the time, changing a state, markup."""

import ast
import re

from leitsaetze.config import ROOT
from tests.modules import LAYERS, calls, imports, imports_from, layer_of, modules

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# What is committed before the edge, and why.
EARLY_COMMITS = {
    "mail.delivery": "what has left the house is written down at once",
    "comments.confirming": "each round of housekeeping is complete in itself",
    "comments.marking": "each round of looking through is complete in itself",
    "search.indexing": "each round of reading is complete in itself",
    "moderation.figures": "each round of counting is complete in itself",
    "moderation.batches": "each entry of many is complete in itself",
    "accounts.credentials": "a failed sign-in counts although it fails",
    "accounts.sessions": "that somebody was here is written down beside every deed",
}
# Sanitised HTML is stored or made in attributes whose names say so.
TRUSTED = re.compile(r"\{\{\s*[\w.]*html\s*\|\s*safe\s*\}\}")


def test_actions_leave_request_and_commit_to_the_edge():
    flask = {"request", "flash", "session", "current_user"}
    inner = [(here, tree) for here, tree in modules() if layer_of(here) in LAYERS[:4]]

    asking = [
        here
        for here, tree in inner
        if flask & {alias.name for node in imports_from(tree, "flask") for alias in node.names}
    ]
    committing = [
        here for here, tree in inner if calls(tree, "commit") and here not in EARLY_COMMITS
    ]

    assert (asking, committing) == ([], [])


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


# Who may read the log: what seals and verifies it, and the one page that shows it to people.
READERS_OF_THE_LOG = {
    "audit.actions",
    "audit.queries",
    "audit.sealing",
    "administration.log",
    "administration.log_queries",
    "rooms",
}


def test_the_log_is_read_by_people_only():
    reading = {
        here
        for here, tree in modules()
        for there in imports(tree)
        if there in {"audit.models", "audit.queries", "administration.log_queries"}
        or there.startswith("audit.models")
    }
    above = {"administration.asking", "administration.reading"}  # put its page together
    assert reading - above == READERS_OF_THE_LOG


def test_the_page_of_the_log_serves_nobody_else():
    page = {f"administration.{file}" for file in ("asking", "log", "log_queries", "reading")}
    wrong = [
        f"{here} imports {there}"
        for here, tree in modules()
        if here not in page | {"rooms"}
        for there in imports(tree)
        if there in page
    ]
    assert wrong == []
