"""Reads the modules of the product: what they are, where they stand, what they import."""

import ast
from collections.abc import Iterator

from leitsaetze.config import ROOT

PACKAGE = ROOT / "leitsaetze"
ROOMS = """
    site audit mail accounts drafts feedback principles comments events moderation editing
    administration exchange help pages demo
""".split()
LAYERS = "rules models queries actions forms views cli".split()
# Files beside the usual furniture, and the layer each belongs to.
FURTHER = {
    "rules": """
        accounts.devices accounts.password_rules accounts.passwords
        administration.deed_phrases administration.deed_words
        administration.deeds_of_dialogues administration.deeds_of_the_office
        administration.sentences editing.pasting editing.pasting_checks
        editing.pasting_corrections editing.pasting_flow editing.pasting_headings
        editing.pasting_lines editing.pasting_marks editing.pasting_numbers
        editing.pasting_quotes editing.pasting_rules events.access events.checks
        events.course events.days exchange.checking exchange.keys exchange.reading
        exchange.report_rules exchange.sections exchange.values moderation.placeholders
        moderation.view principles.alignment principles.checks principles.differences
        principles.words site.colours site.pictures site.processings site.settings
        site.states
    """,
    "queries": """
        accounts.staff_queries administration.content_queries administration.log_queries
        comments.showing events.planned exchange.comparing exchange.report help.reading
        moderation.listing pages.changes pages.comparison pages.public_comments
        pages.reading
    """,
    "actions": """
        accounts.carrying accounts.credentials accounts.sessions accounts.staff
        administration.colleagues administration.publishing administration.wording
        audit.sealing comments.books comments.confirming comments.deadlines comments.intake
        comments.letters comments.proposals comments.receiving demo.barriers demo.gatherings
        demo.story editing.checklist editing.numbering editing.pasting_actions
        editing.publication events.ics events.invitations events.letters events.life
        events.notices events.places exchange.applying exchange.sheets feedback.letters
        mail.delivery mail.health mail.letters mail.smtp moderation.answering
        moderation.blocks moderation.claims moderation.deeds moderation.lines
        moderation.reading principles.publication principles.wording site.appearance
        site.health site.rulebook site.wording
    """,
    "forms": """
        administration.book_form administration.feedback_forms administration.people_forms
        administration.settings_forms administration.text_forms administration.wording_forms
        editing.dialogue_forms editing.form_fields editing.pasting_fields
        editing.pasting_forms editing.principle_forms events.desk_fields events.desk_forms
        events.desk_words moderation.answer_fields moderation.block_forms site.informed
    """,
    "views": """
        accounts.access accounts.account administration.asking administration.data_wordings
        administration.feedback_desk administration.log administration.overview
        administration.people administration.reading administration.rules_desk
        administration.settings_desk administration.team administration.texts drafts.keeping
        editing.desk editing.fields editing.lost editing.pasting_desk editing.previews
        editing.principles editing.publishing events.desk events.desk_pages
        moderation.asking moderation.block_desk moderation.desk moderation.typing_kept
        pages.composing pages.personal pages.surroundings site.presentation
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
