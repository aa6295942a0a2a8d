"""For whom each route is and what it takes: written by hand, so that a new route fails first."""

from leitsaetze.web.access import Audience
from tests.proofs.world import READERS

PUBLIC, ANYBODY, CITIZEN, STAFF, MODERATOR, EDITOR, ADMINISTRATOR = (
    Audience.PUBLIC,
    Audience.ANYBODY,
    Audience.CITIZEN,
    Audience.STAFF,
    Audience.MODERATOR,
    Audience.EDITOR,
    Audience.ADMINISTRATOR,
)
READ, SEND, BOTH = {"GET"}, {"POST"}, {"GET", "POST"}

ROUTES = {
    "absences.end": (SEND, MODERATOR),
    "absences.index": (BOTH, MODERATOR),
    "account.digest": (BOTH, MODERATOR),
    "account.end_sessions": (SEND, CITIZEN),
    "account.own": (BOTH, CITIZEN),
    "accounts.choose_password": (BOTH, ANYBODY),
    "accounts.enter": (BOTH, ANYBODY),
    "accounts.forgotten": (BOTH, ANYBODY),
    "accounts.link_sent": (READ, ANYBODY),
    "accounts.send_link": (BOTH, ANYBODY),
    "accounts.sign_in": (BOTH, ANYBODY),
    "accounts.sign_out": (BOTH, ANYBODY),
    "administration.index": (READ, ADMINISTRATOR),
    "assets.file": (READ, ANYBODY),
    "blocks.block": (BOTH, MODERATOR),
    "blocks.index": (BOTH, MODERATOR),
    "blocks.new": (BOTH, MODERATOR),
    "blocks.offer": (SEND, MODERATOR),
    "blocks.offer_name": (SEND, MODERATOR),
    "comments.confirm": (BOTH, ANYBODY),
    "comments.receipt": (BOTH, ANYBODY),
    "comments.write": (BOTH, ANYBODY),
    "comments.write_general": (BOTH, ANYBODY),
    "data_wordings.edit": (BOTH, ADMINISTRATOR),
    "data_wordings.index": (READ, ADMINISTRATOR),
    "event_desk.cancel": (BOTH, EDITOR),
    "event_desk.delete": (BOTH, EDITOR),
    "event_desk.edit": (BOTH, EDITOR),
    "event_desk.event": (BOTH, EDITOR),
    "event_desk.index": (READ, EDITOR),
    "event_desk.new": (BOTH, EDITOR),
    "event_desk.preview": (READ, EDITOR),
    "event_desk.reinstate": (BOTH, EDITOR),
    "desk_fields.edit": (BOTH, EDITOR),
    "desk_fields.new": (BOTH, EDITOR),
    "desk_fields.publish": (SEND, EDITOR),
    "desk_fields.remove": (SEND, EDITOR),
    "desk_fields.shift": (SEND, EDITOR),
    "desk_fields.withdraw": (BOTH, EDITOR),
    "desk_pasting.paste": (BOTH, EDITOR),
    "desk_pasting.preview": (BOTH, EDITOR),
    "desk_principles.discard": (BOTH, EDITOR),
    "desk_principles.draft": (BOTH, EDITOR),
    "desk_principles.new_revision": (SEND, EDITOR),
    "desk_principles.principle": (BOTH, EDITOR),
    "desk_principles.shift": (SEND, EDITOR),
    "desk_principles.withdraw": (BOTH, EDITOR),
    "desk_publishing.dialogue": (BOTH, EDITOR),
    "desk_publishing.preview": (BOTH, EDITOR),
    "desk_publishing.preview_all": (READ, EDITOR),
    "desk_publishing.withdraw": (BOTH, EDITOR),
    "editing.dialogue": (READ, EDITOR),
    "editing.edit_dialogue": (BOTH, EDITOR),
    "editing.index": (READ, EDITOR),
    "editing.new_dialogue": (BOTH, EDITOR),
    "editing.new_principle": (SEND, EDITOR),
    "editing.number_anew": (SEND, EDITOR),
    "exchange.report": (READ, STAFF),
    "exchange.report_file": (READ, STAFF),
    "events.calendar": (READ, PUBLIC),
    "events.entry": (READ, PUBLIC),
    "events.event": (READ, PUBLIC),
    "events.index": (READ, PUBLIC),
    "events.invitation": (BOTH, ANYBODY),
    "feedback.receipt": (READ, ANYBODY),
    "feedback.write": (BOTH, ANYBODY),
    "feedback_desk.entry": (BOTH, ADMINISTRATOR),
    "feedback_desk.index": (READ, ADMINISTRATOR),
    "fair_play.close": (BOTH, MODERATOR),
    "fair_play.closed": (READ, MODERATOR),
    "fair_play.reopen": (SEND, MODERATOR),
    "fair_play.unwatch": (SEND, MODERATOR),
    "fair_play.words": (BOTH, MODERATOR),
    "handovers.ask": (BOTH, MODERATOR),
    "handovers.put_off": (SEND, MODERATOR),
    "handovers.statement": (BOTH, ANYBODY),
    "handovers.take_back": (SEND, MODERATOR),
    "help.contents": (READ, PUBLIC),
    "help.index": (READ, PUBLIC),
    "help.page": (READ, PUBLIC),
    "log.index": (READ, ADMINISTRATOR),
    "log.table": (READ, ADMINISTRATOR),
    "log.verify": (SEND, ADMINISTRATOR),
    "mail.letters": (BOTH, STAFF),
    "mail.unsubscribe": (BOTH, ANYBODY),
    "account.shortcuts": (SEND, MODERATOR),
    "batches.preview": (BOTH, MODERATOR),
    "batches.result": (BOTH, MODERATOR),
    "undoing.undo_one": (SEND, MODERATOR),
    "moderation.confirm_after_call": (BOTH, MODERATOR),
    "moderation.entry": (BOTH, MODERATOR),
    "moderation.open_entry": (SEND, MODERATOR),
    "moderation.queue": (READ, MODERATOR),
    "moderation.release": (SEND, MODERATOR),
    "moderation.unconfirmed": (BOTH, MODERATOR),
    "pages.changes": (READ, PUBLIC),
    "pages.comment": (READ, PUBLIC),
    "pages.comparison": (READ, PUBLIC),
    "pages.dialogue": (READ, PUBLIC),
    "pages.dialogues": (READ, PUBLIC),
    "pages.general_comments": (READ, PUBLIC),
    "pages.principle": (READ, PUBLIC),
    "pages.revision": (READ, PUBLIC),
    "pages.start": (READ, PUBLIC),
    "passages.hide": (BOTH, MODERATOR),
    "passages.show": (SEND, MODERATOR),
    "people.colleague": (BOTH, ADMINISTRATOR),
    "people.end_sessions": (SEND, ADMINISTRATOR),
    "people.index": (READ, ADMINISTRATOR),
    "people.invitation": (SEND, ADMINISTRATOR),
    "people.invite": (BOTH, ADMINISTRATOR),
    "people.switch_off": (BOTH, ADMINISTRATOR),
    "people.switch_on": (BOTH, ADMINISTRATOR),
    "personal.ask_review": (SEND, CITIZEN),
    "personal.ask_review_by_number": (SEND, ANYBODY),
    "personal.mine": (READ, CITIZEN),
    "personal.receipt": (BOTH, ANYBODY),
    "personal.revoke": (SEND, CITIZEN),
    "personal.withdraw": (BOTH, CITIZEN),
    "reports.receipt": (READ, ANYBODY),
    "reports.write": (BOTH, ANYBODY),
    "reviews.ask": (BOTH, ANYBODY),
    "reviews.decide": (BOTH, MODERATOR),
    "reviews.hand_over": (SEND, MODERATOR),
    "reviews.look": (BOTH, ANYBODY),
    "rules_desk.rules": (BOTH, ADMINISTRATOR),
    "settings_desk.change": (BOTH, ADMINISTRATOR),
    "settings_desk.index": (READ, ADMINISTRATOR),
    "settings_desk.looks": (BOTH, ADMINISTRATOR),
    "site.colour": (READ, ANYBODY),
    "site.healthz": (READ, ANYBODY),
    "site.logo": (READ, ANYBODY),
    "site.readyz": (READ, ANYBODY),
    "site.rules": (READ, PUBLIC),
    "site.rules_then": (READ, PUBLIC),
    "site.text": (READ, PUBLIC),
    "texts.index": (READ, ADMINISTRATOR),
    "texts.take_down": (SEND, ADMINISTRATOR),
    "texts.text": (BOTH, ADMINISTRATOR),
    "texts.version": (READ, STAFF),
    "transparency.index": (READ, PUBLIC),
    "transparency.numbers": (READ, PUBLIC),
    # Last, because it ends links and sessions others of these use.
    "account.password": (BOTH, STAFF),
}
# Only in the demonstration.
DEMO = {
    "demo.enter": (BOTH, ANYBODY),
    "demo.letter": (READ, ANYBODY),
    "demo.post": (READ, ANYBODY),
}
ADMITTED = {
    PUBLIC: set(READERS),
    ANYBODY: set(READERS),
    CITIZEN: set(READERS) - {"visitor"},
    STAFF: {"moderator", "editor", "administrator"},
    MODERATOR: {"moderator"},
    EDITOR: {"editor"},
    ADMINISTRATOR: {"administrator"},
}
OWNERS_ONLY = dict.fromkeys(
    ("personal.ask_review", "personal.withdraw"), "citizen"
)  # to everybody else it is not there


def taking(method: str) -> list[str]:
    return [endpoint for endpoint, (methods, _audience) in ROUTES.items() if method in methods]


def closed(endpoint: str, reader: str) -> bool:
    return reader not in ADMITTED[ROUTES[endpoint][1]]


def sender(endpoint: str) -> str:
    """Somebody who may send the form of a route; a moderator where the choice is free."""
    audience = ROUTES[endpoint][1]
    if endpoint.startswith("personal."):
        return "citizen"
    return audience.value if audience in {EDITOR, ADMINISTRATOR} else "moderator"


def not_there(endpoint: str, reader: str) -> bool:
    return OWNERS_ONLY.get(endpoint, reader) != reader
