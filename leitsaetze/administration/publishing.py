"""Deeds of the administrators on texts, rules and settings of the site, each with its trace."""

from collections.abc import Mapping

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import today
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site import queries, rulebook
from leitsaetze.site.actions import all_settings, change_setting, publish_text
from leitsaetze.site.models import SiteText
from leitsaetze.site.rulebook import Wish
from leitsaetze.site.rules import RULES, SLOTS, ZONE, Draft, missing, title_of
from leitsaetze.site.settings import fitting, followed, version_of

OVERTAKEN = translatable(
    "Inzwischen hat jemand anderes eine Fassung veröffentlicht. Es wurde nichts gespeichert, Ihr "
    "Text steht noch hier. Bitte vergleichen Sie und veröffentlichen Sie dann noch einmal."
)
UNCHANGED = translatable("Es hat sich nichts geändert. Diese Fassung gilt schon.")
NO_NOTE = translatable("Bitte schreiben Sie in einem Satz, was sich geändert hat.")
SETTINGS_OVERTAKEN = translatable(
    "Inzwischen hat jemand anderes diese Einstellungen geändert. Es wurde nichts gespeichert, Ihre "
    "Angaben stehen noch hier. Bitte vergleichen Sie und speichern Sie dann noch einmal."
)


def publish(slug: str, draft: Draft, *, note: str, seen: str, by: Person) -> SiteText:
    """Publish the next version of a text. `seen` is the version the form was made from.

    Raises Conflict when there is a newer one. An unchanged text is published only to say that
    somebody read what came with the product.
    """
    present = db.session.scalar(queries.current_text(slug))
    _refuse_overtaken(present, seen)
    for _field, sentence in missing(slug, draft, today=today(ZONE)):
        raise RuleViolation(sentence)
    _refuse_needless(present, present is not None and draft == draft_of(present), note)
    columns = vars(draft) | {"title": title_of(slug, draft.title)}
    text = publish_text(slug, note=note, by_id=by.id, **columns)
    record("text.published", text, by=by, words=draft.source, text=slug, version=text.version)
    return text


def take_down(slug: str, *, seen: str, by: Person) -> SiteText:
    """Take a text the county added off the site; its versions stay."""
    present = db.session.scalar(queries.current_text(slug))
    if slug not in SLOTS or present is None or not present.says_something:
        raise RuleViolation("Dieser Text ist nicht veröffentlicht.")
    _refuse_overtaken(present, seen)
    text = publish_text(slug, present.title, "", note="Nicht mehr gezeigt", by_id=by.id)
    record("text.taken_down", text, by=by, text=slug, version=text.version)
    return text


def publish_rules(
    introduction: str, wishes: list[Wish], *, note: str, seen: str, by: Person
) -> SiteText:
    """Publish the rules and their introduction together, as a new edition with one date."""
    present = db.session.scalar(queries.current_text(RULES))
    _refuse_overtaken(present, seen)
    for _field, sentence in missing(RULES, Draft(introduction), today=today(ZONE)):
        raise RuleViolation(sentence)
    changed = rulebook.changes(wishes)
    same = present is not None and introduction == present.source and not changed
    _refuse_needless(present, same, note)
    edition = rulebook.publish_rules(introduction, wishes, note=note, by_id=by.id)
    record(
        "rules.published",
        edition,
        by=by,
        words=introduction,
        edition=edition.version,
        rules=[wish.number for wish in changed if wish.holds],
        retired=[wish.number for wish in changed if not wish.holds],
    )
    return edition


def change_settings(typed: Mapping[str, str], *, by: Person | None, seen: str = "") -> list[str]:
    """Set settings to what was typed; return the names of those that changed.

    `seen` is the version the form was made from: Conflict when somebody changed one meanwhile.
    A newly chosen state brings its proposals, but never in place of the county's own words.
    """
    db.session.execute(queries.stamp().with_for_update())  # one after the other, from here on
    present = all_settings()
    if seen and seen != str(version_of(present, typed)):
        raise Conflict(SETTINGS_OVERTAKEN)
    wanted = followed({name: fitting(name, value) for name, value in typed.items()}, present)
    changed = [name for name, value in wanted.items() if value != present[name]]
    for name in changed:
        setting = change_setting(name, wanted[name], by_id=by.id if by is not None else None)
        record("setting.changed", setting, by=by, words=wanted[name])
    return changed


def draft_of(text: SiteText) -> Draft:
    """Return what a version of a text says, as the form shows it."""
    return Draft(**{name: getattr(text, name) for name in Draft.__dataclass_fields__})


def _refuse_overtaken(present: SiteText | None, seen: str) -> None:
    if seen != str(present.version if present is not None else 0):
        raise Conflict(OVERTAKEN)


def _refuse_needless(present: SiteText | None, same: bool, note: str) -> None:
    if present is None or present.by_id is None:  # the first words of the county's own
        return
    if same:
        raise RuleViolation(UNCHANGED)
    if not note:
        raise RuleViolation(NO_NOTE)
