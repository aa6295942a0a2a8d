"""Reads the modules of the product: what they are, where they stand, what they import."""

import ast
from collections.abc import Iterator

from leitsaetze.config import ROOT

PACKAGE = ROOT / "leitsaetze"
ROOMS = """
    site
    audit
    mail
    accounts
    drafts
    feedback
    principles
    comments
    events
    reports
    moderation
    editing
    administration
    following
    exchange
    search
    help
    pages
    demo
""".split()
LAYERS = "rules models queries actions forms views cli".split()
# Files beside the usual furniture, and the layer each belongs to.
FURTHER = {
    "rules": """
        accounts.devices
        accounts.digest_rules
        accounts.password_rules
        accounts.passwords
        administration.deed_phrases
        administration.deed_words
        administration.deeds_of_dialogues
        administration.deeds_of_events
        administration.deeds_of_the_office
        administration.sentences
        comments.absence_rules
        comments.handover_rules
        comments.marks
        comments.passage_rules
        comments.position_rules
        comments.review_rules
        comments.rewriting_rules
        comments.stems
        comments.support_rules
        demo.citizen_facts
        demo.desk_facts
        editing.hint_passive
        editing.hint_sentences
        editing.hint_words
        editing.hints
        editing.pasting
        editing.pasting_checks
        editing.pasting_corrections
        editing.pasting_flow
        editing.pasting_headings
        editing.pasting_lines
        editing.pasting_marks
        editing.pasting_numbers
        editing.pasting_quotes
        editing.pasting_rules
        events.access
        events.bulk_rules
        events.checks
        events.course
        events.days
        events.months
        events.meeting_place_rules
        events.series_rules
        events.minutes_rules
        events.seat_rules
        events.door_rules
        events.need_rules
        exchange.checking
        exchange.keys
        exchange.reading
        exchange.report_rules
        exchange.sections
        exchange.values
        following.atom
        moderation.batch_rules
        moderation.clock_rules
        moderation.figure_rules
        moderation.group_rules
        moderation.placeholders
        moderation.view
        principles.alignment
        principles.checks
        principles.differences
        principles.easy_rules
        principles.plain_rules
        principles.quotes
        principles.words
        search.bits
        search.compounds
        search.excerpts
        site.colours
        site.pictures
        site.processings
        site.settings
        site.states
    """,
    "models": """
        comments.book_models
        comments.fair_play
        comments.group_models
        comments.handover_models
        comments.hiding_models
        comments.passage_models
        comments.reply_models
        comments.review_models
        comments.support_models
        events.meeting_place_models
        events.series_models
        events.minutes_models
        events.door_models
        events.guest_models
        principles.easy_models
        principles.edition_models
        principles.plain_models
    """,
    "queries": """
        accounts.staff_queries
        administration.content_queries
        administration.log_queries
        comments.fair_queries
        comments.group_queries
        comments.handover_queries
        comments.passage_queries
        comments.review_queries
        comments.showing
        comments.support_queries
        events.door_list
        events.door_queries
        events.bulk_queries
        events.finding
        events.minutes_queries
        events.minutes_reading
        events.planned
        events.meeting_place_queries
        events.series_queries
        events.seat_queries
        exchange.comparing
        exchange.report
        following.known
        following.news_queries
        following.sources
        following.telling
        help.reading
        moderation.block_queries
        moderation.deed_queries
        moderation.figure_queries
        moderation.listing
        moderation.versions
        pages.changed_words
        pages.changes
        pages.comparison
        pages.figures
        pages.public_comments
        pages.reading
        principles.easy_queries
        principles.edition_queries
        principles.plain_queries
        search.asking
        search.finding
        search.public_entries
        search.readable
        search.showing
        search.texts
    """,
    "actions": """
        accounts.carrying
        accounts.credentials
        accounts.digests
        accounts.sessions
        accounts.staff
        administration.colleagues
        administration.publishing
        administration.wording
        audit.sealing
        comments.absences
        comments.books
        comments.closing
        comments.confirming
        comments.deadlines
        comments.echoes
        comments.erasing
        comments.four_eyes
        comments.gathered
        comments.handover_letters
        comments.hidings
        comments.intake
        comments.letters
        comments.likeness
        comments.marking
        comments.neighbours
        comments.own_links
        comments.passage_texts
        comments.passages
        comments.pausing
        comments.proposal_groups
        comments.proposals
        comments.receiving
        comments.replies
        comments.reviewing
        comments.rewriting
        comments.supporting
        comments.together
        demo.after_events
        demo.among_citizens
        demo.at_the_door
        demo.barriers
        demo.courses
        demo.desk_work
        demo.easy_language
        demo.gatherings
        demo.moments
        demo.story
        demo.workshops
        editing.checklist
        editing.numbering
        editing.pasting_actions
        editing.publication
        editing.result_drafts
        events.attached
        events.door
        events.door_keeping
        events.bulk
        events.bulk_letters
        events.ics
        events.invitations
        events.needs
        events.letters
        events.life
        events.meeting_places
        events.municipalities
        events.notices
        events.places
        events.series
        events.minutes
        events.minutes_letters
        events.notices
        events.places
        events.results
        events.registered
        events.wishes
        events.registering
        events.seat_letters
        events.seat_keeping
        events.seats
        exchange.applying
        exchange.sheets
        feedback.letters
        following.gathering
        following.letters
        mail.delivery
        mail.health
        mail.letters
        mail.smtp
        moderation.answering
        moderation.batches
        moderation.consequences
        moderation.blocks
        moderation.claims
        moderation.companions
        moderation.deeds
        moderation.digests
        moderation.escalations
        moderation.figures
        moderation.four_eyes
        moderation.group_deeds
        moderation.handing_over
        moderation.letters_waiting
        moderation.lines
        moderation.mark_words
        moderation.passage_letters
        moderation.passages
        moderation.reading
        moderation.review_letters
        moderation.reviewing
        moderation.undoing
        principles.easy
        principles.editions
        principles.plain_writing
        principles.publication
        principles.wording
        reports.letters
        search.indexing
        site.appearance
        site.health
        site.office
        site.receipts
        site.rulebook
        site.wording
    """,
    "forms": """
        accounts.digest_forms
        administration.book_form
        administration.feedback_forms
        administration.people_forms
        administration.settings_forms
        administration.text_forms
        administration.wording_forms
        comments.rewriting_forms
        comments.support_forms
        editing.dialogue_forms
        editing.easy_forms
        editing.form_fields
        editing.hint_forms
        editing.pasting_fields
        editing.pasting_forms
        editing.principle_forms
        events.bulk_forms
        events.desk_fields
        events.desk_forms
        events.desk_words
        events.meeting_place_forms
        events.series_forms
        events.door_forms
        events.minutes_forms
        events.need_forms
        events.seat_forms
        events.wish_forms
        moderation.absence_forms
        moderation.answer_fields
        moderation.batch_forms
        moderation.block_forms
        moderation.entry_forms
        moderation.fair_play_forms
        moderation.group_fields
        moderation.handover_forms
        moderation.hiding_fields
        moderation.passage_forms
        moderation.review_forms
        site.informed
    """,
    "views": """
        accounts.access
        accounts.account
        administration.asking
        administration.data_wordings
        administration.feedback_desk
        administration.log
        administration.overview
        administration.people
        administration.reading
        administration.rules_desk
        administration.settings_desk
        administration.team
        administration.texts
        comments.support_views
        drafts.keeping
        editing.desk
        editing.easy_desk
        editing.editions
        editing.fields
        editing.hint_desk
        editing.lost
        editing.pasting_desk
        editing.previews
        editing.principles
        editing.publishing
        editing.result_desk
        events.bulk_desk
        events.desk
        events.desk_pages
        events.lists
        events.meeting_place_desk
        events.municipality_desk
        events.series_desk
        events.series_views
        events.door_desk
        events.minutes_desk
        events.minutes_views
        events.need_desk
        events.seat_desk
        events.seat_views
        events.wish_views
        following.feeds
        moderation.absence_desk
        moderation.asking
        moderation.batch_desk
        moderation.block_desk
        moderation.both_sides
        moderation.desk
        moderation.fair_play_desk
        moderation.group_desk
        moderation.handover_desk
        moderation.handover_views
        moderation.passage_desk
        moderation.review_desk
        moderation.review_views
        moderation.typing_kept
        moderation.undo_desk
        pages.codes
        pages.composing
        pages.easy
        pages.own_comments
        pages.paper
        pages.personal
        pages.surroundings
        pages.timeline
        pages.transparency
        site.presentation
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
